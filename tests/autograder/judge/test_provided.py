"""Names that the released notebook provides: which, and when they have to be there."""

import pytest

from autograder.judge.provided import binds, provision
from autograder.judge.submission import Cell

STUB = "def asked(x):\n    raise ValueError"
RELEASED = ["import numpy as np", STUB, "a = 1\nb = 2", "print(a, b)"]
BOUND = [["np"], ["asked"], ["a", "b"], []]
ANSWER = "def asked(x):\n    return np.abs(x)"


def wanted(*sources: str) -> tuple[dict, dict, dict]:
    cells = [Cell("code", source, {}, True) for source in sources]
    found = provision(cells, RELEASED, BOUND, ["asked"])
    return dict(found.before), dict(found.after), found.stopped


def test_a_notebook_as_it_was_released_needs_nothing_unless_a_cell_stops():
    before, after, stopped = wanted(RELEASED[0], ANSWER, *RELEASED[2:])
    assert (before, after) == ({}, {})
    assert stopped == {0: (0, ["np"]), 2: (2, ["a", "b"])}


def test_a_cell_that_is_gone_is_replaced_before_the_first_that_needs_it():
    before, after, _ = wanted(ANSWER, *RELEASED[2:])
    assert (before, after) == ({0: [(0, ["np"])]}, {})
    before, after, _ = wanted(RELEASED[0], ANSWER, RELEASED[3])
    assert (before, after) == ({2: [(2, ["a", "b"])]}, {})


def test_a_cell_that_changed_is_given_its_chance_first():
    before, after, _ = wanted(f"import ghost\n{RELEASED[0]}", ANSWER, *RELEASED[2:])
    assert (before, after) == ({}, {0: [(0, ["np"])]})


def test_what_is_called_alike_inside_of_an_answer_is_not_needed():
    before, after, _ = wanted(RELEASED[0], "def asked(a):\n    b = a\n    return b", RELEASED[3])
    assert (before, after) == ({2: [(2, ["a", "b"])]}, {})


def test_a_later_import_of_the_same_comes_too_late_for_the_first_answer():
    before, after, _ = wanted(ANSWER, "import numpy as np", *RELEASED[2:])
    assert (before, after) == ({0: [(0, ["np"])]}, {})


def test_a_cell_moved_to_the_end_is_too_late():
    before, _, _ = wanted(ANSWER, *RELEASED[2:], RELEASED[0])
    assert before == {0: [(0, ["np"])]}


def test_an_answer_is_never_provided_and_nothing_that_nobody_mentions():
    before, after, stopped = wanted("print(asked)", "print(1)")
    assert (before, after, stopped) == ({}, {}, {})


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b, c.d as e\nfrom f import g as h, i", {"a", "e", "h", "i"}),
        ("x, (y, *z) = 1, (2, 3)\nw: int = 3\nv += 1", {"x", "y", "z", "w", "v"}),
        ("for i in (1,):\n    j = i\nwith open('x') as k:\n    l = 1", {"i", "j", "k", "l"}),
        ("try:\n    import m\nexcept ImportError as n:\n    o = 1", {"m", "o"}),
        ("def f(x):\n    y = 1\nclass G:\n    z = 1\nh = lambda q: (r := 1)", {"f", "G", "h"}),
        ("%matplotlib widget\nimport numpy as np", {"np"}),
        ("not Python at all", set()),
    ],
)
def test_binds_says_what_a_cell_would_give(source, names):
    assert binds(source) == names
