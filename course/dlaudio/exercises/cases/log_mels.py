"""The questions on spoken digits as small pictures."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.networks.anywhere import LATEST, before_the_head, ear, late
from dlaudio.networks.listener import SIDE, digit_pictures


def _train_case(name: str, n: int, n_new: int, seed: int) -> Case:
    """Words that begin at once to learn from; new speakers' words come 0 to 8 frames late."""
    X, y = digit_pictures(name, "train", n, seed=seed)
    X_new, new = digit_pictures(name, "test", n_new, seed=seed)
    delay = np.random.default_rng(seed).integers(0, LATEST + 1, n_new)
    inputs = {"X": late(X, 0), "y": y, "X_new": late(X_new, delay)}
    return Case(inputs | {"rng": np.random.default_rng(3)}, {"held_out": new})


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
    """Features of a network that has only ever heard 0 to 4; two words each of 5 to 9."""
    net = ear((0, 1, 2, 3, 4), frames=SIDE)
    X, digits = digit_pictures("spoken-digits", "train", 400, seed=seed)
    X_new, new = digit_pictures("spoken-digits", "test", 160, seed=seed)
    few = np.concatenate([np.flatnonzero(digits == d)[:2] for d in range(5, 10)])
    H, H_new = (np.round(before_the_head(net, x), 2) for x in (X[few], X_new[new > 4]))
    return Case({"H": H, "y": digits[few], "H_new": H_new}, {"held_out": new[new > 4]})


def transfer_cases(rng):
    yield _transfer_case(2)


def visible_transfer_cases(rng):
    yield _transfer_case(14)
