"""Where an output is wrong, and what came there: told apart from what is right beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .compare import factor, show
from .seen import FEWEST, Seen, equal, telling

NEAR = 1e-4
HALF = 0.5
MOST = 0.75  # of the values: what holds of nearly all of them says nothing of the wrong ones
RIGHT = "the right one"
SIGNS = {
    "is above 0": lambda values: values > 0,
    "is below 0": lambda values: values < 0,
    "is 0": lambda values: values == 0,
}
TRUTH = {"is True": SIGNS["is above 0"], "is False": SIGNS["is 0"]}
EDGES = {"first": np.s_[1:], "last": np.s_[:-1]}


def stands(seen: Seen) -> Iterator[str]:
    """What stands in the places that are wrong, in all questions; or that it is one edge alone."""
    yield from _edges(seen)
    marks = _Marks.of(seen)
    if marks is not None:
        yield from _stands(marks)


def places(seen: Seen) -> Iterator[str]:
    """Which of the values are wrong, in all questions."""
    marks = _Marks.of(seen)
    if marks is not None:
        yield from _where(marks)


@dataclass(frozen=True)
class _Marks:
    """What came, what was expected and where they differ, of the questions that are not right."""

    seen: Seen
    numbers: Sequence[int]  # of these questions

    @classmethod
    def of(cls, seen: Seen) -> "_Marks | None":
        """None where nothing is right beside what is wrong, or too little is wrong."""
        numbers = [n for n, (got, right) in enumerate(seen.pairs) if not equal(got, right)]
        marks = cls(seen, numbers)
        wrong = marks.all(marks.wrong())
        return marks if wrong.sum() >= FEWEST and not wrong.all() else None

    def got(self) -> list[np.ndarray]:
        return [self.seen.pairs[n][0] for n in self.numbers]

    def right(self) -> list[np.ndarray]:
        return [self.seen.pairs[n][1] for n in self.numbers]

    def wrong(self) -> list[np.ndarray]:
        both = zip(self.got(), self.right(), strict=True)
        return [~(np.abs(g - r) <= NEAR * max(np.abs(r).max(initial=0.0), 1e-6)) for g, r in both]

    @staticmethod
    def all(arrays: Sequence[np.ndarray]) -> np.ndarray:
        return np.concatenate([np.ravel(array) for array in arrays])

    def inputs(self) -> Iterator[tuple[str, list[np.ndarray]]]:
        """The inputs that have as many values as the output, by their names."""
        for name in self.seen.cases[0].inputs:
            values = [self.seen.cases[n].inputs.get(name) for n in self.numbers]
            if all(
                isinstance(value, np.ndarray)
                and value.shape == right.shape
                and value.dtype.kind in "iufc"
                for value, right in zip(values, self.right(), strict=True)
            ):
                yield name, values


def _edges(seen: Seen) -> Iterator[str]:
    """Right but for one edge."""
    for which, rest in EDGES.items():
        long = [(g, r) for g, r in seen.pairs if r.ndim and len(r) > 2]
        if long and len(long) == len(seen.pairs):
            if all(equal(got[rest], right[rest]) for got, right in long):
                yield f"is right but for its {which} {'value' if long[0][1].ndim == 1 else 'row'}"
    tables = [(g, r) for g, r in seen.pairs if r.ndim == 2 and r.shape[1] > 2]
    if tables and len(tables) == len(seen.pairs):
        for which, rest in EDGES.items():
            if all(equal(got[:, rest], right[:, rest]) for got, right in tables):
                yield f"is right but for its {which} column"


def _stands(marks: _Marks) -> Iterator[str]:
    """What all wrong values are."""
    where = marks.all(marks.wrong())
    got, right = marks.all(marks.got())[where], marks.all(marks.right())[where]
    if np.isnan(got).all():
        yield "is not a number (NaN) wherever it is wrong"
        return
    if not np.isfinite(got).all():
        return
    if telling([right]):
        if _near(got, -right):
            yield "has its sign turned round wherever it is wrong"
        elif right.all() and np.ptp(np.abs(got / right)) < NEAR and np.abs(got[0]) > 1e-9:
            ratio = float(np.real(np.vdot(right, got)) / np.vdot(right, right).real)
            yield f"is {factor(ratio)} times the right one wherever it is wrong"
        elif _near(got - right, np.full(got.shape, (got - right)[0])):
            more = "large" if np.real(got - right)[0] > 0 else "small"
            yield f"is too {more} by {show(abs((got - right)[0]))} wherever it is wrong"
    if np.ptp(np.abs(got - got[0])) == 0:
        yield f"is {marks.seen.value(got[0])} wherever it is wrong"
    for name, values in marks.inputs():
        if telling([got]) and _near(got, marks.all(values)[where]):
            yield f"is {name} as it came in, wherever it is wrong"
    for words, shift in (("before", 1), ("after", -1)):
        moved = marks.all([np.roll(g, shift, 0) if g.ndim else g for g in marks.got()])
        if telling([got]) and _near(got, moved[where]):
            yield f"repeats the value {words}, wherever it is wrong"


def _near(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.all(np.abs(one - other) <= NEAR * max(np.abs(other).max(initial=0.0), 1e-6)))


def _where(marks: _Marks) -> Iterator[str]:
    """What the wrong places have in common: a condition under which most are wrong, or all."""
    wrong = marks.all(marks.wrong())
    conditions = dict(_conditions(marks))
    for words, condition in conditions.items():
        if np.array_equal(condition, wrong):
            yield f"is wrong just where {words}"
    for words, condition in conditions.items():
        if condition[wrong].all() and wrong[condition].mean() >= HALF and condition.mean() <= MOST:
            yield f"is wrong only where {words}"
    for words, condition in conditions.items():
        many = condition.sum() >= FEWEST and condition.mean() >= 1 - MOST
        if many and wrong[condition].all() and wrong[~condition].mean() <= HALF:
            yield f"is wrong wherever {words}, and in some of the other places"


def _conditions(marks: _Marks) -> Iterator[tuple[str, np.ndarray]]:
    named = [(RIGHT, marks.right()), *marks.inputs()]
    for name, arrays in named:
        if all(array.dtype.kind in "iuf" for array in arrays):
            tests = TRUTH if name == RIGHT and marks.seen.flags else SIGNS
            for words, test in tests.items():
                yield f"{name} {words}", test(marks.all(arrays))
    rights = marks.right()
    for words, mark in POSITIONS.items():
        masks = [mark(right.shape) for right in rights]
        if all(mask is not None for mask in masks):
            yield words, marks.all(masks)


def _axis(axis: int, chosen: slice | int, ndim: int = 1):
    def mark(shape: tuple[int, ...]) -> np.ndarray | None:
        if len(shape) < ndim or shape[axis] < 3:
            return None
        mask = np.zeros(shape, bool)
        np.moveaxis(mask, axis, 0)[chosen] = True
        return mask

    return mark


def _square(select):
    def mark(shape: tuple[int, ...]) -> np.ndarray | None:
        if len(shape) != 2 or min(shape) < 2:
            return None
        return select(np.ones(shape, bool))

    return mark


POSITIONS = {
    "the first index is 0": _axis(0, 0),
    "the first index is 1": _axis(0, 1),
    "the first index is above 0": _axis(0, np.s_[1:]),
    "the first index is the last one": _axis(0, -1),
    "the first index is not the last one": _axis(0, np.s_[:-1]),
    "the second index is 0": _axis(1, 0, 2),
    "the second index is 1": _axis(1, 1, 2),
    "the second index is above 0": _axis(1, np.s_[1:], 2),
    "the second index is the last one": _axis(1, -1, 2),
    "the second index is not the last one": _axis(1, np.s_[:-1], 2),
    "both indices are the same": _square(lambda full: np.eye(*full.shape, dtype=bool)),
    "the two indices differ": _square(lambda full: ~np.eye(*full.shape, dtype=bool)),
    "the second index is larger": _square(lambda full: np.triu(full, 1)),
    "the first index is larger": _square(lambda full: np.tril(full, -1)),
}
