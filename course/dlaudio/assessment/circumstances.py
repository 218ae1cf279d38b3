"""Right in some questions and wrong in others: what those questions have in common.

What is said is a count of what was seen: on which side of a number the inputs of the wrong
questions lie. With one question on a side, or many such numbers, it may be chance; so it needs two,
and six different ones in all if the numbers are sizes of the inputs.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .base import Case
from .compare import show
from .shapes import sizes

FEWEST = 2  # questions, and numbers, on either side before a bound between them is told
FEWEST_SIZES = 6  # different ones in all: nobody chose sizes to be asked about, and of four, two
# small ones are right, or wrong, by chance in a third of all cases


def circumstances(right: Sequence[bool], cases: Sequence[Case]) -> Iterator[str]:
    """What separates the questions that are right from those that are wrong, the plainest first."""
    good = np.array(right, bool)
    if good.all() or not good.any():
        return
    yield from _alone(_ones(good, cases), _choices(good, cases))
    if min(good.sum(), (~good).sum()) < FEWEST:
        return
    yield from _flags(good, cases)
    of_sizes = _bounds(good, _sizes(cases), FEWEST_SIZES)
    yield from _alone(of_sizes, _bounds(good, _plain_numbers(cases)))


# What separates the questions: the values that do, and the words for it. The same number under
# two names, such as the channels of x and of w, stands there once, under the first of them.
Found = dict[tuple, str]


def _alone(of_sizes: Found, of_arguments: Found) -> Iterator[str]:
    """What is told if nothing else separates the questions as well.

    An argument such as a stride was chosen to be asked about, so it goes before a size; between
    two arguments, or two sizes, nobody knows which of them it is.
    """
    found = of_arguments or of_sizes
    if len(found) == 1:
        yield from filter(None, found.values())


def _bounds(good: np.ndarray, numbers: Mapping[str, np.ndarray], in_all: int = 0) -> Found:
    """Right on one side of a number, and wrong on the other.

    A bound beside one number alone is not told, but it may be as good a cause as another one.
    """
    found: Found = {}
    for words, values in numbers.items():
        inside, outside = values[good], values[~good]
        if inside.max() < outside.min():
            bounds = f"is at most {show(inside.max())}, and wrong where it is"
            told = f"is right where {words} {bounds} {show(outside.min())} or more"
        elif inside.min() > outside.max():
            bounds = (
                f"is at least {show(inside.min())}, and wrong where it is {show(outside.max())}"
            )
            told = f"is right where {words} {bounds} or less"
        else:
            continue
        kinds = len(np.unique(inside)), len(np.unique(outside))
        few = min(kinds) < FEWEST or sum(kinds) < in_all
        found.setdefault(tuple(values), "" if few else told)
    return found


def _ones(good: np.ndarray, cases: Sequence[Case]) -> Found:
    """Right where a size is 1."""
    found: Found = {}
    for words, values in _sizes(cases).items():
        if (values[good] == 1).all() and (values[~good] > 1).all():
            told = f"is right where {words} is 1, and wrong where it is more"
            found.setdefault(tuple(values), told)
    return found


def _choices(good: np.ndarray, cases: Sequence[Case]) -> Found:
    """Right, or wrong, where an argument has one value among few.

    A height of 1.39982 or a whole program is no choice: that one question had it is chance.
    """
    found: Found = {}
    for name in cases[0].inputs:
        values = [case.inputs.get(name) for case in cases]
        if not all(map(_is_a_choice, values)):
            continue
        inside = {v for v, ok in zip(values, good, strict=True) if ok}
        outside = {v for v, ok in zip(values, good, strict=True) if not ok}
        if inside & outside:
            continue
        if len(inside) == 1 and (good.sum() >= FEWEST or _is_usual(inside)):
            told = f"is right where {name} is {show(inside.pop())}, and wrong where it is not"
        elif len(outside) == 1 and ((~good).sum() >= FEWEST or _is_usual(outside)):
            told = f"is wrong where {name} is {show(outside.pop())}, and right where it is not"
        else:
            continue
        found.setdefault(tuple(values), told)
    return found


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


def _plain_numbers(cases: Sequence[Case]) -> Mapping[str, np.ndarray]:
    """The arguments that are a number in each question."""
    found = {}
    for name in cases[0].inputs:
        values = [case.inputs.get(name) for case in cases]
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
            found[name] = np.array(values)
    return found
