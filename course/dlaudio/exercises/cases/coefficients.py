"""The questions on spoken digits as features."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.coefficients import digit_mfccs, source

# ---- the exercise ------------------------------------------------------------------------------


def _cases(name: str, n: int, n_new: int, units: np.ndarray | float = 1.0):
    """One case, the same words for every seed: an unlucky choice could fail a right answer.

    `units`, shape (13, 1), multiply the coefficients: once standardised, they leave no trace.
    """
    train, digits = digit_mfccs(name, "train", n)
    new, truth = digit_mfccs(name, "test", n_new)
    inputs = {
        "train": [M * units for M in train],
        "digits": digits,
        "new": [M * units for M in new],
    }
    yield Case(inputs, {"held_out": truth})


def pipeline_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    return _cases(source(), 500, 200, units=10 ** rng.uniform(-3, 3, (13, 1)))


def bundled_pipeline_cases(rng):
    return _cases("spoken-digits", 150, 60)
