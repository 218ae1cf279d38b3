"""What is said of a wrong output is true of it, and nothing is said where too little is known."""

import numpy as np
import pytest

from dlaudio.assessment import relations
from dlaudio.assessment.base import Case
from dlaudio.assessment.circumstances import circumstances
from dlaudio.assessment.relations import Relations


def describe(replies, expected, cases, names):
    """The sentence on each output: exact ones first, then where it is wrong."""
    relations = Relations(replies, expected, cases)
    found = relations.first(relations.exact, names)
    return found | relations.first(relations.partial, [n for n in names if n not in found])


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


def test_tiny_numbers_are_compared_by_their_own_size():
    rng = np.random.default_rng(0)
    right = [1e-20 * rng.normal(size=shape) for shape in SHAPES]
    for change, words in ((lambda y: 0 * y, "is 0 everywhere"), (np.negative, "its sign turned")):
        came, wanted = [{"y": change(y)} for y in right], [{"y": y} for y in right]
        assert words in describe(came, wanted, [Case({})] * len(right), ["y"])["y"]


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
        (lambda y: y.T, "is the transpose of the right one: it came in the shape (3, 2)"),
        (lambda y: y[:, None], "has the right numbers: it came in the shape (2, 1, 3), (2, 3) is"),
        (lambda y: y[1:], "lacks the first of the right values: it came in the shape (1, 3)"),
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


def test_nothing_is_said_of_a_sign_where_all_is_too_small_to_have_one():
    rights = [10.0 ** -np.arange(17, 20 + n) for n in range(3)]
    got = [{"y": 0 * right} for right in rights]
    words = describe(got, [{"y": right} for right in rights], [Case({})] * 3, ["y"])
    assert "sign" not in words.get("y", "")


X = np.random.default_rng(1).permutation(np.linspace(-2, 2, 20)).reshape(5, 4)
X[0], X[4] = abs(X[0]) + 0.1, -abs(X[4])
b = np.array([0.5, -1.25, 3.5, 2])


@pytest.mark.parametrize(
    ("right", "came", "words"),
    [
        # places: what stands where it is wrong, and which places these are
        (X, np.where(X > 1, -X, X), "has its sign turned round wherever it is wrong"),
        (X, np.where(X > 0, X, 7), "is 7 wherever it is wrong"),
        (X, np.where(X > 0, X, X + 2), "is too large by 2 wherever it is wrong"),
        (X, np.where(X > 0, X, 3 * X), "is 3 times the right one wherever it is wrong"),
        (X, np.where(X > 0, X, np.nan), "is not a number (NaN) wherever it is wrong"),
        (X, np.where(X > 0, X, np.sin(9 * X)), "is wrong just where the right one is below 0"),
        (X, X + np.triu(X, 1) ** 2, "is wrong just where the second index is larger"),
        (X[0], np.append(X[0, :3], 9), "is right but for its last value"),
        # arrangements
        (X, X[[2, 0, 4, 1, 3]], "has the right rows in another order"),
        (X, X[:, [1, 0, 3, 2]], "has the right values of each row in another order"),
        (X[:, 0], np.append([0, 0], X[:-2, 0]), "has the right values 2 places too late"),
        (X.T, np.roll(X.T, 1, 1), "has the right values of each row one place too late"),
        # terms
        (X + b, X, "is right when b is added to it"),
        (X, X + b, "is right when b is taken away from it"),
        (X * b, X, "is right when it is multiplied by b"),
        (X, X * b, "is the right one times b"),
        # invariants
        (abs(X) / abs(X).sum(1)[:, None], abs(X), "does not add up to 1 in each row, as the right"),
        (abs(X), np.sin(9 * X), "falls below 0, which the right one never does"),
        (X @ X.T, X @ X.T + np.triu(X @ X.T, 1) ** 2, "is wrong just where the second index is"),
        (X, X * [[5], [2], [3], [4], [7]], "is the right one with a factor of its own in each row"),
        (
            X,
            np.where(X > 1, -X, X)[:, None],
            "has one axis too many: it came in the shape (5, 1, 4)",
        ),
        # shapes
        (X, X[:, 0], "is each row's first value: it came in the shape (5,), (5, 4) is needed"),
        (X, X[-1], "is the last of the right values alone: it came in the shape (4,)"),
        (X, np.sin(X[1]), "has one axis too few: it came in the shape (4,), (5, 4) is needed"),
        (X, np.ones((7, 4)), "has two rows too many in every question"),
        # outlines come last
        (X, np.vstack([X[:1], np.sin(9 * X[1:])]), "is wrong just where the first index is above"),
    ],
)
def test_what_is_told_holds_of_what_came(right, came, words):
    right, came = np.asarray(right, float), np.asarray(came, float)
    told = describe([{"y": came}], [{"y": right}], [Case({"b": b})], ["y"])
    assert told.get("y", "").startswith(f"What came {words}"), told


def test_an_axis_that_follows_another_input_is_told():
    sizes = [(4, 2), (3, 5)]
    cases = [Case({"x": np.zeros(n), "k": np.zeros(m)}) for n, m in sizes]
    wanted, got = [{"y": np.arange(n)} for n, _ in sizes], [{"y": np.ones(m)} for _, m in sizes]
    assert describe(got, wanted, cases, ["y"])["y"] == (
        "What came has as many values as the length of k, and the length of x is needed: "
        "it came in the shape (2,), (4,) is needed"
    )


@pytest.mark.parametrize(
    ("k", "ok", "words"),
    [
        ([1, 2, 3, 4], [1, 1, 0, 0], "is right where k is at most 2, and wrong where it is 3 or"),
        ([1, 2, 3, 4], [0, 0, 1, 1], "is right where k is at least 3, and wrong where it is 2 or"),
        ([2.5, 2.5, 3, 4, 5], [1, 1, 0, 0, 0], ""),  # two questions with one number: chance
        ([1, 2, 1, 4], [1, 0, 1, 0], "is right where k is 1, and wrong where it is not"),
        ([1, 2, 1, 4], [0, 1, 0, 1], "is wrong where k is 1, and right where it is not"),
        ([1, 2, 1, 4], [1, 0, 0, 1], ""),
        ([1, 2, 3, 4], [1, 0, 0, 0], "is right where k is 1, and wrong where it is not"),
        ([1.5, 2, 3, 3], [1, 0, 1, 0], ""),
        (["same", "full", "same"], [1, 0, 1], "is right where k is 'same', and wrong where it"),
        # what one question happens to have is no choice: a measured number, a program
        ([1.39982, 0.7, 0.31], [0, 1, 1], ""),
        (["y = a\nfor _ in range(3):\n    y = y + a", "y = a * b", "y = a"], [0, 1, 1], ""),
    ],
)
def test_which_questions_are_right_is_told(k, ok, words):
    told = next(circumstances(ok, [Case({"k": value}) for value in k]), "")
    assert told.startswith(words) and bool(told) == bool(words)


@pytest.mark.parametrize(
    ("shapes", "more", "words"),
    [
        # the channels, and nothing else; they are the first axis of both
        ([(3, 5, 4), (1, 6, 5), (2, 7, 6)], {}, "is right where the size of axis 0 of x is 1"),
        # the channels too; but what is asked about is the dilation
        ([(3, 5, 4), (1, 6, 5), (2, 7, 6)], {"d": [2, 1, 4]}, "is right where d is 1"),
        # two sizes, or two arguments: nobody knows
        ([(3, 5, 4), (1, 1, 5), (2, 7, 6)], {}, ""),
        ([(3, 5, 4), (1, 6, 5), (2, 7, 6)], {"d": [2, 1, 4], "k": [3, 2, 5]}, ""),
    ],
)
def test_where_two_things_separate_the_questions_none_is_picked(shapes, more, words):
    cases = [
        Case(
            {"x": np.zeros(shape), "w": np.zeros((*shape, 2))}
            | {name: values[i] for name, values in more.items()}
        )
        for i, shape in enumerate(shapes)
    ]
    told = next(circumstances([0, 1, 0], cases), "")
    assert told.startswith(words) and bool(told) == bool(words)


@pytest.mark.parametrize(
    ("sizes", "ok", "words"),
    [
        ([1, 5, 6, 7], [1, 1, 0, 0], ""),  # two sizes on a side are chance
        ([5, 6, 7, 8, 8], [1, 1, 0, 0, 0], ""),
        ([1, 3, 5, 6, 7], [1, 1, 1, 0, 0], ""),
        ([4, 5, 6, 7, 8, 9], [0, 0, 0, 0, 1, 1], "is right where the length of x is at least 8,"),
        ([3, 5, 6, 7, 8, 9], [1, 1, 1, 0, 0, 0], "is right where the length of x is at most 6,"),
    ],
)
def test_a_bound_between_sizes_needs_six_of_them(sizes, ok, words):
    cases = [Case({"x": np.arange(1.0, n + 1)}) for n in sizes]
    told = next(circumstances(ok, cases), "")
    assert told.startswith(words) and bool(told) == bool(words)


def test_an_edge_case_among_the_inputs_is_told():
    inputs = [[1, 2.5, 3], [0, 1, 2], [3, 0, 1], [4, 2.5, 1]]
    cases = [Case({"x": np.array(x, float)}) for x in inputs]
    assert next(circumstances([1, 0, 0, 1], cases)) == "is wrong just where x has a 0 in it"


def test_a_relation_that_breaks_costs_nothing(monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError

    for kind in ("resemblances", "patterns", "outlines"):
        monkeypatch.setattr(relations, kind, breaks)
    assert describe([{"y": -X}], [{"y": X}], [Case({})], ["y"]) == {}
