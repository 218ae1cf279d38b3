"""Boolean functions as corners of a cube, and threshold units that tell the corners apart."""

import itertools

import numpy as np

XOR = np.array([0, 1, 1, 0])  # for the inputs 00, 01, 10, 11


def corners(n: int) -> np.ndarray:
    """All inputs of a Boolean function of n inputs, (2**n, n), counting up: 00, 01, 10, 11.

    Parameters
    ----------
    n : int, at least 0
        Inputs.
    """
    return np.array(list(itertools.product([0, 1], repeat=n))).reshape(2**n, n)


def shaken_corners(n: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """The corners with every input off by plus or minus `noise`, and which corner each one was.

    A threshold unit that is right at these extremes is right for all smaller errors too.

    Parameters
    ----------
    n : int
        Inputs.
    noise : float
        By how much each is off.
    """
    signs = 2 * corners(n) - 1
    shaken = corners(n)[:, None, :] + noise * signs[None, :, :]
    return shaken.reshape(-1, n), np.repeat(np.arange(2**n), 2**n)


def score(X, w) -> np.ndarray:
    """g(x) = w0 + w1 x1 + ... of every row, for weights that an answer gave.

    Parameters
    ----------
    X : array, shape (N, n)
        Inputs, a row each.
    w : array, shape (n + 1,)
        Weights; w[0] is the bias.

    Raises
    ------
    ValueError
        If there are not n + 1 weights.
    """
    w = np.asarray(w, dtype=float)
    if w.shape != (X.shape[1] + 1,):
        raise ValueError(f"needs {X.shape[1] + 1} weights (w0, w1, ...), got shape {w.shape}")
    return w[0] + X @ w[1:]
