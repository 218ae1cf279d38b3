"""The Boltzmann machine learns what its data look like, and dreams alike."""

import numpy as np
import pytest

from dlaudio.networks.boltzmann import dream, note_sets, train_rbm


def test_it_dreams_the_two_patterns_it_has_seen():
    rng = np.random.default_rng(0)
    patterns = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1.0]])
    W, a, b = train_rbm(patterns[rng.integers(0, 2, 400)], 4, rng=rng, epochs=60)
    dreams = dream(rng.integers(0, 2, (500, 6)).astype(float), W, a, b, steps=50, rng=rng)
    share = [np.mean((dreams == pattern).all(axis=1)) for pattern in patterns]
    assert sum(share) > 0.8  # by chance 2 of 64


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        train_rbm([[2.0]], 1, rng=np.random.default_rng(0))


def test_a_stretch_of_a_tune_comes_in_twelve_keys():
    sets = note_sets([np.array([60, 64, 67, 72, 62])], length=4, hop=1)
    assert sets.shape == (24, 12)
    assert list(np.flatnonzero(sets[0])) == [0, 4, 7] and list(np.flatnonzero(sets[2])) == [2, 6, 9]
    assert list(np.flatnonzero(sets[12])) == [0, 2, 4, 7]
