"""A clap in a stairwell, which comes back again and again, each time weaker by the same factor."""

import numpy as np

from dlaudio.audio import snare


def clap(g: float, rounds: int, *, sr: int, wait: float = 0.16) -> np.ndarray:
    """The clap and so many echoes of it.

    Parameters
    ----------
    g : float
        What is left of the amplitude after each round.
    rounds : int
    sr : int
        Hz.
    wait : float
        Seconds from one echo to the next.

    Returns
    -------
    y : array, shape (rounds round(sr wait) + n,)
        n samples are those of the clap, 0.15 s.
    """
    once, apart = snare(sr=sr, rng=np.random.default_rng(2), duration=0.15), round(wait * sr)
    y = np.zeros(apart * rounds + len(once))
    for k in range(rounds + 1):
        y[k * apart : k * apart + len(once)] += g**k * once
    return y
