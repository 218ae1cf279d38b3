"""Spoken digits with their speakers, to learn from some voices and listen to others."""

from functools import cache

import numpy as np

from dlaudio.datasets.bands import band_levels, standardised


@cache
def voices(name: str, split: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X (N, 48), digits (N,) and the number of the speaker (N,) of every recording of a split.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    data = datasets.load(name).where(split=split)
    X = np.array([band_levels(y, data.sr) for y in data.audio])
    return X, np.asarray(data.labels, int), np.unique(data.speakers, return_inverse=True)[1]


def some_voices(name: str, n: int, n_new: int):
    """X, digits, speakers, X_new, new_digits: standardised, mixed, the same every time.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    n, n_new : int
        How many to learn from, and how many of new speakers.
    """
    X, digits, speakers = voices(name, "train")
    X_new, new, _ = voices(name, "test")
    some = np.random.default_rng(3).permutation(len(X))[:n]
    others = np.random.default_rng(4).permutation(len(X_new))[:n_new]
    X, X_new = (np.round(part, 2) for part in standardised(X[some], X_new[others]))
    return X, digits[some], speakers[some], X_new, new[others]
