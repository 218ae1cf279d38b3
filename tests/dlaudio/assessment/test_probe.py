"""Whatever an answer does, its questions bring arrays or a Failure, and nothing is printed."""

import logging
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from dlaudio.assessment import probe
from dlaudio.assessment.probe import Failure, ask, call_and_look, failure
from dlaudio.datasets import DataError
from dlaudio.exercises import Case, exercise


@exercise(points=2, cases=lambda rng: [{"x": np.arange(3.0)}])
def both(answer, x):
    return {"once": lambda: answer(x)[0], "twice": lambda: answer(x)[1]}


@exercise(points=1, cases=lambda rng: [{"x": np.arange(3.0)}])
def single(answer, x):
    return {"y": answer(x)}


def reply(answer, item=single):
    """What comes back for the one case of an exercise."""
    (found,) = ask(item, answer, item.cases(np.random.default_rng(1)))
    return found


def raises(error):
    def answer(x):
        raise error

    return answer


def test_an_answer_that_replies():
    found = reply(lambda x: 2 * x)
    assert list(found) == ["y"]
    np.testing.assert_array_equal(found["y"], [0, 2, 4])


@pytest.mark.parametrize(
    "error, kind, text",
    [
        (ValueError("needs 3, got 4"), "ValueError", "ValueError: needs 3, got 4"),
        (KeyError("AND"), "KeyError", "KeyError: 'AND'"),
        (AssertionError(), "AssertionError", "AssertionError"),
        (NotImplementedError("your code here"), "NotImplementedError", "not answered yet"),
        (
            DataError("voices: voices.npz is missing; install dlaudio again"),
            "DataError",
            "cannot be judged here, because recordings are missing. "
            "voices: voices.npz is missing; install dlaudio again",
        ),
        (SystemExit(3), "SystemExit", "SystemExit: 3"),
        (RecursionError("too deep"), "RecursionError", "RecursionError: too deep"),
        (MemoryError(), "MemoryError", "MemoryError"),
        (ValueError("first\nsecond"), "ValueError", "ValueError: first"),
    ],
)
def test_an_answer_that_raises(error, kind, text):
    found = reply(raises(error))
    assert isinstance(found, Failure)
    assert found.kind == kind
    assert str(found) == text


def test_an_answer_that_never_stops_calling_itself():
    def answer(x):
        return answer(x)

    assert reply(answer).kind == "RecursionError"


@pytest.mark.parametrize("leave", [sys.exit, lambda: exit(), lambda: quit(1)])
def test_an_answer_that_exits(leave):
    assert reply(lambda x: leave()).kind == "SystemExit"


def test_the_user_can_still_interrupt():
    with pytest.raises(KeyboardInterrupt):
        reply(raises(KeyboardInterrupt()))


def test_an_error_whose_message_cannot_be_had():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError("no message")

    assert str(reply(raises(Mute()))) == "Mute"
    assert len(failure(ValueError("x" * 10**6)).message) == 300


@pytest.mark.parametrize(
    "value, words",
    [
        (None, "got None; is a `return` missing?"),
        ((n for n in range(3)), "needs numbers, got generator"),
        ({"y": 1}, "needs numbers, got dict"),
        ([[1], [1, 2]], "got a list of uneven rows"),
        (object(), "needs numbers, got object"),
        ([None, 1.0], "needs numbers, got list"),
    ],
)
def test_an_answer_that_gives_no_array(value, words):
    got = reply(lambda x: value)
    assert words in str(got if value is None else got["y"])


def test_errors_of_the_checker_are_told_as_what_the_answer_returned(monkeypatch):
    monkeypatch.setattr(probe, "PACKAGE", Path(__file__).parents[1])  # this file has the probe

    @exercise(points=1, cases=lambda rng: [{"x": np.ones(3)}])
    def number(answer, x):
        return {"y": float(answer(x)), "first": answer(x)[0]}

    def told(answer):
        return str(ask(number, answer, number.cases(np.random.default_rng(1)))[0])

    assert told(lambda x: x) == "TypeError: one number is needed where an array came"
    assert told(lambda x: print(x)) == "TypeError: got None; is a `return` missing?"


@pytest.mark.parametrize(
    "answer, words",
    [
        ({"a": 1}, "needs an entry 'b'"),
        ([1, 2], "needs a dictionary, got a list"),
        ({"b": (np.ones(2), 3)}, "needs one array, got several things of different shapes"),
    ],
)
def test_what_is_missing_in_what_was_handed_in_is_told_in_words(monkeypatch, answer, words):
    monkeypatch.setattr(probe, "PACKAGE", Path(__file__).parents[1])  # this file has the probe

    @exercise(points=1, cases=lambda rng: [{}])
    def entry(answer):
        return {"y": np.asarray(answer["b"], dtype=float)}

    assert words in str(ask(entry, answer, entry.cases(None))[0])


@pytest.mark.parametrize("value", [np.ones(2), 1.5])
def test_a_caret_is_told_to_be_no_power(value):
    assert "`^` is no power in Python" in str(reply(lambda x: value ^ 2))


def test_a_matrix_product_that_does_not_fit_is_told_in_words():
    words = "`@` needs as many columns on its left as rows on its right, got 3 and 2"
    assert words in str(reply(lambda x: np.ones((1, 3)) @ np.ones((2, 2))))


def test_a_value_that_breaks_when_it_is_looked_at():
    class Breaks:
        def __array__(self, dtype=None, copy=None):
            sys.exit(1)

    assert reply(lambda x: Breaks())["y"].kind == "SystemExit"


@pytest.mark.parametrize("value", ["x" * 10**6, np.zeros(10**6), 1, "", [], True, 1j])
def test_large_and_small_answers_come_through(value):
    found = reply(lambda x: value)["y"]
    assert type(found) is np.ndarray
    assert found.tolist() == np.asarray(value).tolist()


def test_an_error_in_one_output_costs_that_output_alone():
    found = reply(lambda x: (x,), both)
    np.testing.assert_array_equal(found["once"], [0, 1, 2])
    assert found["twice"].kind == "IndexError"


def test_each_case_has_its_own_reply():
    def answer(x):
        return 1 / len(x)

    found = ask(single, answer, [Case({"x": np.zeros(0)}), Case({"x": np.zeros(2)})])
    assert found[0].kind == "ZeroDivisionError"
    assert found[1]["y"] == 0.5


@pytest.mark.parametrize("answer", [None, 3, "text", object(), {}])
def test_an_answer_that_is_no_function(answer):
    assert reply(answer).kind == "TypeError"


def test_an_answer_may_write_into_what_it_is_given():
    shared = np.arange(3.0)
    cases = [Case({"x": shared, "again": shared, "rows": [shared]})] * 2

    @exercise(points=1, cases=lambda rng: cases)
    def writes(answer, x, again, rows):
        return {"x": answer(x), "again": again, "rows": rows[0]}

    def answer(x):
        x *= -1
        return x

    for found in ask(writes, answer, cases):
        np.testing.assert_array_equal(found["x"], [0, -1, -2])
        np.testing.assert_array_equal(found["again"], [0, 1, 2])
        np.testing.assert_array_equal(found["rows"], [0, 1, 2])
    np.testing.assert_array_equal(shared, [0, 1, 2])


def test_where_the_inputs_are_looked_at_who_writes_into_them_is_seen():
    case = Case({"x": np.arange(3.0)})

    @exercise(points=1, cases=lambda rng: [case])
    def leaves(answer, x):
        value, (given,) = call_and_look(answer, x)
        return {"y": value, "x": given}

    def writes(x):
        x *= 2
        return x

    for answer, given in ((lambda x: 2 * x, [0, 1, 2]), (writes, [0, 2, 4])):
        (found,) = ask(leaves, answer, [case])
        np.testing.assert_array_equal(found["y"], [0, 2, 4])
        np.testing.assert_array_equal(found["x"], given)
    np.testing.assert_array_equal(case.inputs["x"], [0, 1, 2])


def test_a_reply_is_not_changed_by_later_calls():
    scratch = np.zeros(3)

    def answer(x):
        scratch[:] += x
        return scratch

    first, second = ask(single, answer, [Case({"x": np.ones(3)})] * 2)
    np.testing.assert_array_equal(first["y"], np.ones(3))
    np.testing.assert_array_equal(second["y"], np.full(3, 2))


def test_nothing_is_printed_or_warned(capfd):
    def answer(x):
        print("on stdout")
        print("on stderr", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        logging.getLogger("made up").error("logged")
        return 1 / x + np.log(-x)

    found = reply(answer)["y"]
    assert np.isnan(found).any()
    assert capfd.readouterr() == ("", "")


def test_settings_are_as_before_afterwards():
    def answer(x):
        warnings.simplefilter("error")
        np.seterr(all="raise")
        return x

    before = (np.geterr(), list(warnings.filters), sys.stdout, sys.stderr)
    reply(answer)
    reply(raises(SystemExit()))
    assert (np.geterr(), list(warnings.filters), sys.stdout, sys.stderr) == before


def test_the_truth_never_reaches_the_answer():
    seen = []

    @exercise(points=1, cases=lambda rng: [Case({"x": 1}, {"y": np.array(42)})])
    def curious(answer, **inputs):
        seen.append(inputs)
        return {"y": answer(**inputs)}

    assert reply(lambda x: x, curious)["y"] == 1
    assert seen == [{"x": 1}]
