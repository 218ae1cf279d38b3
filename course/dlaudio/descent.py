"""Gradient descent, written out: every place it passes, so that the way down can be drawn."""

from collections.abc import Callable

import numpy as np


def descend(gradient: Callable, start, *, lr: float, steps: int) -> np.ndarray:
    """Walk down a landscape: w <- w - lr * gradient(w) (A. Cauchy, 1847).

    Parameters
    ----------
    gradient : function
        gradient(w) of shape (D,) for w of shape (D,).
    start : array, shape (D,)
    lr : float
        The learning rate. Too large a one is no error: the path then grows without end.
    steps : int

    Returns
    -------
    path : array, shape (steps + 1, D)
        The start, and where each step led.

    Raises
    ------
    ValueError
        If start is no row of numbers, lr is not above 0, or steps is negative.
    """
    w = np.array(start, dtype=float)
    if w.ndim != 1 or not lr > 0 or steps < 0:
        raise ValueError(
            f"descend needs a start (D,), lr > 0 and steps >= 0, got shape {w.shape}, {lr}, {steps}"
        )
    path = [w]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            path.append(path[-1] - lr * np.asarray(gradient(path[-1]), dtype=float))
    return np.array(path)
