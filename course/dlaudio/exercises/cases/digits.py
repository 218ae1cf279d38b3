"""The questions on ten spoken digits as rows of 48 band levels."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.digits import SIZES, ten_digits


def _digit_cases(name: str):
    """One case that depends on no seed: an unlucky start could fail a right answer."""
    X, digits, X_new, new_digits = ten_digits(name, 500, 200)
    rng = np.random.default_rng(0)
    weights = [
        (rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m))
        for d, m in zip(SIZES[:-1], SIZES[1:], strict=True)
    ]
    inputs = {"X": X, "y": np.eye(10)[digits], "weights": weights, "lr": 0.12, "n_steps": 250}
    yield Case({**inputs, "X_new": X_new}, {"held_out": new_digits})


def digit_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    yield from _digit_cases("fsdd" if datasets.available("fsdd") else "spoken-digits")


def visible_digit_cases(rng):
    yield from _digit_cases("spoken-digits")
