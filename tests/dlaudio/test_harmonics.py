"""The instrument that is learnt: its model, its objective, and the tune that it plays."""

import numpy as np
import pytest

from dlaudio.descent import harmonics


def test_the_model_is_a_sum_of_sines():
    t = np.array([0.0, 0.001, 0.0037])
    expected = [0.5 * np.sin(2 * np.pi * 100 * s) + 0.25 * np.sin(2 * np.pi * 200 * s) for s in t]
    np.testing.assert_allclose(harmonics.model([0.5, 0.25], 100)(t), expected)


def test_the_objective_is_half_the_squared_distance_of_the_weights():
    # over whole periods different harmonics do not overlap, and each has the mean power 1 / 2
    w = np.array([0.1, 0.2, 0, 0, 0.3, 0, 0, 0.05])
    data = harmonics.example(8000, 0.5)
    expected = np.sum((w - harmonics.INSTRUMENT) ** 2) / 2
    assert harmonics.squared_difference(data, harmonics.model(w)) == pytest.approx(expected)
    assert harmonics.squared_difference(data, harmonics.model(harmonics.INSTRUMENT)) == 0


def test_nudges_have_their_size_and_leave_the_weights():
    w = np.ones(2000)
    step = harmonics.nudges(0.2, seed=1)(w) - w
    assert np.std(step) == pytest.approx(0.2, rel=0.1) and np.all(w == 1)
    assert np.std(harmonics.nudges(0.2)(0.0)) == 0  # a single weight is a number


def test_the_tune_lasts_its_beats_and_is_neither_silent_nor_clipped():
    y = harmonics.tune(harmonics.INSTRUMENT, sr=8000, beat=0.1)
    assert len(y) == pytest.approx(16 * 0.1 * 8000, abs=20)
    assert 0.2 < np.abs(y).max() <= 0.7
    assert np.all(harmonics.tune([0.0, 0.0], sr=8000) == 0)
    loud = harmonics.tune([9.0], sr=8000)
    assert np.abs(loud).max() == pytest.approx(0.7)


def test_the_tune_has_no_harmonics_that_the_samples_cannot_hold():
    # of 220 Hz at 1,000 samples a second, only the first two are below 500 Hz
    assert np.allclose(
        harmonics.tune([0.3, 0.1, 0.5], sr=1000)[:250],
        harmonics.tune([0.3, 0.1, 0.0], sr=1000)[:250],
    )
