"""The right answers of unit 6 agree with SciPy and with sums written out; the trained net hears."""

import numpy as np
import pytest
from scipy.optimize import BFGS, minimize

from autograder.library import right_answers
from dlaudio.datasets import voices as some
from dlaudio.exercises.cases import masks, updates, voices

right = right_answers("u06_training")

rng = np.random.default_rng(6)


@pytest.mark.parametrize("seed", range(5))
def test_bfgs_update_is_scipys(seed):
    for case in updates.bfgs_cases(np.random.default_rng(seed)):
        theirs = BFGS(init_scale=1.0)
        theirs.initialize(len(case["step"]), "inv_hess")
        theirs.H = case["H"].copy()
        theirs.first_iteration = False
        theirs.update(case["step"], case["change"])
        ours = right.bfgs_update(case["H"], case["step"], case["change"])
        np.testing.assert_allclose(ours, theirs.get_matrix(), rtol=1e-10)


def test_two_bfgs_steps_find_the_minimum_that_scipy_finds():
    for case in updates.bfgs_cases(rng):
        A, minimum = case["A"], case["minimum"]
        theirs = minimize(lambda x, A=A, m=minimum: (x - m) @ A @ (x - m) / 2, np.zeros(2))
        ours = updates.walk_bfgs(right.bfgs_update, A, minimum)
        np.testing.assert_allclose(ours, theirs.x, atol=1e-4)


def test_proximal_step_is_the_minimum_of_what_it_trades():
    w, g, lr, strength = rng.normal(size=5), rng.normal(size=5), 0.3, 0.8
    new = right.proximal_step(w, g, lr, strength)
    fine = np.linspace(-4, 4, 800001)
    for value, target in zip(new, w - lr * g, strict=True):
        cost = (fine - target) ** 2 / (2 * lr) + strength * np.abs(fine)
        assert value == pytest.approx(fine[cost.argmin()], abs=2e-5)


def test_noise_has_the_ratio_asked_for():
    for case in masks.noise_cases(rng):
        louder, noisy = right.gain_and_noise(**case)
        ratio = np.sum(case["y"] ** 2) / np.sum((noisy - case["y"]) ** 2)
        assert 10 * np.log10(ratio) == pytest.approx(case["snr_db"])
        assert 20 * np.log10(np.abs(louder / case["y"])) == pytest.approx(case["db"])


def test_voices_of_the_test_are_none_of_the_training():
    from dlaudio import datasets

    data = datasets.load("spoken-digits")
    one, other = (set(data.where(split=split).speakers) for split in ("train", "test"))
    assert one and other and not one & other
    X, digits, speakers = some.voices("spoken-digits", "train")
    assert X.shape == (len(digits), 48) and len(set(speakers)) == len(one)


def test_recipe_hears_new_speakers_well_above_the_mark():
    (case,) = voices.visible_voice_cases(rng)
    labels = right.digit_recipe(
        *(case.inputs[name] for name in ("X", "y", "speakers", "X_new")), np.random.default_rng(1)
    )
    assert np.mean(labels == case.truth["held_out"]) > 0.8
