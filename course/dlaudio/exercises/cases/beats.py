"""Beats that were found and beats that there are: near, twice, too late, none."""

import numpy as np

from dlaudio.datasets.beats import activations

from ...assessment.compare import Difference
from ...onsets import f_measure


def beat_cases(rng):
    for n, tolerance in [(8, 0.07), (12, 0.05), (1, 0.1)]:
        truth = np.sort(rng.choice(40, n, replace=False)) * 0.5
        heard = truth + rng.uniform(-1.7, 1.7, n) * tolerance
        estimated = np.sort(np.append(heard[: n - n // 4], rng.uniform(0, 20, 3)))
        yield {"estimated": estimated, "reference": truth, "tolerance": tolerance}
    few = [
        ([1.03, 1.05], [1.0], 0.07),  # two estimates near one beat
        ([3.0], [2.94, 3.06], 0.07),  # one estimate near two beats
        ([0.95, 1.04], [1.0, 1.1], 0.07),  # the nearest one is not the right one
        ([1.25, 2.75], [1.0, 3.0], 0.25),  # just inside
        ([1.25, 3.25], [1.0, 3.0], 0.25),  # the same, both late
        ([], [1.0], 0.07),
        ([0.4, 5.0], [1.0, 2.0, 3.0], 0.07),  # nothing is hit
    ]
    for estimated, reference, tolerance in few:
        yield {
            "estimated": np.array(estimated),
            "reference": np.array(reference),
            "tolerance": tolerance,
        }


def pick_cases(rng):
    for tempo, every in [(90, 1), (126, 2), (108, 1)]:
        activation, beats = activations(tempo, rng)
        yield {"activation": activation[::every], "frame_rate": 100 // every, "beats": beats}


def nine_in_ten(got, expected):
    """At least 0.9, whatever the reference reaches."""
    if got.shape == () and got >= 0.9:
        return None
    return Difference("is too low", "", f"{float(np.mean(got)):.2f}", "0.9 or more")


def on_one_peak(answer, frame_rate):
    """F of what is found of a peak that stands alone, to the frame."""
    frames = np.arange(60)
    peak = 0.1 + 0.8 * np.exp(-0.5 * ((frames - 23) / (0.03 * frame_rate)) ** 2)
    found = np.asarray(answer(peak, frame_rate), dtype=float)
    if found.size > 1:
        raise ValueError(
            "needs one time for a peak that stands alone, got several: only its top is larger "
            "than the frames beside it"
        )
    return f_measure([23 / frame_rate], found, window=0.6 / frame_rate).f


def beside_a_low_peak(answer, frame_rate):
    """How many beats are found on a beat, and how many in a peak of 0.34 that follows it."""
    frames, curve = np.arange(120), np.full(120, 0.04)
    for top, height in ((35, 0.58), (90, 0.3)):
        curve += height * np.exp(-0.5 * ((frames - top) / (0.03 * frame_rate)) ** 2)
    found = np.asarray(answer(curve, frame_rate), dtype=float)
    return [(np.abs(found - top / frame_rate) < 0.1).sum() for top in (35, 90)]
