"""What came in another shape: what was done to the right numbers, or which axis is another one."""

from collections.abc import Iterator, Sequence

import numpy as np

from .base import Case
from .seen import Seen, equal
from .verdict import size_of


def shapes(seen: Seen) -> Iterator[str]:
    """What holds in every question of an output that came in another shape in one at least."""
    came, needed = _came(seen)
    for words, relation in REDUCED.items():
        if seen.always(relation):
            yield f"{words}: it {came}, {needed}"
    for axis, what in ((0, "rows"), (-1, "columns")):
        for verb, reduce in (("summed", np.sum), ("averaged", np.mean)):
            if all(g.ndim > r.ndim and equal(r, reduce(g, axis=axis)) for g, r in seen.pairs):
                yield f"is not {verb} over its {what} yet: it {came}, {needed}"
    for words, relation in LONGER.items():
        if all(g.ndim and equal(relation(g), r) for g, r in seen.pairs):
            yield f"{words}: it {came}, {needed}"
    yield from lengths(seen)


def _came(seen: Seen) -> tuple[str, str]:
    """Both shapes, of the question that is shown, or else of the smallest in which they differ."""
    order = sorted(range(len(seen.pairs)), key=lambda n: size_of(seen.cases[n]))
    pairs = (seen.pairs[n] for n in ([] if seen.shown is None else [seen.shown]) + order)
    got, right = next(pair for pair in pairs if pair[0].shape != pair[1].shape)
    return f"came in the shape {got.shape}", f"{right.shape} is needed"


REDUCED = {
    "is the transpose of the right one": lambda g, r: r.T,
    "has the right numbers": lambda g, r: r.reshape(g.shape) if g.size == r.size else None,
    "lacks the first of the right values": lambda g, r: r[1:] if r.ndim else None,
    "lacks the last of the right values": lambda g, r: r[:-1] if r.ndim else None,
    "is the first of the right values alone": lambda g, r: _alone(g, r, 0),
    "is the last of the right values alone": lambda g, r: _alone(g, r, -1),
    "has every other of the right values": lambda g, r: r[::2] if r.ndim else None,
    "is the sum of the right values": lambda g, r: r.sum(),
    "is the mean of the right values": lambda g, r: r.mean() if r.size else None,
    "is the largest of the right values": lambda g, r: r.max() if r.size else None,
    "is the smallest of the right values": lambda g, r: r.min() if r.size else None,
    "is the right one summed down each column": lambda g, r: r.sum(0) if r.ndim else None,
    "is the right one summed along each row": lambda g, r: r.sum(-1) if r.ndim else None,
    "is the right one averaged down each column": lambda g, r: r.mean(0) if r.ndim else None,
    "is the right one averaged along each row": lambda g, r: r.mean(-1) if r.ndim else None,
    "is each row's last value": lambda g, r: r[..., -1] if r.ndim > 1 else None,
    "is each row's first value": lambda g, r: r[..., 0] if r.ndim > 1 else None,
    "is the last step of each sample alone": lambda g, r: r[:, -1] if r.ndim > 1 else None,
}
LONGER = {
    "has one value too many, in front": lambda g: g[1:],
    "has one value too many, at the end": lambda g: g[:-1],
    "has one value too many at either end": lambda g: g[1:-1],
    "has one step too many in each sample, in front": lambda g: g[:, 1:] if g.ndim > 1 else g,
    "has one step too many in each sample, at the end": lambda g: g[:, :-1] if g.ndim > 1 else g,
}


def _alone(got: np.ndarray, right: np.ndarray, which: int) -> np.ndarray | None:
    if not right.ndim or not len(right):
        return None
    one = right[which]
    return one if got.shape == one.shape else right[which : which + 1 or None]


def lengths(seen: Seen) -> Iterator[str]:
    """How many axes, rows or columns there are too many, whatever the numbers in them are."""
    shapes = "it {}, {}".format(*_came(seen))
    axes = {got.ndim - right.ndim for got, right in seen.pairs}
    if len(axes) == 1 and axes != {0}:
        count = axes.pop()
        more, plural = ("many" if count > 0 else "few"), "axes" if abs(count) > 1 else "axis"
        yield f"has {_count(abs(count))} {plural} too {more}: {shapes}"
    if axes != {0}:
        return
    for axis in range(seen.pairs[0][1].ndim):
        what = _axis(axis, seen)
        if words := _other_size(seen, axis):
            yield f"{words}: {shapes}"
        lengths = [(g.shape[axis], r.shape[axis]) for g, r in seen.pairs if g.ndim > axis < r.ndim]
        off = {came - needed for came, needed in lengths}
        if len(off) == 1 and off != {0}:
            count = off.pop()
            more = "many" if count > 0 else "few"
            one = what[:-1] if abs(count) == 1 else what
            yield f"has {_count(abs(count))} {one} too {more} in every question: {shapes}"
        wrong = [(came, needed) for came, needed in lengths if came != needed]
        if wrong and all(came > needed for came, needed in wrong):
            yield f"has more {what} than it should wherever their number is wrong: {shapes}"
        elif wrong and all(came < needed for came, needed in wrong):
            yield f"has fewer {what} than it should wherever their number is wrong: {shapes}"


def _axis(axis: int, seen: Seen) -> str:
    ndim = seen.pairs[0][1].ndim
    return "values" if ndim == 1 else ("rows", "columns")[axis] if ndim == 2 else "places"


def _count(number: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(number, str(number))


def _other_size(seen: Seen, axis: int) -> str:
    """Which size of the inputs an axis follows, and which one it should follow."""
    every = [sizes(case) for case in seen.cases]
    came, needed = [], []
    for name in every[0]:
        size = [one.get(name) for one in every]
        if len(set(size)) < 2:
            continue
        if size == [got.shape[axis] if got.ndim > axis else None for got, _ in seen.pairs]:
            came.append(name)
        if size == [r.shape[axis] if r.ndim > axis else None for _, r in seen.pairs]:
            needed.append(name)
    if not came or not needed or set(came) & set(needed):
        return ""
    what = _axis(axis, seen)
    return f"has as many {what} as {came[0]}, and {needed[0]} is needed"


def sizes(case: Case) -> dict[str, int]:
    """Numbers of rows, columns and so on of a case's inputs, by what they are called."""
    found = {}
    for name, value in case.inputs.items():
        if isinstance(value, list | tuple):
            found[f"the length of {name}"] = len(value)
            continue
        shape: Sequence[int] = value.shape if isinstance(value, np.ndarray) else ()
        if len(shape) == 1:
            found[f"the length of {name}"] = shape[0]
        elif len(shape) == 2:
            found[f"the number of rows of {name}"] = shape[0]
            found[f"the number of columns of {name}"] = shape[1]
        else:
            found |= {f"the size of axis {n} of {name}": size for n, size in enumerate(shape)}
    return found
