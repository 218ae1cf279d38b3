"""Plain relations of what came to what was expected, each in the words in which it is told.

``resemblances`` yields only what holds in every question, the plainest first.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from .base import Case
from .compare import show
from .seen import FEWEST, Seen, equal, telling


def resemblances(seen: Seen) -> Iterator[str]:
    """What holds in every question, the plainest first."""
    with np.errstate(all="ignore"):
        yield from _resemblances(seen)


def _resemblances(seen: Seen) -> Iterator[str]:
    if any(got.shape != right.shape for got, right in seen.pairs):
        yield from _shapes(seen)
        return
    if seen.always(lambda got, right: -right):
        yield "is the right one with its sign turned round"
    for kind in (_orders, _factors, _functions, _inputs, _places, _sizes, _directions):
        yield from kind(seen)


def _shapes(seen: Seen) -> Iterator[str]:
    got, right = next(pair for pair in seen.pairs if pair[0].shape != pair[1].shape)
    came, needed = f"came in the shape {got.shape}", f"{right.shape} is needed"
    numbers = [
        ("is the transpose of the right one", lambda g, r: r.T),
        ("has the right numbers", lambda g, r: r.reshape(g.shape) if g.size == r.size else None),
        ("lacks the first of the right values", lambda g, r: r[1:] if r.ndim else None),
        ("lacks the last of the right values", lambda g, r: r[:-1] if r.ndim else None),
        ("is the sum of the right values", lambda g, r: r.sum()),
        ("is the mean of the right values", lambda g, r: r.mean() if r.size else None),
        ("is the right one summed down each column", lambda g, r: r.sum(0) if r.ndim else None),
        ("is the right one summed along each row", lambda g, r: r.sum(-1) if r.ndim else None),
    ]
    for words, relation in numbers:
        if seen.always(relation):
            yield f"{words}: it {came}, {needed}"
    for axis, what in ((0, "rows"), (-1, "columns")):
        for verb, reduce in (("summed", np.sum), ("averaged", np.mean)):
            if all(g.ndim > r.ndim and equal(r, reduce(g, axis=axis)) for g, r in seen.pairs):
                yield f"is not {verb} over its {what} yet: it {came}, {needed}"
    if all(g.ndim and equal(g[1:], r) for g, r in seen.pairs):
        yield f"has one value too many, in front: it {came}, {needed}"
    if all(g.ndim and equal(g[:-1], r) for g, r in seen.pairs):
        yield f"has one value too many, at the end: it {came}, {needed}"


def _orders(seen: Seen) -> Iterator[str]:
    if all(right.ndim == 2 for _, right in seen.pairs) and seen.always(lambda g, r: r.T):
        yield "is the transpose of the right one"
    if not all(right.ndim for _, right in seen.pairs):
        return
    if seen.always(lambda got, right: right[::-1]):
        yield "has the right values in reverse order"
    if seen.always(lambda got, right: right[..., ::-1]):
        yield "has the right values of each row in reverse order"
    long = [pair for pair in seen.pairs if len(pair[1]) > 2]
    if long and telling([right[1:-1] for _, right in long]):
        if all(equal(got[1:], right[:-1]) for got, right in seen.pairs):
            yield "has the right values one place too late"
        if all(equal(got[:-1], right[1:]) for got, right in seen.pairs):
            yield "has the right values one place too early"


def _factors(seen: Seen) -> Iterator[str]:
    factors = []
    for got, right in seen.pairs:
        energy = float(np.sum(np.abs(right) ** 2))
        factor = float(np.real(np.sum(got * np.conj(right)))) / energy if energy else np.nan
        if energy and not equal(got, factor * right):
            break
        factors.append(factor)
    else:
        known = np.array([f for f in factors if np.isfinite(f)])
        if len(known) and np.allclose(known, known[0], rtol=1e-4):
            if abs(known[0]) < 1e-9:
                yield "is 0 everywhere"
            elif abs(known[0] - 1) > 1e-4:
                yield f"is {_number(known[0])} times the right one"
        elif words := _size_of(factors, seen.cases):
            yield f"is the right one {words}"
        elif len(known) > 1 and any(right.size > 1 for _, right in seen.pairs):
            yield "is the right one times a factor that changes from question to question"
    if any(got.dtype.kind == "c" for got, _ in seen.pairs):
        return
    shifts = [float(np.mean(got - right)) if right.size else np.nan for got, right in seen.pairs]
    known = [shift for shift in shifts if np.isfinite(shift)]
    if known and abs(known[0]) > 1e-9 and np.allclose(known, known[0], rtol=1e-4):
        if seen.always(lambda got, right: right + known[0]):
            more = "larger" if known[0] > 0 else "smaller"
            yield f"is {more} by {_number(abs(known[0]))} everywhere"


def _number(value: float) -> str:
    """A factor as people write it: 2, 1/3, 0.693."""
    fraction = Fraction(value).limit_denominator(12)
    near = abs(float(fraction) - value) < 1e-4 * abs(value)
    return str(fraction) if near and abs(fraction.numerator) < 100 else f"{value:.4g}"


def sizes(case: Case) -> dict[str, int]:
    """Numbers of rows, columns and so on of a case's inputs, by what they are called."""
    found = {}
    for name, value in case.inputs.items():
        shape = value.shape if isinstance(value, np.ndarray) else ()
        if len(shape) == 1:
            found[f"the length of {name}"] = shape[0]
        elif len(shape) == 2:
            found[f"the number of rows of {name}"] = shape[0]
            found[f"the number of columns of {name}"] = shape[1]
        else:
            found |= {f"the size of axis {n} of {name}": size for n, size in enumerate(shape)}
    return found


def _size_of(factors: Sequence[float], cases: Sequence[Case]) -> str:
    """Words for factors that follow one of the sizes of the case."""
    every = [sizes(case) for case in cases]
    for name in every[0]:
        if not all(name in one for one in every):
            continue
        size = np.array([one[name] for one in every], float)
        use = np.isfinite(factors)
        if len(np.unique(size[use])) < 2 or not size[use].all():
            continue
        if np.allclose(np.array(factors)[use], size[use], rtol=1e-4):
            return f"times {name}"
        if np.allclose(np.array(factors)[use], 1 / size[use], rtol=1e-4):
            return f"divided by {name}"
    return ""


def _functions(seen: Seen) -> Iterator[str]:
    functions = {
        "is the absolute value of the right one": np.abs,
        "is the right one cut to whole numbers": np.trunc,
        "is the right one rounded to whole numbers": np.round,
        "is the natural logarithm of the right one": np.log,
        "is the logarithm to base 10 of the right one": np.log10,
        "is the exponential of the right one": np.exp,
        "is the square of the right one": np.square,
        "is the square root of the right one": np.sqrt,
        "is the running sum of the right one": lambda right: np.cumsum(right, 0),
        "has the right values in rising order": lambda right: np.sort(right, 0),
        "is 0 wherever the right one is negative": lambda right: np.maximum(right, 0),
        "is 0 wherever the right one is positive": lambda right: np.minimum(right, 0),
        "is 1 minus the right one": lambda right: 1 - right,
        "is 1 divided by the right one": lambda right: 1 / right,
    }
    for words, function in functions.items():
        try:
            if seen.always(lambda got, right, function=function: function(right)):
                yield words
        except (TypeError, ValueError):  # not for complex numbers, or for a single one
            continue


def _inputs(seen: Seen) -> Iterator[str]:
    for name in seen.cases[0].inputs:
        values = [case.inputs.get(name) for case in seen.cases]
        if all(isinstance(value, np.ndarray) and value.dtype.kind in "biufc" for value in values):
            both = zip(seen.pairs, values, strict=True)
            if all(equal(got, value * 1) for (got, _), value in both):
                yield f"is {name} as it came in"


def _places(seen: Seen) -> Iterator[str]:
    """Right but for one edge."""
    edges = {"first": np.s_[1:], "last": np.s_[:-1]}
    for which, rest in edges.items():
        long = [(g, r) for g, r in seen.pairs if r.ndim and len(r) > 2]
        if long and len(long) == len(seen.pairs):
            if all(equal(got[rest], right[rest]) for got, right in long):
                yield f"is right but for its {which} {'value' if long[0][1].ndim == 1 else 'row'}"
    tables = [(g, r) for g, r in seen.pairs if r.ndim == 2 and r.shape[1] > 2]
    if tables and len(tables) == len(seen.pairs):
        for which, rest in edges.items():
            if all(equal(got[:, rest], right[:, rest]) for got, right in tables):
                yield f"is right but for its {which} column"
    if all(r.ndim and len(r) > 1 and equal(g[0], r[0]) for g, r in seen.pairs):
        what = "value" if seen.pairs[0][1].ndim == 1 else "row"
        yield f"is right in its first {what}, not in all"


def _sizes(seen: Seen) -> Iterator[str]:
    """Right in some questions: what do they have in common?"""
    right = np.array([equal(got, wanted) for got, wanted in seen.pairs])
    if right.all() or not right.any():
        return
    every = [sizes(case) for case in seen.cases]
    for name in every[0]:
        size = np.array([one.get(name, -1) for one in every])
        if (size[right] == 1).all() and (size[~right] > 1).all():
            yield f"is right where {name} is 1, and wrong where it is more"
            return
    for name, value in seen.cases[0].inputs.items():
        if not isinstance(value, int | float | np.integer | np.floating):
            continue
        values = [case.inputs.get(name) for case in seen.cases]
        good = {v for v, ok in zip(values, right, strict=True) if ok}
        if len(good) == 1 and not good & {v for v, ok in zip(values, right, strict=True) if not ok}:
            yield f"is right where {name} is {show(good.pop())}, and wrong where it is not"
            return


def _directions(seen: Seen) -> Iterator[str]:
    """What holds of every value, if only roughly."""
    if any(got.dtype.kind == "c" or not np.isfinite(got).all() for got, _ in seen.pairs):
        return
    off = [np.abs(got - right).max(initial=0.0) for got, right in seen.pairs]
    large = [np.abs(right).max(initial=0.0) for _, right in seen.pairs]
    flat = [got.ravel()[0] for got, _ in seen.pairs if got.size]
    if all(np.ptp(got) == 0 for got, _ in seen.pairs if got.size) and np.ptp(flat) == 0:
        yield f"is {show(flat[0])} in every question, whatever comes in"
    if max(o / max(size, 1e-12) for o, size in zip(off, large, strict=True)) < 0.03:
        yield "is nearly right: it is off by less than 3 % of the largest value"
    wrong = [
        (got - right)[np.abs(got - right) > 1e-4 * size]
        for (got, right), size in zip(seen.pairs, large, strict=True)
    ]
    wrong = np.concatenate([np.ravel(part) for part in wrong])
    if len(wrong) >= FEWEST and (wrong > 0).all():
        yield "is too large wherever it is wrong"
    if len(wrong) >= FEWEST and (wrong < 0).all():
        yield "is too small wherever it is wrong"
