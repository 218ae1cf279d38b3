"""The questions on drum rhythms under a swelling hum."""

from dlaudio.assessment.base import Case
from dlaudio.datasets.rhythms import FRAMES, levels, rhythm


def rhythm_cases(rng, split: str = "test"):
    for _ in range(4):
        y, struck, sr = rhythm(rng, split)
        inputs = {"S": levels(y, sr), "frames_per_step": FRAMES}
        yield Case(inputs, {"struck": struck.astype(int)})


def visible_rhythm_cases(rng):
    yield from rhythm_cases(rng, "train")
