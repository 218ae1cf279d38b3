"""The questions on a recording as 48 numbers."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.bands import PAIRS, standardised, two_kinds


def _kind_cases(name: str, n: int, n_new: int):
    """Three pairs of words, heard by new speakers: as many rows as asked for, the same every time.

    They do not depend on a seed: an unlucky choice of rows could fail a right answer.
    """
    for yes, no in PAIRS:
        X, y = two_kinds(name, no, yes, "train")
        X_new, y_new = two_kinds(name, no, yes, "test")
        some = np.random.default_rng(1).permutation(len(X))[:n]
        new = np.random.default_rng(2).permutation(len(X_new))[:n_new]
        X, X_new = (np.round(part, 2) for part in standardised(X[some], X_new[new]))
        inputs = {"X": X, "y": y[some], "lr": 0.3, "n": 60, "X_new": X_new}
        yield Case(inputs, {"held_out": y_new[new]})


def kind_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    real = datasets.available("fsdd")
    yield from _kind_cases("fsdd" if real else "spoken-digits", 240, 160)
    yield from few_cases(rng)


def bundled_kind_cases(rng):
    yield from _kind_cases("spoken-digits", 60, 40)
    yield from few_cases(rng)


def few_cases(rng):
    """Small sets on which a few steps are counted; here nobody is held out."""
    for n_rows, d, lr, n in [(9, 2, 0.5, 3), (1, 3, 0.2, 1), (6, 1, 1.0, 8)]:
        X, y = rng.normal(size=(n_rows, d)) + 0.4, np.arange(n_rows) % 3 > 0
        yield Case({"X": X, "y": y.astype(int), "lr": lr, "n": n, "X_new": X})
