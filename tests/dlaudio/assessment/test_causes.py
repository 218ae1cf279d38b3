"""Why a line ended in an error is read from the line and from what stood in its names."""

import linecache

import numpy as np
import pytest

from dlaudio import exercises
from dlaudio.assessment import store
from dlaudio.assessment.causes import cause, names_and_code
from dlaudio.assessment.lines import own_line
from dlaudio.assessment.probe import Failure, ask, failure
from dlaudio.assessment.values import Unknown

CODE = """
import numpy as np

def pairs(x):
    return sum((a + 1) * b for a, b in zip(x[1:-1], x[1:], strict=True))

def uneven(x):
    return np.stack([x[t:t + 3] for t in range(5)])

def in_place(x):
    y = x[1:]
    y[0:2] += x
    return y

def spelt(x):
    bias = 3
    return x @ x + bais

def never_read(x):
    shifted = x - 1
    return summed / 2

def in_another(x):
    return x + bias

def start(x):
    for t in range(len(x)):
        total += x[t]
    return total

def too_far(x):
    total = 0
    for t in range(len(x)):
        total += x[t + 1]
    return total

def no_such(x):
    sizes = x.shape
    return sizes[1]

def column(x):
    t = 7
    return x[:, None][0, t]

def fraction(x):
    return range(len(x) / 2)

def under(x):
    if len(x) > 100:
        out = 3
    return out

def below(x):
    y = z + 1
    z = x
    return y

def given(x):
    return pairs(x, 3)

def names(x):
    a, b = x.shape

def rounds(x):
    for a, b in x:
        pass

def condition(x):
    return 1 if x > 0 else 0

def nothing(x):
    y = None
    return y + x

def not_called(x):
    return x(3)

def product(x):
    W = np.ones((4, 3))
    return W @ x

def argument(x):
    x = x[1:]
    return x + np.ones(9)

def divided(x):
    return 1 / len(x[:0])

def given_to_numpy(x):
    return np.insert(0, x, 1, axis=1)

def axis(x):
    return ((x > 1) != (x ** 2 > 3)).sum(axis=1)

def by_name(x):
    return np.linspace(0)

def own_words(x):
    raise ValueError("a secret of mine")
"""
SAID = {
    "pairs": "`x[1:-1]` has the shape (4,) and `x[1:]` has the shape (5,)",
    "uneven": "the entries of `[x[t:t + 3] for t in range(5)]` have the shapes (3,) and (2,)",
    "in_place": "in `y[0:2] += x`, `y[0:2]` has the shape (2,) and `x` has the shape (6,); "
    "`y` comes from `y = x[1:]`",
    "spelt": "there is no `bais`, but there is `bias`",
    "never_read": "no line gives `summed` a value, and `shifted` has one that is never read",
    "in_another": "`bias` has a value inside `spelt` only, where no other function can see it",
    "start": "`total += x[t]` needs a `total` to go on from, and no line before it gives it one",
    "too_far": "`x` has 6 entries, counted from 0, and `t + 1` is 6; `for t in range(len(x))` goes "
    "on to 5",
    "no_such": "`sizes` has 1 entry, counted from 0, and `sizes[1]` asks for another; `sizes` "
    "comes from `sizes = x.shape`",
    "column": "`x[:, None]` has 1 entry along axis 1, counted from 0, and `t` is 7; `t` comes from "
    "`t = 7`",
    "fraction": "`len(x) / 2` gives a fraction even where it comes out whole; in "
    "`range(len(x) / 2)`, `len(x) / 2` is a single number",
    "under": "`out` gets its value in `out = 3`, under `if len(x) > 100:`, and that line was not "
    "reached",
    "below": "`z` gets its value further down, in `z = x`",
    "given": "`pairs` has the inputs `x`, and `pairs(x, 3)` gives it 2",
    "names": "`a, b` stands for 2 names, and `x.shape` is 1 values",
    "rounds": "in `for a, b in x:`, `x` has the shape (6,)",
    "condition": "in `x > 0`, `x` has the shape (6,)",
    "nothing": "in `y + x`, `y` is None and `x` has the shape (6,); `y` comes from `y = None`",
    "not_called": "in `x(3)`, `x` has the shape (6,)",
    "product": "in `W @ x`, `W` has the shape (4, 3) and `x` has the shape (6,); `W` comes from "
    "`W = np.ones((4, 3))`",
    "argument": "in `x + np.ones(9)`, `x` has the shape (5,) and `np.ones(9)` has the shape (9,)",
    "divided": "in `1 / len(x[:0])`, `len(x[:0])` is 0",
    "given_to_numpy": "in `np.insert(0, x, 1, axis=1)`, `x` has the shape (6,)",
    "axis": "`(x > 1) != (x ** 2 > 3)` has the shape (6,)",
    "by_name": "`np.linspace(0)` gives it 1",
    "own_words": "",
}


@pytest.fixture
def typed():
    """What stands for the names after the code was typed."""
    file = "<typed>"
    linecache.cache[file] = len(CODE), None, CODE.splitlines(keepends=True), file
    names = {}
    exec(compile(CODE, file, "exec"), names)
    yield names
    del linecache.cache[file]


def raised(answer):
    with pytest.raises(Exception) as found:
        answer(np.arange(6.0))
    return found.value


@pytest.mark.parametrize("name", SAID)
def test_the_cause_is_told_by_the_line_and_its_values(typed, name):
    words = cause(raised(typed[name]))
    assert words.endswith(SAID[name]) and (SAID[name] or not words)
    assert not words or all("`" not in one for one in names_and_code(words))


def test_a_failure_brings_its_cause_but_is_the_same_without(typed):
    found = failure(raised(typed["product"]))
    assert found.cause.startswith("in `W @ x`") and found.where == "in your line `return W @ x`"
    assert "comes from" not in str(found)


def test_what_came_back_is_told_where_the_checker_could_not_go_on():
    item = exercises.find("fit_output")
    reply = ask(item, lambda X, y, W1, b1: (np.ones(3), 0.0), store.load(item).cases[:1])[0]
    found = reply if isinstance(reply, Failure) else next(iter(reply.values()))
    assert found.where == "" and found.cause == (
        "what came back is a tuple of 2: the first has the shape (3,), the second is a single "
        "number"
    )


def test_nothing_is_told_of_code_that_is_not_the_students():
    assert cause(raised(lambda x: np.ones(3) @ x)) == ""


def test_nothing_is_called_again(typed):
    line = own_line(raised(typed["own_words"]))
    with pytest.raises(Unknown):
        line.value(line.node)


@pytest.mark.parametrize(
    "words",
    [
        "the question was (0.25, 1)",
        "in `f(x)`, `x` is 0.25 and more",
        "`x` comes from `x` and 0.25",
    ],
)
def test_other_words_are_nobodys(words):
    assert names_and_code(words) is None
