"""A comparison says yes to every way of writing the right numbers, and no to everything else."""

import numpy as np
import pytest

from dlaudio.assessment.compare import (
    Difference,
    at_least,
    at_most,
    close,
    middle_at_least,
    show,
)
from dlaudio.assessment.probe import as_array

compare = close()
RIGHT = np.array([[1.5, -2.0, 3.25], [0.125, 40.0, -7.0]])


def difference(got, expected) -> Difference | None:
    """Compare as the grader does: what an answer gave becomes a plain array first."""
    return compare(as_array(got), np.asarray(expected))


@pytest.mark.parametrize(
    "got",
    [
        RIGHT,
        RIGHT.tolist(),
        tuple(map(tuple, RIGHT)),
        RIGHT.astype(np.float32),
        RIGHT.astype(">f8"),
        np.asfortranarray(RIGHT),
        RIGHT.astype(complex),
        np.ma.array(RIGHT),
        RIGHT + 1e-6,
    ],
)
def test_yes_to_the_same_numbers_in_another_dress(got):
    assert difference(got, RIGHT) is None


@pytest.mark.parametrize(
    "got, expected",
    [
        ([1, 2, 3], [1.0, 2.0, 3.0]),
        ([1.0, 2.0, 3.0], [1, 2, 3]),
        ([True, False], [1, 0]),
        ([1, 0], [True, False]),
        (np.float32(0.1), 0.1),
        (7, np.float64(7)),
        ("b", "b"),
        (np.array(["a", "bc"]), np.array(["a", "bc"], dtype="U9")),
        ([np.inf, -np.inf, 1.0], [np.inf, -np.inf, 1.0]),
        ([np.nan, 1.0], [np.nan, 1.0]),
        ([1 + 2j, -1j], [1 + 2j, -1j]),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ([], np.zeros(0, dtype=int)),
        (np.zeros(4), np.zeros(4, dtype=np.float32)),
    ],
)
def test_yes_to_equal_values(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    "got, expected, words",
    [
        (RIGHT * 1.001, RIGHT, "differ"),
        (RIGHT * 0.999, RIGHT, "differ"),
        (RIGHT.T, RIGHT, "wrong shape: got (3, 2), expected (2, 3)"),
        (RIGHT[:, ::-1], RIGHT, "differ"),
        (np.where(RIGHT == 40, np.nan, RIGHT), RIGHT, "NaN (not a number) at [1, 1]: got nan"),
        (np.full((2, 3), np.nan), np.zeros((2, 3), dtype=int), "NaN"),
        (np.ones((3, 1)), np.ones(3), "wrong shape: got (3, 1), expected (3,)"),
        (1.0, [1.0], "wrong shape: got (), expected (1,)"),
        ([], np.zeros((0, 3)), "wrong shape: got (0,), expected (0, 3)"),
        (["1", "2"], [1.0, 2.0], "has text where numbers should be"),
        ([1.0, 2.0], ["1", "2"], "has numbers where text should be"),
        ("a", "b", "differs: got 'a', expected 'b'"),
        ([np.inf, 1.0], [1.0, 1.0], "differs in 1 of 2 values, the first at [0]: got inf"),
        ([np.inf], [-np.inf], "got inf, expected -inf"),
        ([1.0], [np.inf], "got 1, expected inf"),
        ([1.0], [np.nan], "got 1, expected nan"),
        ([1 + 1j], [1.0], "got (1+1j), expected 1"),
        ([1.0], [1 + 1j], "got 1, expected (1+1j)"),
        ([1e-6, 0.0], [0.0, 0.0], "got 1e-06, expected 0"),
        ([1, 2, 4], [1, 2, 3], "differs in 1 of 3 values, the first at [2]: got 4, expected 3"),
        ([2.00001], [2], "got 2.00001, expected 2"),
        ([-1], np.array([255], dtype=np.uint8), "got -1, expected 255"),
        ([0, 1], [False, False], "got 1, expected False"),
        (2.5, 3.5, "differs: got 2.5, expected 3.5"),
    ],
)
def test_no_and_why(got, expected, words):
    assert words in str(difference(got, expected))


def test_a_tenth_of_a_percent_is_seen_at_every_size_and_in_single_precision():
    rng = np.random.default_rng(1)
    for exponent in range(-4, 30, 3):
        right = rng.normal(size=(4, 5)) * 10.0**exponent
        assert difference(right.astype(np.float32), right) is None
        assert difference((right * 1.001).astype(np.float32), right) is not None


def test_any_one_value_that_is_off_is_found_and_placed():
    rng = np.random.default_rng(2)
    for _ in range(50):
        right = rng.uniform(1, 2, size=rng.integers(1, 5, size=rng.integers(1, 4)))
        place = tuple(int(rng.integers(n)) for n in right.shape)
        wrong = right.copy()
        wrong[place] *= 1.001
        found = difference(wrong, right)
        assert found.where == str(list(place))
        assert f"{wrong[place]:.6g}" == found.got and f"{right[place]:.6g}" == found.expected


@pytest.mark.parametrize(
    "value",
    [
        [object(), object()],
        np.array([1.0, None]),
        {"a": 1},
        {1.0, 2.0},
        (n for n in range(3)),
        lambda: 3,
        10**400,
        b"bytes",
        np.array(["2020-01-01"], dtype="M8[D]"),
        np.zeros(2, dtype=[("x", float)]),
        [[1.0, 2.0], [3.0]],
        None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_array_of_numbers_or_text(value):
    with pytest.raises(TypeError, match="needs numbers|needs an array|got None"):
        as_array(value)


class Agrees:
    """Equals everything, is close to everything, and computes as anything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __sub__(self, other):
        return 0.0

    __rsub__ = __radd__ = __mul__ = __abs__ = lambda self, *others: self
    __hash__ = None
    dtype, shape, size = np.dtype(float), (2,), 2

    def __array_ufunc__(self, *arguments, **options):
        return np.zeros(2, dtype=bool)

    def __array_function__(self, *arguments, **options):
        return self


class AgreesAsArray(np.ndarray):
    """An ndarray whose comparisons, subtractions and attributes all say that it is right."""

    def __eq__(self, other):
        return np.ones(self.shape, dtype=bool)

    def __ne__(self, other):
        return np.zeros(self.shape, dtype=bool)

    def __array_ufunc__(self, *arguments, **options):
        return np.zeros(self.shape, dtype=bool)

    def any(self, *arguments, **options):
        return False


def test_an_object_that_equals_everything_is_no_array():
    for value in (Agrees(), [Agrees(), Agrees()]):
        with pytest.raises(TypeError, match="needs numbers"):
            as_array(value)


def test_of_an_array_that_equals_everything_the_numbers_count():
    got = as_array(np.array([8.0, 9.0]).view(AgreesAsArray))
    assert type(got) is np.ndarray
    assert "differs in 2 of 2 values" in str(compare(got, np.array([1.0, 2.0])))
    assert compare(as_array(np.array([1.0, 2.0]).view(AgreesAsArray)), np.array([1, 2])) is None


def test_of_what_becomes_an_array_the_array_counts():
    class Becomes(Agrees):
        def __array__(self, dtype=None, copy=None):
            return np.array([8.0, 9.0])

    class BecomesObjects(Agrees):
        def __array__(self, dtype=None, copy=None):
            return np.array([Agrees(), Agrees()])

    class Number(float):
        __eq__, __ne__, __hash__ = Agrees.__eq__, Agrees.__ne__, None

    class Text(str):
        __eq__, __ne__, __hash__ = Agrees.__eq__, Agrees.__ne__, None

    assert difference(Becomes(), [1.0, 2.0]) is not None
    assert difference([Number(8)], [1.0]) is not None
    assert difference(Text("a"), "b") is not None
    with pytest.raises(TypeError, match="needs numbers"):
        as_array(BecomesObjects())


def test_the_array_is_a_copy():
    shared = np.zeros(3)
    got = as_array(shared)
    shared[:] = 1
    assert not got.any() and got.flags.owndata


def test_a_share_of_the_labels():
    labels = np.array([0, 1, 0, 1])
    enough = at_least(0.75, "words right")
    assert enough(labels, labels) is None
    assert enough(np.array([0, 1, 0, 0]), labels) is None
    assert enough(labels.astype(float), labels) is None
    assert str(enough(np.array([0, 0, 0, 0]), labels)) == "has 2 of 4 words right, 3 needed"
    assert "wrong shape" in str(enough(labels[:, None], labels))
    assert "text" in str(enough(labels.astype(str), labels))
    # which ones were right is never told
    found = enough(1 - labels, labels)
    assert (found.where, found.got, found.expected) == ("", "", "")


def test_a_share_just_missed_is_told_in_counts():
    labels = np.zeros(48, dtype=int)
    got = labels.copy()
    got[:5] = 1
    told = at_least(0.9, "hits right")(got, labels)
    assert str(told) == "has 43 of 48 hits right, 44 needed"
    assert at_least(0.55)(np.repeat([0, 1], [55, 45]), np.zeros(100, dtype=int)) is None


def test_of_several_runs_the_middle_one_counts():
    labels = np.tile([0, 1, 0, 1], (3, 1))
    enough = middle_at_least(0.75, "words right")
    got = labels.copy()
    got[0] = 1 - got[0]
    assert enough(got, labels) is None  # one start may be unlucky
    got[2, :2] = 1 - got[2, :2]
    said = "has 2 of 4 words right in the middle one of 3 runs, 3 needed"
    assert str(enough(got, labels)) == said  # and one that is lucky is not enough
    assert "wrong shape" in str(enough(got[0], labels))


def test_the_place_of_a_nan_is_shown_and_not_the_first_difference():
    told = str(difference([1.0, 2.5, np.nan, 4.0], [1.0, 2.0, 3.0, 4.0]))
    assert told == "contains NaN (not a number) at [2]: got nan, expected 3"
    told = str(difference([np.nan, 2.5], [np.nan, 2.0]))  # the expected NaN is not complained of
    assert told == "differs in 1 of 2 values, the first at [1]: got 2.5, expected 2"


def test_beside_a_given_size_small_values_count_as_zero():
    small = close(size=1.0)
    assert small(np.array([9e-5, 0.0]), np.array([0.0, 1e-9])) is None
    told = small(np.array([0.0, 0.1391]), np.zeros(2))
    assert str(told) == "differs in 1 of 2 values, the first at [1]: got 0.1391, expected 0"


def test_each_value_by_itself_sees_a_tail_that_is_lost():
    tail, each = np.exp([-60.0, -40.0, 0.0, np.inf]), close(4e-3, each=True)
    assert each(tail.astype(np.float32), tail) is None
    lost = np.where(tail < 1e-20, 0, tail)
    assert str(each(lost, tail)).endswith("at [0]: got 0, expected 8.75651e-27")
    assert each(tail * 1.01, tail) is not None


def test_values_are_shown_short():
    assert show(np.float64(1 / 3)) == "0.333333"
    assert show(np.int64(3)) == "3"
    assert show(np.array("abc")) == "'abc'"
    assert len(show("x" * 10**6)) <= 60
    assert len(str(difference("x" * 10**6, "a"))) < 200


def test_at_most_has_a_limit_and_no_opinion_below_it():
    low = at_most(0.22, "nats")
    assert low(np.array(0.22), np.array(0.1)) is None and low(np.array(0.0), np.array(0.1)) is None
    assert str(low(np.array(0.31), np.array(0.1))) == "is 0.31 nats, and 0.22 is the limit"
    assert low(np.array(np.nan), np.array(0.1)) is not None
    assert low(np.array([0.1, 0.1]), np.array(0.1)) is not None
