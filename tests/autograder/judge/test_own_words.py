"""What an answer says of the questions it has seen does not come onto a page."""

import time

import numpy as np
import pytest
from handed_in import IMPORTS, SEED, data, grade, said, wrong
from nbformat.v4 import new_code_cell

from autograder.judge import grading, sandbox
from autograder.judge.own_words import MESSAGES, UNKNOWN, OwnWords
from dlaudio import exercises
from dlaudio.assessment.probe import Failure

OWN = OwnWords(["import numpy as np\ndef f(X, w):\n    return foo(X)  # 'mine'\n"])
LINE = "in your line `return foo(X)  # 'mine'`"


def told(message: str, kind: str = "ValueError", where: str = LINE, *, heard: bool = True) -> str:
    return str(OWN.failure(Failure(kind, message, where, heard=heard), ["numpy.convolve"]))


@pytest.mark.parametrize(
    "message",
    [
        "name 'foo' is not defined",
        "operands could not be broadcast together with shapes (3,4) (5,) ",
        "f() missing 1 required positional argument: 'w'",
        "'NoneType' object is not subscriptable",
        "index 5 is out of bounds for axis 0 with size 5",
        "shapes (3,4) and (5,) not aligned: 4 (dim 1) != 5 (dim 0)",
        "numpy.convolve is forbidden in this exercise: write what it does yourself",
        "numpy.convolve is forbidden in this exercise: learn from `material`",
        "maximum recursion depth exceeded while calling a Python object",
        "the Python process ended (crash, exit or out of memory)",
        "cannot reshape array of size 6 into shape (4,)",
        "a new shape needs as many values as there are, 6, got (4,)",
        "name 'foo' is not defined: it needs a line above that makes it, and none came",
    ],
)
def test_what_everybody_can_read_is_shown_with_ones_own_line(message):
    assert told(message) == f"ValueError: {message} ({LINE})"


@pytest.mark.parametrize(
    "message",
    [
        "[[0.25, -1.5]]",
        "name 'x0_25' is not defined",
        "name 'foo' is not defined x0_25",
        "name 'x0_25' is not defined: it needs a line above that makes it, and none came",
        "operands could not be broadcast together with shapes (1,2,3,4,5,6,7,8) (1,)",
        "index 12345678901 is out of bounds for axis 0 with size 5",
        "module 'numpy' has no attribute 'x0_25'",
        "x0_25.y is forbidden in this exercise: write what it does yourself",
        "needs x0_25, got 1",
        "took longer than 1 s\n0.25",
    ],
)
def test_what_an_answer_says_in_other_words_is_not(message):
    assert told(message) == f"ValueError ({LINE})"


def test_kinds_and_lines_are_ones_own_or_everybodys():
    assert told("", "x0_25") == f"Error ({LINE})"
    assert told("", "foo", "in your line `x = 0.25`") == "foo"


@pytest.mark.parametrize(
    ("cause", "may"),
    [
        ("in `foo(X)`, `X` has the shape (3, 4)", True),
        ("in `foo(X)`, `X` is a ndarray; `w` comes from `return foo(X)`", True),
        ("`f` has the inputs `X, w`, and `foo(X)` gives it 2", True),
        ("in `foo(0.25)`, `X` has the shape (3, 4)", False),
        ("in `foo(X)`, `X` is a x0_25", False),
        ("in `foo(X)`, `X` is a 0.25", False),
        ("in `foo(X)`, `X` has the shape (1, 2, 3, 4, 5, 6, 7)", False),
        ("the question was 0.25", False),
    ],
)
def test_a_cause_is_shown_with_ones_own_code_alone(cause, may):
    found = OWN.failure(Failure("ValueError", "", LINE, cause, heard=True))
    assert found.cause == (cause if may else "")


def test_what_the_graders_questions_say_is_shown_but_not_the_text_in_it():
    for message in ("needs W (4, 5) and b (5,), got (4, 4) and (5,)", "needs a list of pairs"):
        assert told(message, heard=False) == f"ValueError: {message} ({LINE})"
    asked = "needs one letter, such as 'b', got "
    assert told(f"{asked}'mine'", heard=False) == f"ValueError: {asked}'mine' ({LINE})"
    assert told(f"{asked}'0.25'", heard=False) == f"ValueError ({LINE})"
    assert told("invalid literal for int() with base 10: '0.25'", heard=False).startswith("Value")


def test_text_that_was_returned_is_ones_own_or_the_right_one():
    reply = {"name": np.array(["0.25", "mine", "right"]), "size": np.zeros(3)}
    shown = OWN.reply(reply, [np.array(["right"])], [])
    assert shown["name"].tolist() == [UNKNOWN, "mine", "right"]
    assert shown["size"] is reply["size"]


@pytest.mark.parametrize("heard", [True, False])
def test_no_message_takes_long_to_look_at(heard):
    parts = ["(1,1,", "1", "'", "needs ", ", got ", "X.", "shapes ", "()", "\\", " and '"]
    starts = ["", "operands could not be broadcast together with shapes ", "needs a, got ", "f() "]
    start = time.process_time()
    for part in parts:
        for first in starts:
            told((first + part * 400)[:400], heard=heard)
    assert time.process_time() - start < 1
    assert "(?:S ?)++" in MESSAGES


TELLS = """
def signed_distance(*given):
    global seen
    seen = repr([np.asarray(one).tolist() for one in given])
    raise type(seen[:80], (Exception,), {})(seen)
"""
RETURNS = """
def perceptron(*given):
    return [repr([np.asarray(one).tolist() for one in given])]
"""
LATER = "def gates(*given): pass\nraise ValueError(seen)"


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_no_question_is_told_by_the_answer_that_was_asked_or_by_a_later_cell():
    notebook = wrong(signed_distance=TELLS, perceptron=RETURNS, gates=LATER)
    notebook.cells.append(new_code_cell("raise KeyError(seen)"))
    parent = sandbox.WarmParent([IMPORTS])
    result = grade(data(notebook), parent)
    parent.close()
    assert result.points == 0
    cases, _ = grading.questions(exercises.find("signed_distance"), SEED)
    arrays = [np.ravel(one) for case in cases for one in case.inputs.values()]
    numbers = [repr(float(one)) for array in arrays for one in array]
    telling = [number for number in numbers if len(number) > 6]
    assert telling and not any(number in said(result) for number in telling)
    assert "Error (in your line `raise type(seen[:80], (Exception,), {})(seen)`)" in said(result)
    assert any(number in str(result.outputs) for number in telling), "a person can see them"
