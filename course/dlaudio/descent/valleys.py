"""A landscape over one weight with two valleys, the left one deeper than the right one."""

import numpy as np

LR, STEPS = 0.1, 200


def height(w):
    """J(w) = (w^2 - 4)^2 / 8 + 0.6 w; w may be an array."""
    return (w**2 - 4) ** 2 / 8 + 0.6 * w


def slope(w):
    """dJ/dw = w (w^2 - 4) / 2 + 0.6."""
    return w * (w**2 - 4) / 2 + 0.6


def outcome(start) -> str:
    """Where 200 steps of gradient descent with the learning rate 0.1 lead from a start.

    "better" or "worse" valley; "lost" if it flies off; "nowhere" if it rests on the top between.
    """
    w = float(start)
    for _ in range(STEPS):
        w -= LR * slope(w)
        if not abs(w) < 1e6:
            return "lost"
    if abs(slope(w)) > 1e-3 or 1.5 * w**2 < 2:  # the second derivative, 1.5 w^2 - 2, below 0
        return "nowhere"
    return "worse" if w > 0 else "better"


def quadratic(rng: np.random.Generator, d: int, low: float = 0.2, high: float = 3.0) -> np.ndarray:
    """A symmetric matrix (d, d) with eigenvalues spread from about low to about high."""
    turned, _ = np.linalg.qr(rng.normal(size=(d, d)))
    curvatures = np.geomspace(low, high, d) * rng.uniform(0.9, 1.1, d)
    return turned @ np.diag(curvatures) @ turned.T


def wavy(A):
    """The landscape w A w / 2 + sum of cos(w): a bowl with waves in it, over w of shape (D,)."""
    return lambda w: float(w @ A @ w / 2 + np.cos(w).sum())


def bent(A):
    """The gradient of `wavy`."""
    return lambda w: A @ w - np.sin(w)
