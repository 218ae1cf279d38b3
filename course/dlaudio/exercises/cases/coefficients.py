"""The questions on spoken digits as features."""

from dlaudio.assessment.base import Case
from dlaudio.datasets.coefficients import digit_mfccs, source

# ---- the exercise ------------------------------------------------------------------------------


def _cases(name: str, n: int, n_new: int):
    """One case, the same for every seed: an unlucky choice could fail a right answer."""
    train, digits = digit_mfccs(name, "train", n)
    new, truth = digit_mfccs(name, "test", n_new)
    inputs = {"train": list(train), "digits": digits, "new": list(new)}
    yield Case(inputs, {"held_out": truth})


def pipeline_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    return _cases(source(), 500, 200)


def bundled_pipeline_cases(rng):
    return _cases("spoken-digits", 150, 60)
