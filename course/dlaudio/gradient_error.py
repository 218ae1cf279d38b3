"""Two gradients compared, and what is wrong with one of them, in a sentence."""

import numpy as np


class GradientError(ValueError):
    """A gradient is wrong; the message names the worst entry, what it is and what it should be."""


def compare(
    got: np.ndarray, expected: np.ndarray, *, name: str, tolerance: float = 1e-6, noise: float = 0.0
) -> float:
    """Return the norm of got - expected, divided by the larger of the norms of the two.

    It is 0 where only `noise` excuses the difference, as between two gradients that are zero.

    Parameters
    ----------
    got, expected : array, both of one shape
    name : str
        What the gradient is called in messages.
    tolerance : float, at least 0
        Largest difference, as a share of the larger norm.
    noise : float, at least 0
        Norm of an error not to be blamed.

    Returns
    -------
    error : float

    Raises
    ------
    GradientError
        If the shapes differ, an entry is not finite, or the difference is larger than `tolerance`
        times the larger norm plus `noise`.

    Examples
    --------
    >>> compare([1.0, 2.0], [1.0, 2.5], name="dx")
    Traceback (most recent call last):
    dlaudio.gradient_error.GradientError: dx[1] is 2, expected 2.5
    """
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    if got.shape != expected.shape:
        raise GradientError(f"{name} has shape {got.shape}, expected {expected.shape}")
    # NaN and infinity are the worst entries, also where both have them.
    finite = np.isfinite(got) & np.isfinite(expected)
    difference = np.abs(np.subtract(got, expected, where=finite, out=np.full(got.shape, np.inf)))
    error = np.linalg.norm(difference)
    larger = max(np.linalg.norm(got), np.linalg.norm(expected)) if finite.all() else 0.0
    if error > tolerance * larger + noise:
        worst = np.unravel_index(difference.argmax(), got.shape)
        raise GradientError(_sentence(name, worst, got, expected))
    return float(error / larger) if 0 < error <= tolerance * larger else 0.0


def _sentence(name, worst, got, expected) -> str:
    """Say what is wrong, with digits enough to see it, and whether one factor would mend it."""
    place = f"{name}[{', '.join(str(int(i)) for i in worst)}]" if worst else name
    for digits in (5, 8, 12, 17):
        is_, should_be = f"{got[worst]:.{digits}g}", f"{expected[worst]:.{digits}g}"
        if is_ != should_be:
            break
    sentence = f"{place} is {is_}, expected {should_be}"
    if got.size > 1 and np.isfinite(got).all() and expected.any():
        factor = np.vdot(got, expected) / np.vdot(expected, expected)
        if factor and np.allclose(got, factor * expected, rtol=1e-6, atol=0):
            sentence += f" (all entries are {factor:.4g} times what they should be)"
    return sentence
