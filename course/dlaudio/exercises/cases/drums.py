"""The questions on drum hits as two numbers."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.drums import snare_or_not


def snare_cases(rng):
    for split in ("all", "few", "few"):
        (X, y), (X_new, y_new) = snare_or_not("train"), snare_or_not("test")
        if split == "few":
            some, n_units = rng.permutation(len(X))[:30], 5
        else:
            some, n_units = np.arange(len(X)), 40
        hidden = {"W1": 1.5 * rng.normal(size=(2, n_units)), "b1": 1.5 * rng.normal(size=n_units)}
        inputs = {"X": X[some], "y": y[some], **hidden, "X_new": X_new}
        yield Case(inputs, {"held_out": y_new} if split == "all" else {})
