"""Waves of one period, to be built by a net, and how near it must come."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.assessment.compare import Compare, Difference, close

from .nets import run_two_layers, sigmoid


def wave_cases(rng):
    for n, harmonics in [(200, 7), (240, 5), (161, 6)]:
        x = (np.arange(n) + 0.5) / n
        k = np.arange(1, harmonics + 1)[:, None]
        strengths = rng.uniform(0.2, 1, (harmonics, 1)) / np.sqrt(k)
        phases = rng.uniform(0, 2 * np.pi, (harmonics, 1))
        y = (strengths * np.sin(2 * np.pi * k * x + phases)).sum(axis=0)
        y = y / np.abs(y).max()
        yield Case({"x": x, "y": y}, {"wave": y})


def reached(got: np.ndarray, wave: np.ndarray) -> float:
    """How many dB what is wrong lies below the wave."""
    wrong = max(float(np.mean((got - wave) ** 2)), 1e-30)
    return 10 * np.log10(np.mean(wave**2) / wrong)


def other_net(x, wave, net, decibels: float) -> str:
    """Why a net (W1, b1, W2, b2) of tanh units falls short, if that can be seen; else nothing.

    It may be another one than was fitted: with these biases or that bend it would not fall short.
    Or its units climb in a small part of 0 to 1 alone, or make stairs: each has climbed before the
    next begins.
    """
    W1, b1, W2, b2 = (np.asarray(item, dtype=float) for item in net)

    def falls_short(b1=b1, bend=np.tanh) -> bool:
        built = run_two_layers(x[:, None], (W1, b1, W2, b2), bend)[:, 0]
        return not reached(built, wave) >= decibels

    if not falls_short():
        return ""
    fitted = "needs the net that you fitted: "
    if not falls_short(b1 * W1[0]):
        return f"{fitted}a unit that climbs at c has the bias -s * c, and yours have -c"
    if not falls_short(-b1):
        return f"{fitted}a unit that climbs at c has the bias -s * c, and yours have +s * c"
    if not falls_short(-b1 * W1[0]):
        return f"{fitted}a unit that climbs at c has the bias -s * c, and yours have +c"
    if not falls_short(bend=sigmoid):
        return f"{fitted}its units bend with tanh, and yours were fitted with a sigmoid"
    with np.errstate(all="ignore"):
        climbs = np.sort(-b1 / W1[0]) + 0.0  # -0.0 becomes 0.0
    if len(climbs) > 3 and min(climbs[-1], 1) - max(climbs[0], 0) < 0.4:
        return (
            "needs units that climb all over 0 to 1, and yours climb only from "
            f"{climbs[0]:.2g} to {climbs[-1]:.2g}: a unit climbs at c if its bias is -s * c"
        )
    apart = np.diff(climbs[(climbs > 0.01) & (climbs < 0.99)])
    if len(apart) > 3 and apart.min() * np.abs(W1).min() > 4:
        return (
            "needs units that climb more slowly: each of yours has climbed before the next begins, "
            "and that makes stairs"
        )
    return ""


def nearer_than(decibels: float) -> Compare:
    """The power of what is wrong lies so many dB, or more, below that of the wave."""

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if got.shape != expected.shape:
            return Difference(f"has shape {got.shape}, expected {expected.shape}")
        if not np.isfinite(got).all():
            return Difference("is infinite or not a number in places")
        below = reached(got, expected)
        if below >= decibels:
            return None
        where = f"{abs(below):.1f} dB {'below' if below >= 0 else 'above'} the wave"
        return Difference(f"falls short: the error lies {where}, {decibels} dB below are needed")

    compare.alike = close(1e-2)
    return compare
