"""Sums as matrix products, which are faster than `sum`."""

import numpy as np


def sum_rows(rows: np.ndarray) -> np.ndarray:
    """Sum over the first axis, as a matrix product, which is faster than `sum`.

    Parameters
    ----------
    rows : array, shape (N, D)

    Returns
    -------
    total : ndarray, shape (D,)
    """
    return np.ones(len(rows), rows.dtype) @ rows


def sum_last(x: np.ndarray) -> np.ndarray:
    """Sum over the last axis, as a product with ones too.

    Parameters
    ----------
    x : array, shape (..., D)

    Returns
    -------
    total : ndarray, shape (..., 1)
    """
    return (x @ np.ones(x.shape[-1], x.dtype))[..., None]
