"""What the batches of one epoch are like: which rows they hold, and in which order."""

import numpy as np


def index_arrays(batches) -> list[np.ndarray]:
    """What an answer returned as one array a batch; a generator cannot be asked from outside."""
    try:
        len(batches)
    except TypeError:
        raise ValueError("needs a list of arrays (put list(...) around a generator)") from None
    return [np.asarray(batch) for batch in batches]


def coverage(indices: np.ndarray, n: int) -> str:
    """Whether the indices are each of 0 to n - 1, once, in words."""
    counts = np.bincount(indices.astype(int), minlength=n)
    missing, repeated = (counts == 0).any(), (counts > 1).any()
    if len(counts) > n:
        return "some rows that do not exist"
    return {
        (False, False): "each row once",
        (True, False): "some rows are missing",
        (False, True): "some rows come twice",
        (True, True): "some rows are missing and some come twice",
    }[bool(missing), bool(repeated)]


def mixing(batches: list[np.ndarray], n: int) -> str:
    """How far the rows have been shuffled, in words."""
    if np.array_equal(np.concatenate(batches), np.arange(n)):
        return "as they came"
    runs = all((np.diff(batch) == 1).all() for batch in batches)
    return "batches shuffled, rows in them not" if runs else "shuffled"
