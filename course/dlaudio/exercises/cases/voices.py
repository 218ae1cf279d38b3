"""The questions on spoken digits with their speakers."""

from dlaudio.assessment.base import Case
from dlaudio.datasets.voices import some_voices


def _cases(name: str, n: int, n_new: int, seed: int):
    X, y, speakers, X_new, new = some_voices(name, n, n_new)
    yield Case(
        {"X": X, "y": y, "speakers": speakers, "X_new": X_new, "seed": seed}, {"held_out": new}
    )


def voice_cases(rng):
    """Real speakers where their recordings are at hand, else those that come with the course."""
    from dlaudio import datasets

    seed = int(rng.integers(1 << 30))
    if datasets.available("fsdd"):
        return _cases("fsdd", 2000, 500, seed)
    return _cases("spoken-digits", 960, 240, seed)


def visible_voice_cases(rng):
    return _cases("spoken-digits", 400, 120, 1)
