"""The right answers of unit 6 agree with SciPy and with sums written out; the trained net hears."""

import numpy as np
import pytest
from scipy.special import log_softmax

from autograder.library import right_answers
from dlaudio.datasets import voices as some
from dlaudio.exercises.cases import masks, voices

right = right_answers("u06_training")

rng = np.random.default_rng(6)


def test_learning_rate_is_pytorchs_cosine_after_a_straight_warm_up():
    torch = pytest.importorskip("torch")
    weight = torch.nn.Parameter(torch.zeros(1))
    sgd = torch.optim.SGD([weight], lr=0.8)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(sgd, T_max=8)
    for step in range(4, 12):
        assert right.learning_rate(step, 12, 0.8, 4) == pytest.approx(cosine.get_last_lr()[0])
        sgd.step()
        cosine.step()
    warm = [right.learning_rate(step, 12, 0.8, 4) for step in range(4)]
    np.testing.assert_allclose(warm, [0.2, 0.4, 0.6, 0.8])


def test_checkup_agrees_with_scipy_and_with_counting():
    logits, y = rng.normal(size=(5, 3)) * 50, np.array([0, 2, 1, 1, 0])
    H = np.array([[0.0, 0, 1, 0], [0, 2, 0, 0], [0, 0, 0, 0], [0, 0, 3, 0], [0, 1, 0, 0]])
    W = np.array([[3.0, 0], [0, 4]])
    excess, dead, ratio = right.checkup(logits, y, H, W, W / 50)
    loss = -log_softmax(logits, axis=1)[np.arange(5), y].mean()
    assert excess == pytest.approx(loss - np.log(3))
    assert dead == 0.5
    assert ratio == pytest.approx(0.02)


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
