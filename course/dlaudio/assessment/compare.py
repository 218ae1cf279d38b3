"""How one output of an answer is compared with what was expected, and what is said when it differs.

A comparison is a function ``compare(got, expected) -> Difference | None`` on two arrays. One that
counts or measures how good an answer is may have an ``alike``: a comparison of two answers, which
have done the same if they differ by no more than another machine's rounding makes of it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np


@dataclass(frozen=True)
class Difference:
    """What is wrong with one output: a sentence, and where possible a place and both values.

    `earned` is the share of the output's points that it gets all the same: where a goal is
    measured, one can be on the way to it. `cause` is why the answer ended in an error there, where
    that is known.
    """

    what: str
    where: str = ""
    got: str = ""
    expected: str = ""
    earned: float = 0.0
    cause: str = ""

    def __str__(self) -> str:
        text = self.what
        if self.got:
            text += f"{' at ' + self.where if self.where else ''}: got {self.got}"
            text += f", expected {self.expected}" if self.expected else ""
        return text


class NotAnswered(Difference):
    """Nothing was answered, which is neither right nor wrong."""


@dataclass(frozen=True)
class Reached:
    """What an answer reached of a goal that is measured: in words, and as a share, 1 at the goal.

    `track` is what answers are ranked among, such as "composer".
    """

    track: str
    value: str
    share: float


Compare = Callable[[np.ndarray, np.ndarray], Difference | None]


def close(rtol: float = 1e-4, *, size: float = 1e-6, each: bool = False) -> Compare:
    """Equal up to `rtol` of the largest expected size; whole numbers, truth values, text exactly.

    A tolerance of 1e-4 lets float32 answers pass and refuses a gradient that is 0.1 % off.

    Parameters
    ----------
    rtol : float
    size : float
        Where all that is expected is smaller, the tolerance is `rtol` of this size instead.
    each : bool
        The tolerance of each value is `rtol` of that value, not of the largest one; `size` then
        means nothing.
    """

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if (unlike := _unlike(got, expected)) is not None:
            return unlike
        if expected.dtype.kind in "biuU" or not expected.size:
            wrong = got != expected
        else:
            finite = np.abs(np.where(np.isfinite(expected), expected, 0.0))
            slack = rtol * (finite if each else max(finite.max(), size))
            with np.errstate(invalid="ignore"):
                near = np.abs(got - expected) <= slack
            wrong = ~(near | (got == expected) | (np.isnan(got) & np.isnan(expected)))
        if not wrong.any():
            return None
        not_numbers = wrong & np.isnan(got) if got.dtype.kind in "fc" else np.zeros(wrong.shape)
        if not_numbers.any():
            what, wrong = "contains NaN (not a number)", not_numbers
        elif wrong.size > 1:
            what = f"differs in {int(wrong.sum())} of {wrong.size} values, the first"
        else:
            what = "differs"
        index = tuple(int(i) for i in np.argwhere(wrong)[0])
        where = str(list(index)) if index else ""
        return Difference(what, where, show(got[index]), show(expected[index]))

    compare.of_values = True  # what came may stand in a relation to what was expected
    compare.each = each  # and two answers are alike only if each of their values is
    return compare


def at_least(share: float, of: str = "sounds right") -> Compare:
    """At least this share of the labels is right; says how many were, never which.

    `of` says what is counted, as in "has 43 of 48 sounds right, 44 needed".
    """

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if (unlike := _unlike(got, expected)) is not None:
            return unlike
        right, needed = int(np.sum(got == expected)), math.ceil(share * expected.size - 1e-9)
        if right >= needed:
            return None
        return Difference(f"has {right} of {expected.size} {of}, {needed} needed")

    compare.alike = _nearly_all
    return compare


def middle_at_least(share: float, of: str) -> Compare:
    """`at_least` for the middle one of several runs, so that no single lucky start decides.

    What is compared has a run in each row. More than half of them must reach the share.
    """

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if (unlike := _unlike(got, expected)) is not None:
            return unlike
        runs, each = expected.shape
        counts = np.sort(np.sum(got == expected, axis=1))
        right, needed = int(counts[runs // 2]), math.ceil(share * each - 1e-9)
        if right >= needed:
            return None
        return Difference(
            f"has {right} of {each} {of} in the middle one of {runs} runs, {needed} needed"
        )

    compare.alike = _nearly_all
    return compare


def as_it_came(got: np.ndarray, expected: np.ndarray) -> Difference | None:
    """What an answer was handed is as it was before: it has not written into it."""
    same = got.shape == expected.shape and np.array_equal(got, expected, equal_nan=True)
    return None if same else Difference("is not as it came: your answer writes into it")


as_it_came.beside = True  # what else the answer does is known by its other outputs


def at_most(limit: float, unit: str) -> Compare:
    """A number that is not above a limit, whatever the reference reaches; NaN is above it."""

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if (unlike := _unlike(got, expected)) is not None:
            return unlike
        if np.all(got <= limit):
            return None
        return Difference(f"is {show(np.max(got))} {unit}, and {show(limit)} is the limit")

    compare.alike = close(1e-2)
    return compare


def in_words(right: str) -> Compare:
    """A sentence: this one if all is well, else what is wrong, and it is said as it came."""

    def compare(got: np.ndarray, expected: np.ndarray) -> Difference | None:
        if (unlike := _unlike(got, expected)) is not None:
            return unlike
        return None if got == right else Difference(str(got))

    return compare


def _nearly_all(got: np.ndarray, expected: np.ndarray) -> Difference | None:
    """Labels of two nets that were trained in the same way: one in fifty may differ."""
    if (unlike := _unlike(got, expected)) is not None:
        return unlike
    wrong = int(np.sum(got != expected))
    return Difference(f"differs in {wrong}") if wrong > 0.02 * expected.size else None


def show(value) -> str:
    """A number or a piece of text in few characters."""
    value = value.item() if isinstance(value, np.generic | np.ndarray) else value
    text = f"{value:.6g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def factor(value: float) -> str:
    """A factor as people write it: 2, 1/3, 0.693."""
    fraction = Fraction(value).limit_denominator(12)
    near = abs(float(fraction) - value) < 1e-4 * abs(value)
    return str(fraction) if near and abs(fraction.numerator) < 100 else f"{value:.4g}"


def _unlike(got: np.ndarray, expected: np.ndarray) -> Difference | None:
    """Say what kind of thing came where shape or kind differ."""
    if (got.dtype.kind == "U") != (expected.dtype.kind == "U"):
        words = {True: "text", False: "numbers"}
        came, needed = words[got.dtype.kind == "U"], words[expected.dtype.kind == "U"]
        return Difference(f"has {came} where {needed} should be")
    if got.shape != expected.shape:
        return Difference("has the wrong shape", "", str(got.shape), str(expected.shape))
    return None
