"""What the batches of one epoch are like: which rows they hold, and in which order."""

import numpy as np


def index_arrays(batches) -> list[np.ndarray]:
    """What an answer returned as one array a batch; a generator cannot be asked from outside."""
    try:
        len(batches)
    except TypeError:
        raise ValueError("needs a list of arrays (put list(...) around a generator)") from None
    return [np.asarray(batch) for batch in batches]


def joined(batches: list[np.ndarray], n: int, batch_size: int) -> np.ndarray:
    """All row numbers of an epoch; that there is no batch at all is said in words."""
    if not batches:
        raise ValueError(f"needs at least one batch, but none came for {n=}, {batch_size=}")
    return np.concatenate(batches)


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


def compared(everything: np.ndarray, others: list[np.ndarray]) -> str:
    """Whether another epoch has the rows in the same order, in words."""
    same = np.array_equal(everything, np.concatenate(others))
    return "the same order" if same else "another order"


def mixing(batches: list[np.ndarray], n: int) -> str:
    """How far the rows have been shuffled, in words."""
    batches = [batch.astype(int) for batch in batches if len(batch)]  # [] would be of floats
    everything = np.concatenate(batches)
    if np.array_equal(everything, np.arange(n)):
        return "as they came"
    each_once = np.array_equal(np.sort(everything), np.arange(n))
    if each_once and (np.diff(everything) % n == 1).all():
        return "as they came but from another row on"
    if all((np.diff(batch) == 1).all() for batch in batches):
        return "batches shuffled, rows in them not"
    if each_once and _stay_together(batches, n):
        heaps = [int(batch[0]) for batch in batches]
        inside = (
            " within each batch" if heaps == sorted(heaps) else ", yet neighbours kept together"
        )
        return f"shuffled{inside}"
    return "shuffled"


def _stay_together(batches: list[np.ndarray], n: int) -> bool:
    """Whether most rows are in a batch with the row that came next, as if cut before shuffling.

    A shuffle leaves (size - 1) / (n - 1) of them together, on average, and cutting first all but
    one a batch. The limit is two thirds of the way: with 40 rows in eights that is 8 spreads away.
    """
    if len(batches) == 1:
        return False
    heap = np.empty(n, int)
    heap[np.concatenate(batches)] = np.repeat(np.arange(len(batches)), [len(b) for b in batches])
    by_chance = (max(len(batch) for batch in batches) - 1) / (n - 1)
    cut_first = (n - len(batches)) / (n - 1)
    return bool(np.mean(heap[1:] == heap[:-1]) > by_chance + 2 / 3 * (cut_first - by_chance))
