"""The questions on drum rhythms under a swelling hum."""

from dlaudio.assessment.base import Case
from dlaudio.datasets.rhythms import FRAMES, levels, rhythm


def rhythm_cases(rng, split: str = "test"):
    """Four rhythms; in the last a step is twice as long, so that it has a hit or two, or none."""
    for steps in (1, 1, 1, 2):
        y, struck, sr = rhythm(rng, split)
        inputs = {"S": levels(y, sr), "frames_per_step": steps * FRAMES}
        yield Case(inputs, {"struck": struck.reshape(-1, steps).max(axis=1).astype(int)})


def visible_rhythm_cases(rng):
    yield from rhythm_cases(rng, "train")
