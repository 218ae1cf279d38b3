"""Two spoken words as points in a plane: how much each half of a recording hisses."""

from functools import cache

import numpy as np


def hiss(y, sr) -> np.ndarray:
    """Zero crossings per millisecond, shape (2,): mean of the first and of the second half of y.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio.audio import zero_crossing_rate

    rate = zero_crossing_rate(y, frame_length=256, hop_length=128).astype(float) * sr / 1000
    half = len(rate) // 2
    return np.array([rate[:half].mean(), rate[half:].mean()])


@cache
def _hiss_of_words(name: str, word: str, split: str) -> np.ndarray:
    """Hiss of every recording of a word by the speakers of a split, shape (N, 2)."""
    from dlaudio import datasets

    words = datasets.load(name).where(split=split, labels=word)
    return np.array([hiss(y, words.sr) for y in words.audio])


def two_words(name: str, first: str, second: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Hiss of two words, X of shape (N, 2), and labels y: -1 for the first, +1 for the second.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    first, second : str
        Digits in letters, such as "six".
    split : str
        "train" or "test".
    """
    parts = [_hiss_of_words(name, word, split) for word in (first, second)]
    return np.concatenate(parts), np.repeat([-1, 1], [len(part) for part in parts])
