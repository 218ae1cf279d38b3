"""What the notebook itself says of an answer that is not there."""

import pytest

from autograder.judge import hints
from autograder.judge.submission import Cell

GIVEN = "def f(x):\n    return x  # mend me"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\ndef f(a:\n    return a", "SyntaxError: '(' was never closed (line 2 of the cell)"),
        ("%time 1\ndef f(a)\n    return a", "SyntaxError: expected ':' (line 2 of the cell)"),
        (
            "def f(a):\nreturn a",
            "IndentationError: expected an indented block after function definition on line 1 "
            "(line 2 of the cell)",
        ),
        ("%time f(1)", None),
        ("x = '\\d'", None),  # odd, but Python
        ("(" * 60, None),  # not parsed at all
    ],
)
def test_what_is_no_python_is_said_with_its_line(source, said):
    assert hints.no_python(source) == said


def test_an_answer_is_untouched_only_where_all_its_cells_are_as_given_out():
    given, more = Cell("code", GIVEN), Cell("code", "f = None")
    assert hints.untouched("f", [given], [GIVEN])
    assert not hints.untouched("f", [given, more], [GIVEN])
    assert not hints.untouched("f", [Cell("code", f"{GIVEN}\n")], [GIVEN])
    assert not hints.untouched("g", [given], [GIVEN])
