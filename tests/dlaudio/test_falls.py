"""Losses of walkers on the forty tones: rates that hold, batches, and their melodies."""

import numpy as np
import pytest

from dlaudio.datasets import tones
from dlaudio.descent import descend, falls, gradient_of


@pytest.fixture(scope="module")
def forty():
    return tones.noisy_tones(40, rng=np.random.default_rng(4))


def walk(slope, start, rate, steps):
    return descend(slope, start, lr=rate, steps=steps)


def slope_of(tones):
    X = falls.with_ones(tones)

    def slope(wb, rows=slice(None)):
        errors = X[rows] @ wb - tones.khz[rows]
        return 2 * X[rows].T @ errors / len(errors)

    return slope


def test_below_the_largest_rate_the_loss_falls_and_above_it_climbs(forty):
    largest = 2 / np.linalg.eigvalsh(falls.curvature(forty))[-1]
    below, above = falls.at_rates(forty, walk, slope_of(forty), largest).values()
    assert len(below) == 41 and below[0] == above[0] == pytest.approx(np.mean(forty.khz**2))
    assert below[-1] < 0.05 * below[0] and above[-1] > above[0]


def test_the_fewer_tones_at_a_time_the_lower_for_480_of_them(forty):
    def batches(n, size, rng):
        order = rng.permutation(n)
        return [order[i : i + size] for i in range(0, n, size)]

    found = falls.in_batches(forty, walk, slope_of(forty), batches)
    assert list(found) == ["all 40 at a time", "8 at a time", "one at a time"]
    batch, few, one = found.values()
    assert [len(row) - 1 for row in found.values()] == [12, 60, 480]
    assert few[-1] < 0.2 * batch[-1] and one[-1] < 0.1 * few[-1]
    assert np.diff(batch).max() < 0 and one[-40:].max() > 3 * one[-40:].min()
    heard = falls.over_looks(found)
    assert [len(row) for row in heard.values()] == [61, 61, 61]
    assert heard["all 40 at a time"][39] == batch[7] and heard["one at a time"][-1] == one[-1]


def test_eight_rows_take_hardly_longer_than_one_and_very_many_do(forty):
    one, eight, many = (falls.microseconds(slope_of(forty), n) for n in (1, 8, 40_000))
    assert eight < 3 * one and many > 3 * one


def test_the_gradient_in_one_row_has_the_bias_last_and_may_look_at_some_rows():
    def loss(X, y, w, b):
        return 0.0, X.sum(axis=0) * w, y.sum() * b

    slope = gradient_of(loss, np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0]))
    assert list(slope(np.array([1.0, 10, 100]))) == [4, 60, 1100]
    assert list(slope(np.array([1.0, 10, 100]), np.array([1]))) == [3, 40, 600]


def test_a_melody_has_a_note_a_step(forty):
    heard = falls.heard({"a": np.geomspace(1, 0.01, 5)}, sr=8000, duration=0.1, highest=0)
    assert len(heard["a"]) == pytest.approx(5 * 800, abs=5)


def test_a_score_climbs_to_the_right_side_and_no_further():
    ways = falls.until_right(walk, -3)
    for scores in ways.values():
        assert scores[0] == -3 and scores[-1] > 0 and (scores[:-1] <= 0).all()
        assert (np.diff(scores) > 0).all()
    assert len(ways["squares"]) > 2 * len(ways["cross entropy"])
    assert len(falls.until_right(walk, -9, most=20)["squares"]) == 21  # given up
