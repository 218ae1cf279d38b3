"""The slope of a loss, measured by two small steps: what a gradient must agree with."""

import numpy as np


def measured_slope(loss, at, direction, step: float = 1e-5):
    """Central difference of the loss along a direction, in float64."""
    return (loss(at + step * direction) - loss(at - step * direction)) / (2 * step)


def weights_slope(ask, w, b, rng):
    """Both sides of a gradient check in weights and bias: measured, and as the gradient says."""
    at, direction = np.append(w, b), rng.normal(size=len(w) + 1)
    measured = measured_slope(lambda p: ask(p[:-1], p[-1])[0], at, direction)
    _, dw, db = ask(w, b)
    return measured, np.append(dw, db) @ direction
