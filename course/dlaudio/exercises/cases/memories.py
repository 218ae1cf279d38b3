"""The questions on the forgotten tone."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.forgotten_tones import forgotten_tones

STARTS = 5  # generators that an answer is called with


def _tone_case(seed: int, gap: int, bands: list[int]) -> Case:
    """The same every time, and asked of some starts: one of them alone may be lucky or unlucky.

    With 128 sequences one epoch is 4 updates. They are enough in 4 of 100 starts; 60 epochs, as
    the hints say, in 98 or more. So the middle one of five tells the two apart.

    `bands` says in which order the four bands stand, so that nobody can know which ones matter.
    """
    rng = np.random.default_rng(seed)
    (X, y), (X_new, truth) = (forgotten_tones(n, gap, rng) for n in (128, 300))
    inputs = {"X": X[..., bands], "y": y, "X_new": X_new[..., bands]}
    truth = np.tile(truth, (STARTS, 1))
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
