"""BFGS: descent that learns the curvature of a small problem from its gradients."""

from collections.abc import Callable

import numpy as np


def minimise_bfgs(
    f: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    *,
    max_steps: int = 200,
    tolerance: float = 1e-6,
) -> np.ndarray:
    """Minimise f from `start`, and return every point on the way.

    Each step goes to x - t H gradient(x), where H is the inverse of the curvature as known so far.
    The length t is halved from 1 until f falls enough, or doubled while the slope stays steep
    (Wolfe's two conditions).

    Parameters
    ----------
    f : callable
        Takes x of shape (D,), returns a number.
    gradient : callable
        Takes x of shape (D,), returns the gradient, shape (D,).
    start : array, shape (D,)
    max_steps : int
    tolerance : float
        The end is where no entry of the gradient is larger.

    Returns
    -------
    path : ndarray, shape (steps + 1, D)
        From the start to the minimum, which is the last row.

    Raises
    ------
    ValueError
        If the start is not of shape (D,), or f is not finite there.

    References
    ----------
    .. [1] Nocedal, Wright, *Numerical Optimization*, 2nd ed., 2006, algorithm 6.1 and eq. 6.17;
       sec. 3.1 on Wolfe's conditions.
    """
    x = np.array(start, dtype=np.float64)
    if x.ndim != 1 or not np.isfinite(f(x)):
        raise ValueError(f"minimise_bfgs needs a start (D,) where f is finite, got {start!r}")
    slope = gradient(x)
    # Nothing is known of the curvature yet: the first step has length 1 where f is steep.
    inverse = np.eye(len(x)) / max(1.0, np.linalg.norm(slope))
    path = [x]
    for _ in range(max_steps):
        if np.abs(slope).max() <= tolerance:
            break
        direction = -inverse @ slope
        step = _step_length(f, gradient, x, slope, direction) * direction
        if not step.any():  # no shorter step lowers f: rounding has the last word
            break
        new_slope = gradient(x + step)
        change = new_slope - slope
        x, slope = x + step, new_slope
        path.append(x)
        if step @ change > 0:
            rho = 1 / (step @ change)
            left = np.eye(len(x)) - rho * np.outer(step, change)
            inverse = left @ inverse @ left.T + rho * np.outer(step, step)
    return np.array(path)


def _step_length(f, gradient, x, slope, direction) -> float:
    """Bisect for a length that lowers f enough and leaves the slope less steep; 0 if none does."""
    here, steepness = f(x), slope @ direction
    length, shortest, longest = 1.0, 0.0, np.inf
    for _ in range(50):
        there = f(x + length * direction)
        if not there <= here + 1e-4 * length * steepness:  # NaN counts as too far
            longest = length
        elif gradient(x + length * direction) @ direction < 0.9 * steepness:
            shortest = length
        else:
            return length
        length = 2 * shortest if np.isinf(longest) else (shortest + longest) / 2
    return shortest
