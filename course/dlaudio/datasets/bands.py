"""A recording as 48 numbers: how loud each of 12 frequency bands is in each quarter of it."""

from functools import cache

import numpy as np

BANDS, QUARTERS = 12, 4
LOWEST = -60.0  # dB; what is weaker counts as this
PAIRS = (("seven", "the others"), ("four", "eight"), ("five", "nine"))


def band_levels(y, sr) -> np.ndarray:
    """Level of each mel band in each quarter of y, in dB below the loudest; shape (48,).

    Number 4 k + q is band k (0 the lowest) in quarter q (0 the first).

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio.audio import melspectrogram

    y = np.asarray(y, dtype=float)
    power = melspectrogram(y, sr=sr, n_fft=256, hop_length=80, n_mels=BANDS, fmin=60.0)
    quarters = [part.mean(axis=1) for part in np.array_split(power, QUARTERS, axis=1)]
    level = np.stack(quarters, axis=1).ravel()
    return 10 * np.log10(np.maximum(level / level.max(), 10 ** (LOWEST / 10)))


@cache
def _levels_of_word(name: str, word: str, split: str) -> np.ndarray:
    """Band levels of every recording of a word by the speakers of a split, shape (N, 48)."""
    from dlaudio import datasets

    words = datasets.load(name).where(split=split, labels=word)
    return np.array([band_levels(y, words.sr) for y in words.audio])


def two_kinds(name: str, no: str, yes: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Band levels of two words, X of shape (N, 48), and labels: 0 for `no`, 1 for `yes`.

    `no` may be "the others": all other digits, together as many as there are of `yes`.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    no : str
        A digit in letters, such as "four", or "the others".
    yes : str
        Another digit.
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    right = _levels_of_word(name, yes, split)
    if no == "the others":
        digits = [word for word in datasets.load(name).label_names if word != yes]
        pool = np.concatenate([_levels_of_word(name, word, split) for word in digits])
        wrong = pool[:: len(digits)][: len(right)]  # by every speaker: rows are in their order
    else:
        wrong = _levels_of_word(name, no, split)
    return np.concatenate([wrong, right]), np.repeat([0, 1], [len(wrong), len(right)])


def most_telling(X, y) -> int:
    """The column that goes most with the labels.

    Parameters
    ----------
    X : array, shape (N, D)
    y : array of 0 and 1, shape (N,)
    """
    return int(np.abs(standardised(X, X)[0].T @ (np.asarray(y) - 0.5)).argmax())


def standardised(X, X_new) -> tuple[np.ndarray, np.ndarray]:
    """Both with each column shifted and scaled so that in X it has mean 0 and spread 1.

    Parameters
    ----------
    X, X_new : array, shape (N, D)
        Rows to measure, and rows to shift in the same way.
    """
    middle, spread = X.mean(axis=0), X.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return (X - middle) / spread, (X_new - middle) / spread
