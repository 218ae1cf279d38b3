"""A slip is paid once: an answer that calls a wrong one counts with the right one in its place."""

import pytest
from handed_in import IMPORTS, POINTS, grade, right, said, shown, wrong
from nbformat.v4 import new_code_cell

from autograder.judge import sandbox
from dlaudio import exercises

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
SLIP = "def perceptron(X, w):\n    return np.where(w[0] + X @ w[1:] > 0, 1, 0)"
CALLS = """
def pocket(w, X, y, n_epochs):
    best, fewest = w, len(y) + 1
    for _ in range(n_epochs):
        w, _ = perceptron_epoch(w, X, y)
        mistakes = (perceptron(X, w) != y).sum()
        if mistakes < fewest:
            best, fewest = w, mistakes
    return best
"""


@pytest.fixture(scope="module")
def parent():
    found = sandbox.WarmParent([IMPORTS])
    yield found
    found.close()


def test_a_slip_is_paid_once_and_named(parent):
    result = grade(right(perceptron=SLIP, pocket=CALLS), parent)
    short = {name for name in POINTS if result.exercises[name].points < POINTS[name]}
    assert short == {"perceptron"}
    report = " ".join(result.exercises["pocket"].report)
    assert "Counted with the right perceptron in the place of yours" in report
    assert "mend" not in " ".join(result.exercises["perceptron"].report)


def test_two_slips_are_named_both(parent):
    stub = "def perceptron_epoch(w, X, y):\n    raise NotImplementedError"
    result = grade(right(perceptron=SLIP, perceptron_epoch=stub, pocket=CALLS), parent)
    assert result.exercises["pocket"].points == POINTS["pocket"]
    assert "mend perceptron and perceptron_epoch first" in said(result)


def test_nothing_is_lent_where_nothing_is_wrong(parent):
    assert "mend" not in said(grade(right(), parent))


def test_who_writes_into_what_it_is_handed_is_seen_in_another_process(parent):
    in_place = """
def perceptron_epoch(w, X, y):
    mistakes = 0
    for x, label in zip(X, y):
        if (w[0] + x @ w[1:] > 0) != (label > 0):
            w += label * np.append(1, x)
            mistakes += 1
    return w, mistakes
"""
    result = grade(right(perceptron_epoch=in_place), parent)
    assert result.exercises["perceptron_epoch"].points == 1.33
    assert "w_of_the_caller is not as it came: your answer writes into it." in said(result)


HOARD = """
import builtins
def pocket(*given):
    builtins.lent = perceptron
    try:
        builtins.seen = perceptron(np.ones((2, 2)), np.ones(3)).tolist()
    except Exception as error:
        builtins.seen = repr(error)
    return 0
"""
SPEND = """
import builtins
def sse_slope(*given):
    print("seen", getattr(builtins, "seen", None), "now", _again(), file=kept, flush=True)
    return 0
kept = open("kept.txt", "w")
def _again():
    try:
        return builtins.lent(np.ones((2, 2)), np.ones(3))
    except Exception as error:
        return error
"""


def test_what_was_lent_answers_nobody_afterwards(parent):
    asked = wrong(perceptron=SLIP, pocket=HOARD, sse_slope=SPEND)
    asked.cells.append(new_code_cell("print(open('kept.txt').read())"))
    result = grade(asked, parent)
    assert result.exercises["perceptron"].points < POINTS["perceptron"]
    assert sum(one.points for name, one in result.exercises.items() if name != "perceptron") == 0
    now = "now the right perceptron was lent for one question, which is over"
    assert f"seen [1, 1] {now}" in shown(result)


PRY = """
def pocket(*given):
    found = []
    for value in ("/etc/passwd", np.array(["x"]), [{"a": "__import__('os')"}], object()):
        try:
            found.append(perceptron(value, 1))
        except Exception as error:
            found.append(str(error)[:30])
    found.append([name for name in dir(perceptron) if name[0] != "_"])
    raise RuntimeError(repr(found))
"""


def test_what_is_lent_takes_numbers_and_has_nothing_inside(parent):
    result = grade(wrong(perceptron=SLIP, pocket=PRY), parent)
    assert result.exercises["pocket"].points == 0
    assert "passwd" not in said(result)


ITSELF = "def perceptron(X, w):\n    return np.zeros(len(X)) if 'lent' else perceptron(X, w)"


def test_an_answer_is_not_lent_to_itself(parent):
    result = grade(wrong(perceptron=ITSELF), parent)
    assert result.exercises["perceptron"].points == 0
    assert "mend perceptron first" not in said(result)


@pytest.fixture
def impatient():
    """Two seconds for an answer instead of ten: what never ends is at work all the time."""
    asked = [exercises.find(name) for name in ("perceptron_epoch", "pocket")]
    before = [item.seconds for item in asked]
    for item in asked:
        object.__setattr__(item, "seconds", 2.0)  # it is frozen
    yield
    for item, seconds in zip(asked, before, strict=True):
        object.__setattr__(item, "seconds", seconds)


ENDLESS = "def perceptron_epoch(w, X, y):\n    while True:\n        pass"


def test_an_endless_answer_costs_itself_and_not_those_that_call_it(parent, impatient):
    result = grade(right(perceptron_epoch=ENDLESS, pocket=CALLS), parent)
    short = {name for name in POINTS if result.exercises[name].points < POINTS[name]}
    assert short == {"perceptron_epoch"}
    report = " ".join(result.exercises["pocket"].report)
    assert "Counted with the right perceptron_epoch in the place of yours" in report
    assert "pocket was given up" not in said(result)


def test_who_is_endless_without_the_slip_gets_nothing(parent, impatient):
    own = f"{CALLS.replace('return best', 'while True: pass')}"
    result = grade(right(perceptron=SLIP, pocket=own), parent)
    assert result.exercises["pocket"].points == 0
    assert said(result).count("pocket was given up") == 1
