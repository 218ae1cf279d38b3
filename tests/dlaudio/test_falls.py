"""Losses of walkers on the forty tones: rates that hold, batches, and their melodies."""

import numpy as np
import pytest

from dlaudio.datasets import tones
from dlaudio.descent import descend, falls


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
    below, above = falls.at_rates(forty, walk, slope_of(forty)).values()
    assert len(below) == 41 and below[0] == above[0] == pytest.approx(np.mean(forty.khz**2))
    assert below[-1] < 0.05 * below[0] and above[-1] > above[0]


def test_mini_batches_do_as_well_with_a_fifth_of_the_tones(forty):
    def batches(n, size, rng):
        order = rng.permutation(n)
        return [order[i : i + size] for i in range(0, n, size)]

    found = falls.in_batches(forty, walk, slope_of(forty), batches)
    batch, few, one = found.values()
    assert list(found) == ["batch", "mini-batches of 8", "stochastic"]
    assert few[-10:].mean() < 0.5 * batch[12]
    assert np.diff(batch).max() < 0 < np.diff(one).max()


def test_a_melody_has_a_note_a_step(forty):
    heard = falls.heard({"a": np.geomspace(1, 0.01, 5)}, sr=8000, duration=0.1, highest=0)
    assert len(heard["a"]) == pytest.approx(5 * 800, abs=5)
