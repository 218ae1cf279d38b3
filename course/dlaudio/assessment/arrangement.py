"""The right values in other places: reversed, shifted, in another order, an axis for another."""

from collections.abc import Iterator

import numpy as np

from .seen import SOME_ORDERS, Seen, equal, telling

FURTHEST = 4  # places by which values are looked for earlier or later


def arrangements(seen: Seen) -> Iterator[str]:
    """In which other order the right values came, in every question; the plainest first."""
    if all(right.ndim == 2 for _, right in seen.pairs) and seen.always(lambda got, right: right.T):
        yield "is the transpose of the right one"
    if not all(right.ndim for _, right in seen.pairs):
        return
    if seen.always(lambda got, right: right[::-1]):
        yield "has the right values in reverse order"
    if seen.always(lambda got, right: right[..., ::-1]):
        yield "has the right values of each row in reverse order"
    if seen.always(lambda got, right: right[:, ::-1] if right.ndim == 3 else None):
        yield "has the right values of each sample in reverse order"
    for places in range(1, FURTHEST + 1):
        yield from _shifts(seen, places)
    yield from _mixed(seen)


def _shifts(seen: Seen, places: int) -> Iterator[str]:
    """Values that came some places too late or too early, whatever stands at the edge."""
    count = "one place" if places == 1 else f"{places} places"
    axes = {"": 0, " of each row": -1} if max(r.ndim for _, r in seen.pairs) > 1 else {"": 0}
    for words, axis in axes.items():
        pairs = [(np.moveaxis(got, axis, 0), np.moveaxis(r, axis, 0)) for got, r in seen.pairs]
        long = [right for _, right in pairs if len(right) > places + 1]
        if not long or not telling([right[1:-1] for right in long], SOME_ORDERS):
            continue
        if all(equal(got[places:], right[:-places]) for got, right in pairs):
            yield f"has the right values{words} {count} too late"
        if all(equal(got[:-places], right[places:]) for got, right in pairs):
            yield f"has the right values{words} {count} too early"


def _mixed(seen: Seen) -> Iterator[str]:
    """All the right rows or values, in whatever order."""
    tables = all(right.ndim > 1 and len(right) > 1 for _, right in seen.pairs)
    if tables and seen.always(lambda got, right: _sorted_rows(right), of=_sorted_rows):
        yield "has the right rows in another order"
    if tables and seen.always(lambda got, right: np.sort(right, -1), of=lambda a: np.sort(a, -1)):
        yield "has the right values of each row in another order"
    if sum(right.size for _, right in seen.pairs) > FURTHEST and seen.always(
        lambda got, right: np.sort(right, None), of=lambda array: np.sort(array, None)
    ):
        yield "has the right values in another order"


def _sorted_rows(array: np.ndarray) -> np.ndarray:
    rows = array.reshape(len(array), -1).round(6)
    return array[np.lexsort(rows.T[::-1])]
