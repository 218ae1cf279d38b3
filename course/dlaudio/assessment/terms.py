"""A term or a factor too many or too few: what came, the right one, and something else at hand.

What else is at hand are the inputs of a question and the other outputs that are right there.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .compare import show
from .seen import Seen, equal, telling

FEW = (2.0, 0.5, -2.0, -0.5)  # how often a term may be there too many


def terms(seen: Seen, rights: Mapping[str, Sequence[np.ndarray]]) -> Iterator[str]:
    """What is missing, or too much, in every question.

    Parameters
    ----------
    seen : Seen
    rights : mapping
        The right arrays of the other outputs, one a question, by their names.
    """
    if any(got.shape != right.shape for got, right in seen.pairs):
        return
    for name, values in [*_inputs(seen), *rights.items()]:
        fitted = [_fit(value, right) for value, (_, right) in zip(values, seen.pairs, strict=True)]
        if any(value is None for value in fitted) or not _varied(fitted):
            continue
        yield from _terms(seen, name, fitted)


def _terms(seen: Seen, name: str, values: Sequence[np.ndarray]) -> Iterator[str]:
    three = [(got, right, value) for (got, right), value in zip(seen.pairs, values, strict=True)]
    if all(_sum(got, value, right) for got, right, value in three):
        yield f"is right when {name} is added to it"
    if all(_sum(right, value, got) for got, right, value in three):
        yield f"is right when {name} is taken away from it"
    for factor in FEW:
        if all(_sum(right, factor * value, got) for got, right, value in three):
            more = "large" if factor > 0 else "small"
            yield f"is too {more} by {show(abs(factor))} times {name}"
    if all(equal(got, right * value) for got, right, value in three):
        yield f"is the right one times {name}"
    if all((value != 0).all() and equal(got * value, right) for got, right, value in three):
        yield f"is right when it is multiplied by {name}"
    if all(equal(got, right * (1 - value)) for got, right, value in three):
        yield f"is the right one times 1 - {name}"


def _sum(one: np.ndarray, other: np.ndarray, total: np.ndarray) -> bool:
    """Whether one and other are the total, and the other is no mere rounding beside it."""
    if not np.isfinite(total).all() or not equal(one + other, total):
        return False
    size = max(np.abs(total).max(initial=0.0), 1e-6)
    return not other.size or np.abs(other).max() > 10 * 1e-4 * size or not other.any()


def _inputs(seen: Seen) -> Iterator[tuple[str, list]]:
    for name in seen.cases[0].inputs:
        values = [case.inputs.get(name) for case in seen.cases]
        if all(_is_number(value) for value in values):
            yield name, [np.asarray(value) * 1 for value in values]


def _is_number(value) -> bool:
    kinds = isinstance(value, np.ndarray) and value.dtype.kind in "iufc"
    return kinds or (isinstance(value, int | float) and not isinstance(value, bool))


def _fit(value: np.ndarray, right: np.ndarray) -> np.ndarray | None:
    """The value as large as the right one, where NumPy would make it so."""
    try:
        return np.broadcast_to(value, right.shape)
    except ValueError:
        return None


def _varied(values: Sequence[np.ndarray]) -> bool:
    """Whether the numbers differ enough not to be any number, and are not nearly all 0 or 1."""
    return telling(values) and any(np.abs(value).max(initial=0.0) > 1e-6 for value in values)
