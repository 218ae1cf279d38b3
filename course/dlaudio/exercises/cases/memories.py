"""The questions on the forgotten tone."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.forgotten_tones import forgotten_tones


def _tone_case(seed: int, gap: int, bands: list[int]) -> Case:
    """The same every time: an unlucky start could fail a right answer.

    `bands` says in which order the four bands stand, so that nobody can know which ones matter.
    """
    rng = np.random.default_rng(seed)
    (X, y), (X_new, truth) = (forgotten_tones(n, gap, rng) for n in (400, 300))
    inputs = {"X": X[..., bands], "y": y, "X_new": X_new[..., bands]}
    return Case({**inputs, "rng": np.random.default_rng(0)}, {"held_out": truth})


def tone_cases(rng):
    yield _tone_case(11, 20, [2, 0, 3, 1])


def visible_tone_cases(rng):
    yield _tone_case(5, 18, [1, 3, 0, 2])


def endless_cases(rng):
    """Sequences of the usual bands, short and long, drawn anew each time."""
    inputs, truth = {}, {}
    for gap in (25, 500):
        X, y = forgotten_tones(200, gap, rng)
        inputs[f"X_{gap}"], truth[f"after_{gap}"] = X, y
    yield Case(inputs, truth)
