"""One output in all questions: what came, what was expected, and when two arrays are equal."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .base import Case
from .compare import show

ORDERS, SOME_ORDERS = 1e6, 4e3  # of values: before they agree with others by no chance
Pair = tuple[np.ndarray, np.ndarray]  # what came, and what was expected
FEWEST = 4  # values with at least three sizes among them, before whole numbers tell anything


@dataclass(frozen=True)
class Seen:
    """One output in all questions."""

    name: str
    pairs: Sequence[Pair]
    cases: Sequence[Case]
    shown: int | None = None  # the question that the report shows
    flags: bool = False  # the numbers stand for True and False

    def value(self, number) -> str:
        """A number of the output in a sentence."""
        return show(bool(number) if self.flags else number)

    def always(
        self,
        relation: Callable[[np.ndarray, np.ndarray], np.ndarray | None],
        *,
        of: Callable[[np.ndarray], np.ndarray] = np.asarray,
    ) -> bool:
        """Whether what `relation` makes of both is what came (or `of` it), in every question."""
        with np.errstate(all="ignore"):
            return all(equal(of(got), relation(got, wanted)) for got, wanted in self.pairs)


def equal(one: np.ndarray, other: np.ndarray | None) -> bool:
    """Equal up to 1e-4 of the largest size, however small, whatever the kinds of number.

    Where that is 0, what came may be as large as rounding leaves it.
    """
    if other is None or one.shape != np.shape(other) or not np.isfinite(other).all():
        return False
    slack = 1e-4 * np.abs(other).max(initial=0.0) or 1e-10
    return bool(np.all(np.abs(one - other) <= slack))


def telling(arrays: Sequence[np.ndarray], orders: float = ORDERS) -> bool:
    """Whether these numbers agree with others hardly ever by chance.

    Whole numbers and flags tell something where they can be put in as many `orders`.
    """
    values = np.concatenate([np.ravel(array) for array in arrays]) if arrays else np.zeros(0)
    if values.dtype.kind not in "biufc":
        return False
    if values.dtype.kind in "biu" and _orders(values) >= orders:
        return True
    if values.dtype.kind == "b":
        return False
    values = np.abs(values[np.isfinite(values)])
    if values.dtype.kind in "fc" and len(np.unique(values[values % 1 != 0].round(9))) > 1:
        return True
    return len(values) >= FEWEST and len(np.unique(values)) >= 3


def _orders(values: np.ndarray) -> float:
    """In how many orders these values can be put."""
    _, counts = np.unique(values, return_counts=True)
    found = math.lgamma(len(values) + 1) - sum(math.lgamma(count + 1) for count in counts)
    return math.exp(min(found, 700))
