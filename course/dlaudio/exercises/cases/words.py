"""The questions on two spoken words as points in a plane."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.truth_tables import XOR, corners
from dlaudio.datasets.words import two_words

SPLITS = ("train", "test")


def _word_cases(name: str, rng):
    """Two pairs of words, heard by new speakers; small sets with one wrong label in ten; XOR.

    The pairs do not depend on `rng`: an unlucky order can leave a right answer with a line that
    fails new speakers. The others are there for epochs that end with equally many mistakes, and
    have no new speakers: what a handful of rows makes of them is luck.
    """
    # six is +1, then -1: what is right of the first pair is wrong of the second
    for first, six in (("zero", 1), ("two", -1)):
        (X, y), (X_new, y_new) = (two_words(name, first, "six", split) for split in SPLITS)
        y, y_new, start = six * y, six * y_new, six * np.array([0.5, -0.3, 0.2])
        some = np.random.default_rng(1).permutation(len(X))[:80]
        new = np.random.default_rng(2).permutation(len(X_new))[:80]
        nobody = X_new[:0]
        inputs = {"w": start, "X": X[some], "y": y[some], "n_epochs": 10}
        yield Case({**inputs, "new_voices": X_new[new]}, {"held_out": y_new[new]})
        for _ in range(3):
            few = rng.permutation(len(X))[:10]
            labels = y[few] * np.where(np.arange(10) < 1, -1, 1)
            inputs = {"w": rng.normal(size=3), "X": X[few], "y": labels, "n_epochs": 12}
            yield Case({**inputs, "new_voices": nobody})
        # weights that are better than what the rule finds: the start is not among the epochs
        few = rng.permutation(len(X))[:12]
        good = np.linalg.lstsq(np.insert(X[few], 0, 1, axis=1), 1.0 * y[few], rcond=None)[0]
        labels = y[few] * np.where(np.arange(12) < 1, -1, 1)
        inputs = {"w": good, "X": X[few], "y": labels, "n_epochs": 6}
        yield Case({**inputs, "new_voices": nobody})
        # so far off that one epoch leaves every row wrong, and there is no other
        score = good[0] + X @ good[1:]
        clear = rng.permutation(np.flatnonzero(np.abs(score) > 0.4))[:8]
        inputs = {"w": -1000 * good, "X": X[clear], "y": np.sign(score[clear]).astype(int)}
        yield Case({**inputs, "n_epochs": 1, "new_voices": nobody})
    for _ in range(3):
        crossed = np.tile(corners(2), (3, 1)) + rng.normal(size=(12, 2)) / 10
        inputs = {"w": rng.normal(size=3), "X": crossed, "y": np.tile(2 * XOR - 1, 3)}
        yield Case({**inputs, "n_epochs": 20, "new_voices": nobody})


def word_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    return _word_cases("fsdd" if datasets.available("fsdd") else "spoken-digits", rng)


def bundled_word_cases(rng):
    return _word_cases("spoken-digits", rng)
