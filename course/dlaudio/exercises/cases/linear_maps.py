"""Features of an array, lent to an answer that shall say which are homogeneous and additive."""

from collections.abc import Callable

import numpy as np

from ...assessment.base import Case


def _mix(x):
    """Every output is a weighted sum of all inputs."""
    n = np.arange(len(x))
    return np.cos(np.outer(n[:5], n + 0.5)) @ x


FEATURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "mean": np.mean,
    "Fourier": np.fft.rfft,
    "reversed": lambda x: x[::-1],
    "large mix": lambda x: 1e9 * _mix(x),
    "nothing": lambda x: np.zeros(3),
    "median": np.median,
    "cube root of the sum of cubes": lambda x: np.cbrt(np.sum(x**3)),
    "last, or the largest": lambda x: np.array([x[-1], x[np.abs(x).argmax()]]),
    "RMS": lambda x: np.sqrt(np.mean(x**2)),
    "magnitudes": lambda x: np.abs(np.fft.rfft(x)),
    "maximum": np.max,
    "energy": lambda x: np.sum(x**2),
    "tiny energy": lambda x: 1e-12 * x**2,
    "mix plus 1": lambda x: _mix(x) + 1,
    "zero crossings": lambda x: np.sum(np.diff(np.signbit(x))) + 0.0,
    "log power": lambda x: np.log(np.abs(np.fft.rfft(x)) ** 2 + 1e-10),
    "share of the first": lambda x: x[0] / np.sum(x),
    "minus the energy's root": lambda x: -np.linalg.norm(x),
}
HOMOGENEOUS = {"mean", "Fourier", "reversed", "large mix", "nothing"} | {
    "median",
    "cube root of the sum of cubes",
    "last, or the largest",
}
# What doubles when the sound is doubled, but does not turn over with it.
POSITIVELY = {
    "RMS",
    "magnitudes",
    "minus the energy's root",
    "bent beyond the tolerance",
    "maximum",
}
ADDITIVE = {"mean", "Fourier", "reversed", "large mix", "nothing"}


def linearity_cases(rng):
    """All features at two random sounds and a factor below 0, and some at one above 0.

    Sounds at which a feature looks additive by chance are drawn again.
    """
    names = np.array(list(FEATURES))[rng.permutation(len(FEATURES))]
    upright = ["mean", "RMS", "magnitudes", "energy", "minus the energy's root", "maximum"]
    for part, sign in [(names[:9], -1), (names[9:], -1), (upright, 1)]:
        x, y = _sounds(rng)
        inputs = {"names": [str(name) for name in part], "x": x, "y": y}
        homogeneous = HOMOGENEOUS | POSITIVELY if sign > 0 else HOMOGENEOUS
        truth = {
            "homogeneous": np.array([name in homogeneous for name in part]),
            "additive": np.array([name in ADDITIVE for name in part]),
        }
        yield Case({**inputs, "a": sign * float(rng.uniform(1.5, 3))}, truth)


def _sounds(rng) -> tuple[np.ndarray, np.ndarray]:
    """Two sounds of 15 samples at which no feature but the linear ones is nearly additive."""
    while True:
        x, y = rng.normal(size=(2, 15))
        # x crosses 0 as often as it can, and x, y and x + y are largest at different places
        x = np.abs(x) * np.where(np.arange(15) % 2, -1, 1)
        x[4], y[9], x[9], y[4] = 4.0, 5.0, -0.3, -0.2
        together = {name: (f(x + y), f(x) + f(y)) for name, f in FEATURES.items()}
        if not any(
            np.abs(one - other).max() < 1e-3 * np.abs(other).max()
            for name, (one, other) in together.items()
            if name not in ADDITIVE
        ):
            return x, y
