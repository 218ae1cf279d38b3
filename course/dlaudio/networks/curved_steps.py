"""Steps that know the curvature: products with a Hessian, conjugate gradients, Newton's step.

J. Martens, "Deep learning via Hessian-free optimization", ICML 2010.
"""

import numpy as np


def curvature_along(gradient, w, v, step: float) -> np.ndarray:
    """The Hessian at w (D,) times v (D,), from the gradients on both sides.

    Parameters
    ----------
    gradient : callable
        (D,) to (D,).
    w, v : arrays, shape (D,)
    step : float
        How far to either side, in lengths of v.
    """
    ahead, behind = (np.asarray(gradient(w + way * v)) for way in (step, -step))
    return (ahead - behind) / (2 * step)


def solved(multiply, g, n_steps: int) -> np.ndarray:
    """x (D,) after so many steps of conjugate gradients towards A x = g.

    Parameters
    ----------
    multiply : callable
        v (D,) to A v, with A symmetric and positive definite.
    g : array, shape (D,)
    n_steps : int
    """
    g = np.asarray(g, dtype=float)
    x, left, way, last = np.zeros_like(g), g, g, None
    for _ in range(n_steps):
        length = float(np.sum(left**2))
        if length == 0:
            return x
        way = left if last is None else left + length / last * way
        moved = np.asarray(multiply(way))
        far, last = length / float(np.sum(way * moved)), length
        x, left = x + far * way, left - far * moved
    return x


def newton_step(gradient, w, damping: float) -> np.ndarray:
    """The weights (D,) after Newton's step with a damped Hessian, which is never written down.

    Parameters
    ----------
    gradient : callable
        (D,) to (D,).
    w : array, shape (D,)
    damping : float, at least 0
    """

    def product(v):
        return curvature_along(gradient, w, v, 1e-4) + damping * v

    return w + solved(product, -np.asarray(gradient(w)), len(w))
