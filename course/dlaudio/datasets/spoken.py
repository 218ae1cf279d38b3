"""All ten spoken digits as band levels, also when they come late."""

from functools import cache

import numpy as np

from dlaudio.datasets.bands import band_levels


@cache
def digit_levels(
    name: str, split: str, *, every: int = 1, late: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Band levels of the recordings of a split, X of shape (N, 48), and their digits, (N,).

    Parameters
    ----------
    name, split : str
        Of `dlaudio.datasets`.
    every : int
        Take only every so many recordings, to save time.
    late : float
        Seconds of silence before each of them.
    """
    from dlaudio import datasets

    words = datasets.load(name)
    rows, wait = words.splits[split][::every], np.zeros(round(late * words.sr))
    levels = [band_levels(np.append(wait, words.audio[row]), words.sr) for row in rows]
    return np.array(levels), words.labels[rows]
