"""What every layer asks of its input, and sums that several of them need."""

import numpy as np


def as_floats(x, needed: str) -> np.ndarray:
    """`x` as an array of floating-point numbers; whole numbers become float64, as in NumPy.

    Parameters
    ----------
    x : array_like
        Whatever `np.asarray` takes: an array, numbers in lists.
    needed : str
        Says who needs what, for example "Linear needs x of shape (N, 4)".

    Returns
    -------
    x : ndarray
        The same object if it is an array of floats.

    Raises
    ------
    ValueError
        If these are no numbers, or lists of different lengths; with `needed`, and what came.
    """
    try:
        array = np.asarray(x)
    except ValueError:
        raise ValueError(f"{needed}, got lists of different lengths") from None
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        raise ValueError(f"{needed}, an array of numbers, got {array.dtype}")
    return array


def sum_rows(rows: np.ndarray) -> np.ndarray:
    """Sum over the first axis, (N, D) to (D,), as a matrix product, which is faster than `sum`."""
    return np.ones(len(rows), rows.dtype) @ rows


def sum_last(x: np.ndarray) -> np.ndarray:
    """Sum over the last axis, (..., D) to (..., 1), as a product with ones too."""
    return (x @ np.ones(x.shape[-1], x.dtype))[..., None]
