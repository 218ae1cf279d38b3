"""Right in some questions and wrong in others: what those questions have in common.

What is said is a count of what was seen: on which side of a number the inputs of the wrong
questions lie. With one question on a side, or many such numbers, it may be chance; so it needs two.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .base import Case
from .compare import show
from .shapes import sizes

FEWEST = 2  # questions on either side before a bound between them is told


def circumstances(right: Sequence[bool], cases: Sequence[Case]) -> Iterator[str]:
    """What separates the questions that are right from those that are wrong, the plainest first."""
    good = np.array(right, bool)
    if good.all() or not good.any():
        return
    yield from _one(good, cases)
    if min(good.sum(), (~good).sum()) < FEWEST:
        return
    yield from _flags(good, cases)
    for words, values in _numbers(cases).items():
        inside, outside = values[good], values[~good]
        if inside.max() < outside.min():
            bounds = f"is at most {show(inside.max())}, and wrong where it is"
            yield f"is right where {words} {bounds} {show(outside.min())} or more"
        elif inside.min() > outside.max():
            bounds = (
                f"is at least {show(inside.min())}, and wrong where it is {show(outside.max())}"
            )
            yield f"is right where {words} {bounds} or less"


def _one(good: np.ndarray, cases: Sequence[Case]) -> Iterator[str]:
    """Right where a size has just one value, or where one choice was made among few.

    A height of 1.39982 or a whole program is no choice: that one question had it is chance.
    """
    for words, values in _sizes(cases).items():
        if (values[good] == 1).all() and (values[~good] > 1).all():
            yield f"is right where {words} is 1, and wrong where it is more"
    for name in cases[0].inputs:
        values = [case.inputs.get(name) for case in cases]
        if not all(map(_is_a_choice, values)):
            continue
        inside = {v for v, ok in zip(values, good, strict=True) if ok}
        outside = {v for v, ok in zip(values, good, strict=True) if not ok}
        if inside & outside:
            continue
        if len(inside) == 1 and (good.sum() >= FEWEST or _is_usual(inside)):
            yield f"is right where {name} is {show(inside.pop())}, and wrong where it is not"
        elif len(outside) == 1 and ((~good).sum() >= FEWEST or _is_usual(outside)):
            yield f"is wrong where {name} is {show(outside.pop())}, and right where it is not"


def _is_a_choice(value: object) -> bool:
    if isinstance(value, str):
        return value.isidentifier()
    return isinstance(value, int | float | np.number) and float(value).is_integer()


def _is_usual(values: set) -> bool:
    """Whether the one value is a word, or a number such as a stride of 1, not one of many."""
    return all(isinstance(value, str) or abs(value) <= 2 for value in values)


def _flags(good: np.ndarray, cases: Sequence[Case]) -> Iterator[str]:
    """What all the wrong questions have in them, and none of the right ones, or the other way."""
    for name in cases[0].inputs:
        arrays = [case.inputs.get(name) for case in cases]
        if not all(isinstance(a, np.ndarray) and a.dtype.kind in "iuf" and a.size for a in arrays):
            continue
        for words, test in FLAGS.items():
            has = np.array([bool(test(array)) for array in arrays])
            if np.array_equal(has, ~good):
                yield f"is wrong just where {name} {words}"
            elif np.array_equal(has, good):
                yield f"is right just where {name} {words}"


FLAGS = {
    "has a 0 in it": lambda array: (array == 0).any(),
    "has equal values in it": lambda array: len(np.unique(array)) < array.size,
    "is 0 everywhere": lambda array: not array.any(),
    "has the same value everywhere": lambda array: np.ptp(array) == 0,
}


def _sizes(cases: Sequence[Case]) -> Mapping[str, np.ndarray]:
    every = [sizes(case) for case in cases]
    return {
        name: np.array([one[name] for one in every])
        for name in every[0]
        if all(name in one for one in every)
    }


def _numbers(cases: Sequence[Case]) -> Mapping[str, np.ndarray]:
    """The numbers that each question has: sizes and plain numbers."""
    found = dict(_sizes(cases))
    for name in cases[0].inputs:
        values = [case.inputs.get(name) for case in cases]
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
            found[name] = np.array(values)
    return found
