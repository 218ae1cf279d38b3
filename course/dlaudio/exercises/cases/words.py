"""Two spoken words as points in a plane: how much each half of a recording hisses."""

from functools import cache

import numpy as np

from ...assessment.base import Case
from .boolean import XOR, corners


def hiss(y, sr) -> np.ndarray:
    """Zero crossings per millisecond, shape (2,): mean of the first and of the second half of y."""
    from dlaudio.audio import zero_crossing_rate

    rate = zero_crossing_rate(y, frame_length=256, hop_length=128) * sr / 1000
    half = len(rate) // 2
    return np.array([rate[:half].mean(), rate[half:].mean()])


@cache
def _hiss_of_words(name: str, word: str, split: str) -> np.ndarray:
    """Hiss of every recording of a word by the speakers of a split, shape (N, 2)."""
    from dlaudio import datasets

    words = datasets.load(name).where(split=split, labels=word)
    return np.array([hiss(y, words.sr) for y in words.audio])


def two_words(name: str, first: str, second: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Hiss of two words, X of shape (N, 2), and labels y: -1 for the first, +1 for the second."""
    parts = [_hiss_of_words(name, word, split) for word in (first, second)]
    return np.concatenate(parts), np.repeat([-1, 1], [len(part) for part in parts])


def _word_cases(name: str, rng):
    """Two pairs of words, heard by new speakers; then small sets with one wrong label in ten.

    The first two do not depend on `rng`: an unlucky order can leave a right answer with a line that
    fails new speakers. The others are there for epochs that end with equally many mistakes.
    """
    for first in ("zero", "two"):
        X, y = two_words(name, first, "six", "train")
        X_new, y_new = two_words(name, first, "six", "test")
        some = np.random.default_rng(1).permutation(len(X))[:160]
        new = np.random.default_rng(2).permutation(len(X_new))[:80]
        inputs = {"w": np.array([0.5, -0.3, 0.2]), "X": X[some], "y": y[some], "n_epochs": 15}
        yield Case({**inputs, "X_new": X_new[new]}, {"held_out": y_new[new]})
        for _ in range(3):
            few = rng.permutation(len(X))[:10]
            labels = y[few] * np.where(np.arange(10) < 1, -1, 1)
            inputs = {"w": rng.normal(size=3), "X": X[few], "y": labels, "n_epochs": 12}
            yield Case({**inputs, "X_new": X_new[new]})
        for _ in range(3):
            crossed = np.tile(corners(2), (3, 1)) + rng.normal(size=(12, 2)) / 10
            inputs = {"w": rng.normal(size=3), "X": crossed, "y": np.tile(2 * XOR - 1, 3)}
            yield Case({**inputs, "n_epochs": 20, "X_new": crossed})


def word_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    return _word_cases("fsdd" if datasets.available("fsdd") else "spoken-digits", rng)


def bundled_word_cases(rng):
    return _word_cases("spoken-digits", rng)
