"""Ten spoken digits as rows of 48 band levels, to learn from some speakers and hear in others."""

from functools import cache

import numpy as np

from dlaudio.datasets.bands import band_levels, standardised

SIZES = (48, 24, 10)


@cache
def digit_levels(name: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Band levels of every recording of a split, X of shape (N, 48), and the digits, (N,).

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    words = datasets.load(name).where(split=split)
    return np.array([band_levels(y, words.sr) for y in words.audio]), words.labels


def ten_digits(name: str, n: int, n_new: int):
    """X, digits, X_new, new_digits: standardised, mixed, the same every time.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    n, n_new : int
        How many to learn from, and how many of new speakers.
    """
    X, digits = digit_levels(name, "train")
    X_new, new_digits = digit_levels(name, "test")
    some = np.random.default_rng(1).permutation(len(X))[:n]
    new = np.random.default_rng(2).permutation(len(X_new))[:n_new]
    X, X_new = (np.round(part, 2) for part in standardised(X[some], X_new[new]))
    return X, digits[some], X_new, new_digits[new]
