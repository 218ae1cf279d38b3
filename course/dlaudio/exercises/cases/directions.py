"""The questions on words played forwards or backwards."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.directions import directions


def _direction_case(name: str, n: int, n_new: int) -> Case:
    """The same every time: an unlucky start could fail a right answer."""
    X, y, _ = directions(name, "train", n)
    X_new, truth, _ = directions(name, "test", n_new)
    inputs = {"X": X, "y": y, "X_new": X_new, "rng": np.random.default_rng(0)}
    return Case(inputs, {"held_out": truth})


def direction_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    name = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    yield _direction_case(name, 400, 160)


def visible_direction_cases(rng):
    yield _direction_case("spoken-digits", 320, 100)
