"""The net that learns letters, before it has learnt any."""

import numpy as np

from dlaudio.layers import GRU, Dropout, Linear, Sequential


def letter_net(letters: str, *, units: int, rng: np.random.Generator) -> Sequential:
    """A GRU that has not learnt anything about these letters yet.

    Parameters
    ----------
    letters : str
    units : int, at least 1
    rng : numpy.random.Generator
        Draws the weights.
    """
    K = len(letters)
    net = Sequential(GRU(K, units, rng=rng), Dropout(0.3, rng=rng), Linear(units, K, rng=rng))
    net.letters = letters
    return net
