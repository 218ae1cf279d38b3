"""What unit 10 is built on: words in both directions, and the net that questions answers."""

import numpy as np
import pytest

from dlaudio import datasets
from dlaudio.datasets.directions import directions, steps_of
from dlaudio.exercises.cases import recurrence
from dlaudio.layers import RNN


def test_turned_words_have_the_same_frames_in_another_order():
    X, y, rows = directions("spoken-digits", "test", 40)
    assert X.shape == (40, 16, 10) and np.abs(X).max() <= 1 and y.sum() == 20
    words = datasets.load("spoken-digits")
    for i in (0, 1):
        straight = steps_of(words.audio[rows[i]], words.sr) / 30 + 1
        assert X[i, :: -1 if y[i] else 1] == pytest.approx(straight, abs=0.006)


def test_levels_of_a_reversed_recording_are_its_levels_reversed():
    rng = np.random.default_rng(0)
    swell = rng.normal(size=8000) * np.linspace(0.05, 1, 8000)
    there, back = steps_of(swell, 8000), steps_of(swell[::-1].copy(), 8000)
    assert np.abs(there - back[::-1]).mean() < 1.0  # dB
    assert there[-1].mean() - there[0].mean() > 10  # the swell is heard


def test_nobody_is_in_both_splits():
    words = datasets.load("spoken-digits")
    known, new = (
        set(words.speakers[directions("spoken-digits", s, 60)[2]]) for s in ("train", "test")
    )
    assert not known & new


def test_the_net_that_asks_is_the_layer_of_the_course():
    case = next(recurrence.sequence_cases(np.random.default_rng(1)))
    layer = RNN(*case["W_x"].shape, rng=np.random.default_rng(0), dtype=np.float64)
    layer.weight_x.value, layer.weight_h.value = case["W_x"], case["W_h"]
    layer.bias.value = case["b"]
    assert recurrence.states(**case) == pytest.approx(layer.forward(case["X"], case["h0"]))
