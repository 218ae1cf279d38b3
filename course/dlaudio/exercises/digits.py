"""Ten spoken digits by speakers to learn from and by new ones, as band levels, with a first net."""

import numpy as np

from .bands import band_levels, standardised
from .base import Case

SIZES = (48, 24, 10)


def _levels(name: str, split: str, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Band levels (n, 48) and digits (n,) of recordings of a split, always the same ones."""
    from dlaudio import datasets

    words = datasets.load(name).where(split=split)
    rows = np.random.default_rng(seed).permutation(len(words))[:n]
    return np.array([band_levels(words.audio[row], words.sr) for row in rows]), words.labels[rows]


def _digit_cases(name: str):
    """One case that depends on no seed: an unlucky start could fail a right answer."""
    X, digits = _levels(name, "train", 500, 1)
    X_new, new_digits = _levels(name, "test", 200, 2)
    X, X_new = (np.round(part, 2) for part in standardised(X, X_new))
    rng = np.random.default_rng(0)
    weights = [
        (rng.normal(size=(d, m)) / np.sqrt(d), np.zeros(m))
        for d, m in zip(SIZES[:-1], SIZES[1:], strict=True)
    ]
    inputs = {"X": X, "y": np.eye(10)[digits], "weights": weights, "lr": 0.1, "n_steps": 300}
    yield Case({**inputs, "X_new": X_new}, {"held_out": new_digits})


def digit_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    yield from _digit_cases("fsdd" if datasets.available("fsdd") else "spoken-digits")


def visible_digit_cases(rng):
    yield from _digit_cases("spoken-digits")
