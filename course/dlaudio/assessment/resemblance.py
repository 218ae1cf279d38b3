"""Plain relations of what came to what was expected, each in the words in which it is told.

``resemblances`` yields only what holds in every question, the plainest first.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .arrangement import arrangements
from .base import Case
from .circumstances import circumstances
from .compare import factor
from .invariants import broken, kept
from .places import places, stands
from .seen import FEWEST, Seen, equal
from .shapes import shapes, sizes
from .terms import terms


def resemblances(seen: Seen, rights: Mapping[str, Sequence[np.ndarray]]) -> Iterator[str]:
    """What holds in every question, the plainest first.

    `rights` are the right arrays of the other outputs, one a question, by their names.
    """
    with np.errstate(all="ignore"):
        if any(got.shape != right.shape for got, right in seen.pairs):
            yield from shapes(seen)
            return
        if seen.always(lambda got, right: -right) and not seen.always(lambda got, right: right):
            yield "is the right one with its sign turned round"
        for kind in (arrangements, _factors, _functions, _inputs):
            yield from kind(seen)
        yield from terms(seen, rights)
        yield from stands(seen)


def patterns(seen: Seen) -> Iterator[str]:
    """In which questions and places it is wrong, and what the right one keeps and it does not."""
    with np.errstate(all="ignore"):
        if any(got.shape != right.shape for got, right in seen.pairs):
            return
        yield from _scaled(seen)
        yield from circumstances([equal(*pair) for pair in seen.pairs], seen.cases)
        yield from places(seen)
        yield from broken(seen)
        yield from kept(seen)


def outlines(seen: Seen) -> Iterator[str]:
    """What holds in every question and says less: a direction, a beginning, a size."""
    with np.errstate(all="ignore"):
        if all(got.shape == right.shape for got, right in seen.pairs):
            yield from _directions(seen)


def _multiples(seen: Seen) -> list[float]:
    """How many times each is the right one, NaN where that is 0; none if one is no multiple."""
    factors = []
    for got, right in seen.pairs:
        energy = float(np.sum(np.abs(right) ** 2))
        factor = float(np.real(np.sum(got * np.conj(right)))) / energy if energy else np.nan
        if energy and not equal(got, factor * right):
            return []
        factors.append(factor)
    return factors


def _scaled(seen: Seen) -> Iterator[str]:
    known = [factor for factor in _multiples(seen) if np.isfinite(factor)]
    if len(known) > 1 and any(right.size > 1 for _, right in seen.pairs):
        yield "is the right one times a factor that changes from question to question"


def _factors(seen: Seen) -> Iterator[str]:
    factors = _multiples(seen)
    known = np.array([f for f in factors if np.isfinite(f)])
    if len(known) and np.allclose(known, known[0], rtol=1e-4):
        if abs(known[0]) < 1e-9:
            yield "is 0 everywhere"
        elif abs(known[0] - 1) > 1e-4:
            yield f"is {factor(known[0])} times the right one"
    elif factors and (words := _size_of(factors, seen.cases)):
        yield f"is the right one {words}"
    if any(got.dtype.kind == "c" for got, _ in seen.pairs):
        return
    shifts = [float(np.mean(got - right)) if right.size else np.nan for got, right in seen.pairs]
    known = [shift for shift in shifts if np.isfinite(shift)]
    if known and abs(known[0]) > 1e-9 and np.allclose(known, known[0], rtol=1e-4):
        if seen.always(lambda got, right: right + known[0]):
            more = "larger" if known[0] > 0 else "smaller"
            yield f"is {more} by {factor(abs(known[0]))} everywhere"


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


def _directions(seen: Seen) -> Iterator[str]:
    """What holds of every value, if only roughly."""
    if any(got.dtype.kind == "c" or not np.isfinite(got).all() for got, _ in seen.pairs):
        return
    off = [np.abs(got - right).max(initial=0.0) for got, right in seen.pairs]
    large = [np.abs(right).max(initial=0.0) for _, right in seen.pairs]
    flat = [got.ravel()[0] for got, _ in seen.pairs if got.size]
    if all(np.ptp(got) == 0 for got, _ in seen.pairs if got.size) and np.ptp(flat) == 0:
        yield f"is {seen.value(flat[0])} in every question, whatever comes in"
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
    if all(r.ndim and len(r) > 1 and equal(g[0], r[0]) for g, r in seen.pairs):
        what = "value" if seen.pairs[0][1].ndim == 1 else "row"
        yield f"is right in its first {what}, not in all"
