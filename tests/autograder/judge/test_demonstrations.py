"""The cells that no mark needs are not run for a submission, and no mark can tell."""

import nbformat
import pytest

from autograder.judge import sandbox, trusted
from autograder.judge.demonstrations import NOT_RUN, demonstrations, left_for_later
from autograder.judge.sandbox import WarmParent
from autograder.judge.submission import Cell

IMPORT = "import math"
DATA = "hits = [3, 1, 2]"
SHOW = "print(sorted(hits), math.pi)"
STUB = "def total(x):\n    raise NotImplementedError"
ANSWER = "def total(x):\n    return sum(x)"
CHECK = 'check("total")'
UNIT = [IMPORT, DATA, SHOW, STUB, CHECK]


def run_of(sources: list[str], released: list[str] = UNIT) -> list[str]:
    """The cells of a submission that are run, of a unit all of whose cells ran when rehearsed."""
    cells = [
        Cell("code", source, {}, run=source != CHECK, asks=["total"] if source == CHECK else [])
        for source in sources
    ]
    released = [source for source in released if source != CHECK]
    left_out = demonstrations(cells, released, [[] for _ in released])
    return [cell.source for n, cell in enumerate(cells) if cell.run and n not in left_out]


def test_what_no_answer_needs_is_left_for_later_with_what_it_needs_itself():
    def later(*sources: str) -> list:
        asks = ["total"]
        cells = [Cell("code", s, {}, s != CHECK, asks if s == CHECK else []) for s in sources]
        return left_for_later(cells, {"total"})

    assert later(*UNIT) == [(1, [1], ["hits"]), (2, [1, 2], [])]
    assert later(IMPORT, DATA, "class Loud:\n    pass", STUB, CHECK) == [(1, [1], ["hits"])]
    # what an answer that is no function is made of, and all where names can be had unseen
    assert later(IMPORT, DATA, "total = sum(hits)", CHECK, SHOW) == [(3, [3], [])]
    assert later(IMPORT, DATA, "names = globals()", STUB, CHECK) == []


def test_what_no_answer_touches_is_not_run():
    assert run_of([IMPORT, DATA, SHOW, ANSWER, CHECK]) == [ANSWER]
    assert run_of(UNIT) == [STUB]


def test_what_the_unit_shows_of_an_answer_is_not_run():
    uses = "print(total(hits), math.pi)"
    unit = [IMPORT, DATA, STUB, CHECK, uses]
    assert run_of([IMPORT, DATA, ANSWER, CHECK, uses], unit) == [ANSWER]
    unit = [IMPORT, DATA, uses, STUB, CHECK]
    assert run_of([IMPORT, DATA, uses, ANSWER, CHECK], unit) == [ANSWER]


def test_what_the_student_shows_of_an_answer_is_run_with_all_it_needs():
    mine = "print(total(hits), math.pi)"
    unit = [IMPORT, DATA, STUB, CHECK, SHOW]
    assert run_of([IMPORT, DATA, ANSWER, CHECK, mine, SHOW], unit) == [IMPORT, DATA, ANSWER, mine]


def test_what_the_unit_makes_of_an_answer_is_run_for_who_uses_it():
    makes, shows = "made = total(hits)", "print(made)"
    unit = [DATA, STUB, CHECK, makes, shows]
    assert run_of([DATA, ANSWER, CHECK, makes, shows], unit) == [ANSWER]
    mine = "print(made + 1)"
    run = [DATA, ANSWER, makes, shows, mine]  # it might have changed what was made
    assert run_of([DATA, ANSWER, CHECK, makes, shows, mine], unit) == run
    run = [DATA, ANSWER, makes, mine]
    assert run_of([DATA, ANSWER, CHECK, makes, mine, shows], unit) == run


def test_who_asks_for_an_answer_by_its_name_reads_it_and_nothing_else():
    aside = ["others = [5]", "print(others)"]
    asks = "print(globals().get('total', len))"
    assert run_of([*aside, ANSWER, CHECK, asks], [*aside, STUB, CHECK]) == [ANSWER, asks]
    for everything in ("globals().get(name)", "globals()['total']", "globals().get('a b')"):
        asks = f"print({everything})"
        unit = [*aside, STUB, CHECK, asks]
        assert run_of([*aside, ANSWER, CHECK, asks], unit) == [*aside, ANSWER, asks], everything


def test_data_that_is_run_is_run_with_all_who_could_have_changed_it():
    change, later, uses = "hits.append(7)", "hits.append(8)", "print(total(hits))"
    unit = [DATA, change, STUB, CHECK, later]
    run = [DATA, change, ANSWER, uses]
    assert run_of([DATA, change, ANSWER, CHECK, uses, later], unit) == run
    run = [DATA, change, ANSWER, later, uses]
    assert run_of([DATA, change, ANSWER, CHECK, later, uses], unit) == run


def test_an_answer_that_is_data_is_questioned_after_all_who_could_have_changed_it():
    unit = ["total = []", "total.append(1)", CHECK, "total.append(2)"]
    answer = "total = [5]"
    assert run_of([answer, *unit[1:]], unit) == [answer, "total.append(1)"]


@pytest.mark.parametrize(
    "answer",
    [
        "def total(x, seen=[]):\n    seen.append(x)\n    return len(seen)",
        "def total(x):\n    total.n += 1\n    return total.n\ntotal.n = 0",
        "n = 0\ndef total(x):\n    global n\n    n += 1\n    return n",
        "from functools import cache\n@cache\ndef total(x):\n    return [sum(x)]",
        "import numpy as np\ndef total(x):\n    return np.random.rand()",
        "def total(x):\n    with open('n', 'a') as file:\n        return file.write('1')",
        "class total:\n    n = 0\n    def __init__(self, x):\n        total.n += 1",
        "class total:\n    def __init__(self, x):\n        type(self).n = 1",
        "class total:\n    def __init__(self, x):\n        self.__class__.n = 1",
        "def total(x):\n    setattr(total, 'n', x)",
        "def total(x):\n    total.__dict__['n'] = x",
        "import pathlib\ndef total(x):\n    pathlib.Path('n').touch()",
        "def total(x):\n    other = total\n    other.n = x",
        "total = lambda x, seen=[]: seen.append(x) or len(seen)",
    ],
)
def test_an_answer_that_remembers_its_calls_is_called_as_often_as_the_unit_calls_it(answer):
    calls = "print(total((3, 4)))"
    unit = [STUB, calls, CHECK]
    assert run_of([answer, calls, CHECK], unit) == [answer, calls]


@pytest.mark.parametrize(
    "answer",
    [
        "class total:\n    'A sum.'\n    start = 0\n    def __init__(self, x):\n        self.x = x",
        "def total(x, start=-1.0, kind=float):\n    return sum(x)",
        "def total(x):\n    for one in x:\n        one.grad = 0\n    return one.grad",
        "def total(x, *, more=None):\n    made = list(x)\n    made[0] = 0\n    return made",
        "import numpy as np\ndef total(x):\n    return np.random.default_rng(x).normal()",
        "total = lambda x: sum(x)",
        "class Part:\n    pass\nclass total(Part):\n    pass",
    ],
)
def test_an_answer_that_remembers_nothing_is_not_called_by_the_unit(answer):
    calls = "print(total((3, 4)))"
    assert run_of([answer, calls, CHECK], [STUB, calls, CHECK]) == [answer]


def test_data_beside_a_needed_function_is_not_shared_by_needing_it():
    tool, shows = "hits = [1]\ndef mean(x):\n    return sum(x) / len(x)", "print(hits)"
    answer = "def total(x):\n    return mean(x) * len(x)"
    assert run_of([tool, shows, answer, CHECK], [tool, shows, STUB, CHECK]) == [tool, answer]


def test_a_function_that_has_data_shares_it():
    tool, shows = "hits = []\ndef note(x):\n    hits.append(x)", "print(hits)"
    answer = "def total(x):\n    note(x)\n    return sum(x)"
    unit = [tool, shows, STUB, CHECK]
    assert run_of([tool, shows, answer, CHECK], unit) == [tool, shows, answer]


def test_names_that_are_bound_anew_share_nothing():
    first, second = "x = 1\nprint(x)", "x = 2\nfor i in range(x):\n    print(i)"
    answer = "i = 5\ndef total(x):\n    return sum(x)"
    assert run_of([first, second, answer, CHECK], [first, second, STUB, CHECK]) == [answer]


@pytest.mark.parametrize(
    "unit, submission, run",
    [
        # a changed cell, and a new one, are run with those that could have changed their data
        (UNIT, [IMPORT, "hits = [9]", SHOW, ANSWER, CHECK], ["hits = [9]", ANSWER]),
        (
            UNIT,
            [IMPORT, DATA, SHOW, "hits.pop()", SHOW, ANSWER, CHECK],
            [IMPORT, DATA, SHOW, "hits.pop()", SHOW, ANSWER],
        ),
        # what a missing cell bound is not there
        (UNIT, [IMPORT, SHOW, ANSWER, CHECK], [ANSWER]),
        (UNIT, [DATA, SHOW, "print(math)", ANSWER, CHECK], ["print(math)", ANSWER]),
        # another order
        (UNIT, [IMPORT, SHOW, DATA, ANSWER, CHECK], [DATA, ANSWER]),
        # a second time
        (UNIT, [IMPORT, DATA, SHOW, SHOW, ANSWER, CHECK], [IMPORT, DATA, SHOW, SHOW, ANSWER]),
        # an answer that is data, and a cell after it that could change it
        (
            ["total = 0", CHECK, "total += 1", DATA],
            ["total = 6", CHECK, "total += 1", DATA],
            ["total = 6"],
        ),
        # bound only perhaps
        (
            [DATA, "if hits:\n    x = 1", STUB, CHECK],
            [DATA, "if hits:\n    x = 1", "print(x)", ANSWER, CHECK],
            [DATA, "if hits:\n    x = 1", "print(x)", ANSWER],
        ),
        # bound after the function that reads it
        (
            [STUB, "scale = 2", CHECK],
            ["def total(x):\n    return scale * sum(x)", "scale = 2", CHECK],
            ["def total(x):\n    return scale * sum(x)", "scale = 2"],
        ),
        (
            [STUB, "def double(x):\n    return 2 * x", CHECK],
            ["total = lambda x: double(sum(x))", "def double(x):\n    return 2 * x", CHECK],
            ["total = lambda x: double(sum(x))", "def double(x):\n    return 2 * x"],
        ),
    ],
)
def test_changes_of_the_student(unit, submission, run):
    assert run_of(submission, unit) == run


@pytest.mark.parametrize(
    "line",
    [
        "globals()['hits']",
        "eval('hits')",
        "exec('hits = 0')",
        "import sys; sys.modules['__main__'].hits",
        "from __main__ import hits",
        "from math import *",
        "import inspect",
        "get_ipython().user_ns",
        "%who",
        "files = !ls",
        "!ls",
        "this is no Python",
    ],
)
def test_who_could_reach_every_name_makes_every_cell_run(line):
    sources = [IMPORT, DATA, SHOW, ANSWER, line, CHECK]
    assert run_of(sources) == [source for source in sources if source != CHECK]


@pytest.mark.parametrize(
    "line", ["%matplotlib inline\ntwo = 2", "exec('y = 1', {})", "text = 'globals()'", "# %who"]
)
def test_harmless_lines_change_nothing(line):
    assert run_of([IMPORT, DATA, SHOW, ANSWER, line, CHECK]) == [ANSWER, line]


def test_what_stopped_in_the_rehearsal_is_run_for_who_needs_it():
    unit = [IMPORT, "hits = [math.floor(2.5)]", "print(hits)"]
    mine = "print(hits, 'mine')"
    cells = [Cell("code", source, {}, run=True) for source in [*unit, mine]]
    shown = demonstrations(cells, unit, [[], None, []])
    assert [n for n in range(4) if n not in shown] == [0, 1, 2, 3]
    shown = demonstrations(cells[:3], unit, [[], None, [{"text": "[2]"}]])
    assert shown[0] == [] and [shown[n][0]["text"] for n in (1, 2)] == [NOT_RUN] * 2


def test_what_writes_files_is_run():
    unit = [IMPORT, "open('note.txt', 'w')", "print(math.e)"]
    cells = [Cell("code", source, {}, run=True) for source in unit]
    assert set(demonstrations(cells, unit, [[], None, []])) == {0, 2}


# ---- in the sandbox ----------------------------------------------------------------------------


def notebook(*sources: str) -> bytes:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_a_demonstration_runs_once_for_a_class():
    ticket = "import os\nprint(os.urandom(8).hex())"
    note = "with open('note.txt', 'w') as file:\n    file.write('heard')"
    read = "print(open('note.txt').read())"
    parent = WarmParent([ticket, note, read])
    try:
        both = notebook(ticket, note, read)
        results = [trusted.grade(both, "u01_perceptron", parent, 1) for _ in range(2)]
        first, second = (shown(result, 0) for result in results)
        assert len(first) == 17 and first == second
        # what needs the folder that only a submission has is run there
        assert shown(results[0], 2) == "heard\n"
        changed = trusted.grade(notebook(ticket + " # mine"), "u01_perceptron", parent, 1)
        assert len(shown(changed, 0)) == 17 and shown(changed, 0) != first
    finally:
        parent.close()


def shown(result: trusted.Result, number: int) -> str:
    return "".join(output["text"] for output in result.outputs[number])
