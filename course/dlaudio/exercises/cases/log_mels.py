"""The questions on spoken digits as small pictures."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.networks.listener import digit_pictures, features, listener


def _train_case(name: str, n: int, n_new: int, seed: int) -> Case:
    X, y = digit_pictures(name, "train", n, seed=seed)
    X_new, new = digit_pictures(name, "test", n_new, seed=seed)
    inputs = {"X": X, "y": y, "X_new": X_new, "rng": np.random.default_rng(3)}
    return Case(inputs, {"held_out": new})


def train_cases(rng):
    """Made voices, and real ones where they are at hand: four speakers to learn from, two new.

    They depend on no seed: an unlucky start could fail a right answer.
    """
    from dlaudio import datasets

    yield _train_case("spoken-digits", 300, 120, 2)
    if datasets.available("fsdd"):
        yield _train_case("fsdd", 1200, 300, 2)


def visible_train_cases(rng):
    yield _train_case("spoken-digits", 300, 120, 1)


def _transfer_case(seed: int) -> Case:
    """Features of a network that has only ever heard 0 to 4, of words from 5 to 9."""
    net = listener("spoken-digits", (0, 1, 2, 3, 4))
    X, digits = digit_pictures("spoken-digits", "train", 400, seed=seed)
    X_new, new = digit_pictures("spoken-digits", "test", 160, seed=seed)
    few = np.concatenate([np.flatnonzero(digits == d)[:4] for d in range(5, 10)])
    H, H_new = (np.round(features(net, x), 2) for x in (X[few], X_new[new > 4]))
    return Case({"H": H, "y": digits[few], "H_new": H_new}, {"held_out": new[new > 4]})


def transfer_cases(rng):
    yield _transfer_case(2)


def visible_transfer_cases(rng):
    yield _transfer_case(1)
