"""Waves of one period, to be built by a net, and how near it must come."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.assessment.compare import Compare, Difference, close


def wave_cases(rng):
    for n, harmonics in [(200, 7), (240, 5), (161, 6)]:
        x = (np.arange(n) + 0.5) / n
        k = np.arange(1, harmonics + 1)[:, None]
        strengths = rng.uniform(0.2, 1, (harmonics, 1)) / np.sqrt(k)
        phases = rng.uniform(0, 2 * np.pi, (harmonics, 1))
        y = (strengths * np.sin(2 * np.pi * k * x + phases)).sum(axis=0)
        y = y / np.abs(y).max()
        yield Case({"x": x, "y": y}, {"wave": y})


def nearer_than(decibels: float) -> Compare:
    """The power of what is wrong lies so many dB, or more, below that of the wave."""

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if got.shape != expected.shape:
            return Difference(f"has shape {got.shape}, expected {expected.shape}")
        if not np.isfinite(got).all():
            return Difference("is infinite or not a number in places")
        wrong = max(float(np.mean((got - expected) ** 2)), 1e-30)
        reached = 10 * np.log10(np.mean(expected**2) / wrong)
        if reached >= decibels:
            return None
        where = f"{abs(reached):.1f} dB {'below' if reached >= 0 else 'above'} the wave"
        return Difference(f"falls short: the error lies {where}, {decibels} dB below are needed")

    compare.alike = close(1e-2)
    return compare
