"""What every right answer to a question kept, and the one that came did not, or kept as well.

Rows that add up to 1, no value below 0, symmetry: whoever reads which of these is broken need not
know the numbers.
"""

from collections.abc import Callable, Iterator

import numpy as np

from .compare import show
from .seen import Seen, equal

ENOUGH = 8  # values of the right ones before what they have in common is more than chance
NEAR = 1e-4


def broken(seen: Seen) -> Iterator[str]:
    """What holds of the right one in every question, and does not of what came."""
    if any(got.shape != right.shape for got, right in seen.pairs):
        return
    if sum(right.size for _, right in seen.pairs) < ENOUGH:
        return
    if not all(got.dtype.kind in "iuf" and right.size for got, right in seen.pairs):
        return
    if any(np.isnan(got).any() for got, _ in seen.pairs):
        return  # NaN is neither below a limit nor above it, and breaks every sum
    for kept, words in INVARIANTS.items():
        if all(kept(right) for _, right in seen.pairs):
            wrong = [got for got, right in seen.pairs if not equal(got, right)]
            if wrong and not any(kept(got) for got in wrong):
                yield words


def _sums_to_one(axis: int) -> Callable[[np.ndarray], bool]:
    def kept(array: np.ndarray) -> bool:
        deep = array.ndim > 1 and array.shape[axis] > 1
        return deep and bool(np.allclose(array.sum(axis), 1, atol=NEAR))

    return kept


def _adds_up_to(total: float) -> Callable[[np.ndarray], bool]:
    def kept(array: np.ndarray) -> bool:
        return array.ndim == 1 and len(array) > 1 and abs(array.sum() - total) < NEAR

    return kept


def _centred(array: np.ndarray) -> bool:
    slack = NEAR * np.abs(array).max()
    return array.ndim > 1 and len(array) > 1 and bool((np.abs(array.mean(0)) < slack).all())


def _symmetric(array: np.ndarray) -> bool:
    return array.ndim == 2 and len(array) > 1 and equal(array, array.T)


def _whole(array: np.ndarray) -> bool:
    """Exactly, and not 0 alone: a tail of 1e-10 is no whole number, and zeros say nothing."""
    return bool((array == np.round(array)).all() and array.any())


def _never_below(limit: float) -> Callable[[np.ndarray], bool]:
    return lambda array: bool((array >= limit - NEAR).all())


def _never_above(limit: float) -> Callable[[np.ndarray], bool]:
    return lambda array: bool((array <= limit + NEAR).all())


def _rising(array: np.ndarray) -> bool:
    return array.ndim == 1 and len(array) > 2 and bool((np.diff(array) > -NEAR).all())


def _falling(array: np.ndarray) -> bool:
    return _rising(-array)


INVARIANTS: dict[Callable[[np.ndarray], bool], str] = {
    _sums_to_one(-1): "does not add up to 1 in each row, as the right one does",
    _sums_to_one(0): "does not add up to 1 in each column, as the right one does",
    _adds_up_to(1): "does not add up to 1, as the right one does",
    _adds_up_to(0): "does not add up to 0, as the right one does",
    _centred: "does not have the mean 0 in each column, as the right one does",
    _symmetric: "is not symmetric, as the right one is",
    _whole: "is not made of whole numbers, as the right one is",
    _never_below(0): "falls below 0, which the right one never does",
    _never_above(0): "rises above 0, which the right one never does",
    _never_above(1): "rises above 1, which the right one never does",
    _never_below(-1): "falls below -1, which the right one never does",
    _rising: "falls somewhere, and the right one never does",
    _falling: "rises somewhere, and the right one never does",
}


def kept(seen: Seen) -> Iterator[str]:
    """What came has it in common with the right one, in every question, though it is another."""
    if any(got.shape != right.shape or right.size < 3 for got, right in seen.pairs):
        return
    numbers = {
        "adds up to the right sum, and is shared out otherwise": np.sum,
        "has the right length as a vector, and another direction": np.linalg.norm,
    }
    for words, number in numbers.items():
        both = [(float(number(got)), float(number(right))) for got, right in _real(seen)]
        if both and all(abs(g - r) <= NEAR * max(abs(r), 1e-6) for g, r in both):
            if any(abs(r) > NEAR for _, r in both) and len({show(r) for _, r in both}) > 1:
                yield words
    if all(right.ndim == 2 and right.shape[1] > 2 for _, right in seen.pairs):
        for words, axis in (("row", 1), ("column", 0)):
            if all(_parallel(got, right, axis) for got, right in seen.pairs):
                yield f"is the right one with a factor of its own in each {words}"


def _real(seen: Seen) -> list[tuple[np.ndarray, np.ndarray]]:
    if any(got.dtype.kind not in "iuf" for got, _ in seen.pairs):
        return []
    return list(seen.pairs)


def _parallel(got: np.ndarray, right: np.ndarray, axis: int) -> bool:
    energy = np.sum(np.abs(right) ** 2, axis, keepdims=True)
    if not (energy > 0).all() or right.shape[axis] < 3:
        return False
    return equal(got, right * np.sum(got * np.conj(right), axis, keepdims=True) / energy)
