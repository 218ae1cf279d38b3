"""Pairs of a forward and a backward, some of them wrong, for a checker of gradients to judge."""

from collections.abc import Callable

import numpy as np


def honest_and_liars() -> dict[str, tuple[Callable, Callable]]:
    """An honest tanh, and three pairs whose backward lies: {name: (forward, backward)}.

    The backwards of the softmax and of the quiet tanh return zeros, that of the last one NaN.
    """
    zeros, nans = (lambda dout, x: 0 * x), (lambda dout, x: np.nan * x)
    return {
        "honest tanh": (np.tanh, lambda dout, x: dout * (1 - np.tanh(x) ** 2)),
        "softmax": (lambda x: np.exp(x) / np.exp(x).sum(), zeros),
        "quiet tanh": (lambda x: 1e-8 * np.tanh(x), zeros),
        "NaN": (np.tanh, nans),
    }


def gates_by_input(backward: Callable, x: np.ndarray, y: np.ndarray) -> dict[str, tuple]:
    """A backward of z = x y + max(x, y) + x as two pairs: {name: (forward, backward, where)}.

    Parameters
    ----------
    backward : callable
        ``backward(dout, x, y)`` gives dx and dy.
    x, y : arrays, shape (n,)
        In each pair one of them moves and the other is held still. What is no slope of its shape
        counts as NaN.
    """

    def gates(x, y):
        return x * y + np.maximum(x, y) + x

    def slope(which, dout, x, y):
        try:
            found = np.asarray(backward(dout, x, y)[which], dtype=float)
        except (TypeError, ValueError, IndexError):
            found = np.array(np.nan)
        return found if found.shape == x.shape else np.full(x.shape, np.nan)

    return {
        "dx": (lambda moved: gates(moved, y), lambda dout, moved: slope(0, dout, moved, y), x),
        "dy": (lambda moved: gates(x, moved), lambda dout, moved: slope(1, dout, x, moved), y),
    }
