"""What is said of a wrong output is true of it, and nothing is said where too little is known."""

import numpy as np
import pytest

from dlaudio.assessment.base import Case
from dlaudio.assessment.relations import describe

SHAPES = [(4, 3), (2, 3), (5, 3)]


def said(change, *, shapes=SHAPES, inputs=None):
    """What is said of an output y that `change` makes of the right one."""
    rng = np.random.default_rng(0)
    right = [rng.normal(size=shape) for shape in shapes]
    cases = [Case({"X": np.zeros(array.shape), **(inputs or {})}) for array in right]
    wanted = [{"y": array} for array in right]
    return describe(
        [{"y": np.asarray(change(array))} for array in right], wanted, cases, ["y"]
    ).get("y", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (np.negative, "is the right one with its sign turned round"),
        (lambda y: 2 * y, "is 2 times the right one"),
        (lambda y: y / 3, "is 1/3 times the right one"),
        (lambda y: y * len(y), "is the right one times the number of rows of X"),
        (lambda y: y / len(y), "is the right one divided by the number of rows of X"),
        (lambda y: y * y.sum(), "is the right one times a factor that changes from question to"),
        (lambda y: y + 0.5, "is larger by 1/2 everywhere"),
        (np.abs, "is the absolute value of the right one"),
        (np.trunc, "is the right one cut to whole numbers"),
        (np.square, "is the square of the right one"),
        (np.exp, "is the exponential of the right one"),
        (lambda y: 0 * y, "is 0 everywhere"),
        (lambda y: y.T, "is the transpose of the right one: it came in the shape (3, 4)"),
        (lambda y: y[:, None], "has the right numbers: it came in the shape (4, 1, 3), (4, 3) is"),
        (lambda y: y[1:], "lacks the first of the right values: it came in the shape (3, 3)"),
        (lambda y: y[:-1], "lacks the last of the right values"),
        (lambda y: np.vstack([y, y[:1]]), "has one value too many, at the end"),
        (lambda y: np.vstack([y[:1], y]), "has one value too many, in front"),
        (lambda y: y.sum(), "is the sum of the right values"),
        (lambda y: y[::-1], "has the right values in reverse order"),
        (lambda y: np.cumsum(y, axis=0), "is the running sum of the right one"),
        (lambda y: np.maximum(y, 0), "is 0 wherever the right one is negative"),
        (lambda y: y * [[1, 1, 2]], "is right but for its last column"),
        (lambda y: y * 1.01 + 1e-3 * y**2, "is nearly right: it is off by less than 3 %"),
        (lambda y: np.full(y.shape, 0.25), "is 0.25 in every question, whatever comes in"),
        (lambda y: y + np.exp(y), "is too large wherever it is wrong"),
        (np.sin, ""),
    ],
)
def test_a_relation_is_told(change, words):
    assert said(change).startswith(f"What came {words}" if words else "") and bool(words) == bool(
        said(change)
    )


def test_a_row_that_is_not_summed_yet_is_told():
    right = [np.array([1.5, 2.25, 3.125]), np.array([0.5, 7.25])]
    got = [np.array([y * 0.25, y * 0.75]) for y in right]
    cases = [Case({"n": 1}), Case({"n": 2})]
    found = describe([{"y": y} for y in got], [{"y": y} for y in right], cases, ["y"])
    assert found["y"].startswith("What came is not summed over its rows yet")


def test_where_some_questions_are_right_it_is_told_which():
    words = said(lambda y: y if len(y) == 1 else np.sin(y), shapes=[(1, 3), (4, 3), (1, 3), (2, 3)])
    assert (
        words == "What came is right where the number of rows of X is 1, and wrong where it is more"
    )


@pytest.mark.parametrize("right", [np.array([0, 1]), np.array([True, False]), np.array(["a"])])
def test_few_flags_and_text_tell_nothing(right):
    got = [{"y": np.append(right[1:], right[1:])[: len(right)] if len(right) > 1 else right}]
    assert describe(got, [{"y": right}], [Case({})], ["y"]) == {}
