"""Ways down, written out: by the gradient, with every place it passes, and by trial and error."""

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


def gradient_of(loss: Callable, X, y) -> Callable:
    """The gradient of a loss over weights and bias in one row, the bias last, for a walker.

    Parameters
    ----------
    loss : function
        loss(X, y, w, b) returns the loss, its slopes (D,) in the weights, its slope in the bias.
    X, y : arrays, shapes (N, D) and (N,)

    Returns
    -------
    slope : function
        slope(wb, rows) is the gradient (D + 1,) at wb, shape (D + 1,), over some rows or all.
    """

    def slope(wb, rows=slice(None)):
        _, dw, db = loss(X[rows], y[rows], wb[:-1], wb[-1])
        return np.append(dw, db)

    return slope


def trial_and_error(D, M: Callable, J: Callable, w0, modify: Callable, stop: Callable) -> tuple:
    """Descent without a slope, the loop of unit 0: propose other weights, keep what is better.

    Parameters
    ----------
    D : object
        The data, as J wants them.
    M, J : function
        M(w) is the model with the weights w; J(D, model) says how bad it is.
    w0 : object
        The first weights.
    modify, stop : function
        modify(w) proposes other weights; stop(history) says when to end.

    Returns
    -------
    w : object
        The best weights that were tried.
    history : list of float
        J of the first weights, and of the best so far after each round.
    """
    best, history = w0, [J(D, M(w0))]
    while not stop(history):
        other = modify(best)
        badness = J(D, M(other))
        best = other if badness < history[-1] else best
        history.append(min(badness, history[-1]))
    return best, history
