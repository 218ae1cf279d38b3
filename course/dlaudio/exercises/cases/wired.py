"""Pulses for memories that are wired by hand: a busy start, then nothing for very long."""

import numpy as np

from dlaudio.networks.gated import traces

from ...assessment.compare import Difference


def pulses(rng, n, share, kinds):
    """Which input is 1 at each step, (n, kinds); nothing at all in the last three quarters."""
    events = rng.choice(kinds + 1, n, p=[1 - share] + [share / kinds] * kinds)
    events[0] = 0
    events[n // 4 :] = 0
    return (events[:, None] == np.arange(1, kinds + 1)) * 1.0


def one_unit(weights, inputs):
    """Traces of a single cell."""
    if np.shape(weights[1]) != (1, 4):
        raise ValueError(f"one cell needs Wh of shape (1, 4), got {np.shape(weights[1])}")
    return traces(weights, inputs)


def latch_cases(rng):
    for n in (40, 1000):
        inputs = pulses(rng, n, 0.2, 2)
        inputs[[2, n // 8, n // 4 - 1]] = [[1, 0], [0, 1], [1, 0]]
        yield {"inputs": inputs}
    inputs = inputs.copy()
    inputs[n // 4] = [0, 1]  # the last one is a reset: off for 750 steps
    yield {"inputs": inputs}


def counter_cases(rng):
    for n in (12, 1000):
        yield {"inputs": pulses(rng, n, 0.15 if n > 100 else 0.9, 1)}


def within_a_quarter(got, expected):
    """Each count within 1/4 of the whole number that is expected."""
    if got.shape != expected.shape:
        return Difference("has the wrong shape", "", str(got.shape), str(expected.shape))
    wrong = ~(np.abs(got - np.round(expected)) <= 0.25)
    if not wrong.any():
        return None
    t = int(np.argmax(wrong))
    return Difference(
        f"is more than 1/4 off in {wrong.sum()} of {wrong.size} steps, the first",
        f"[{t}]",
        f"{got[t]:.4g}",
        f"{round(float(expected[t]))}",
    )


def toggle_cases(rng):
    for n in (24, 1000):
        inputs = pulses(rng, n, 0.5, 1)
        inputs[[1, 2, 3, 4]] = [[1], [1], [0], [1]]  # also one right after the other
        yield {"inputs": inputs}
    inputs = inputs.copy()
    inputs[n // 4] = 1 - inputs[: n // 4].sum() % 2  # an odd number in all: on to the end
    yield {"inputs": inputs}


def third_cases(rng):
    for n in (24, 1000):
        inputs = pulses(rng, n, 0.6, 1)
        inputs[[1, 2, 3, 5]] = 1
        yield {"inputs": inputs}
    for more in range(2):  # pulses in all: each remainder of 3 is held for long
        inputs = inputs.copy()
        inputs[n // 4 + more] = 1
        yield {"inputs": inputs}
