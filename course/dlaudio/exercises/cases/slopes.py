"""The slope of a loss, measured by two small steps: what a gradient must agree with."""

import numpy as np

from ...assessment.compare import close

# Steps of 1e-2 are long for a gradient check, but then float32 answers pass as well.
STEP = 1e-2
nearly = close(1e-3)


def both_sides(loss, at, gradient, rng) -> tuple[np.ndarray, np.ndarray]:
    """The slope of loss at `at` along a random direction, measured, and as the gradient says.

    A 1 stands beside both: a slope that happens to be small is then compared by its distance.
    """
    direction = rng.normal(size=np.shape(at))
    direction /= np.linalg.norm(direction)
    measured = (loss(at + STEP * direction) - loss(at - STEP * direction)) / (2 * STEP)
    said = (np.asarray(gradient, dtype=float) * direction).sum()
    return np.array([1.0, measured]), np.array([1.0, said])


def weights_sides(ask, w, b, rng) -> tuple[np.ndarray, np.ndarray]:
    """The same over weights and bias together, for ``ask(w, b) -> loss, dw, db``."""
    _, dw, db = ask(w, b)
    return both_sides(lambda p: ask(p[:-1], p[-1])[0], np.append(w, b), np.append(dw, db), rng)


def weights(pair) -> np.ndarray:
    """(w, b) as one row, the bias last."""
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise ValueError("needs two pairs, (w, b), (w, b)")
    w, b = pair
    return np.append(np.asarray(w, dtype=float), float(b))
