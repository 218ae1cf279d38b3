"""A student's path: what is typed is kept, later units play it, and a wrong edit is named.

All units' answers are checked in kernels by test_units; here they are put into the library as a
check does it (that each is right there, test_kept_answers shows), and two kernels play all cells of
all units that use the library: one with all of it, one with none.
"""

import ast
import json

import downstream
import pytest
import student

from autograder.library import folder
from dlaudio import exercises
from dlaudio.mine import lookup, shelf, source

FINALE = "u14_your_instrument"
START = "from dlaudio.check import check\nfrom dlaudio import mine"
GRADED = "✓ my_instrument: right, 20 of 20 points"
TYPED = {"u02_gradient_descent": "sse", "u05_backprop": "step5_linear"}
PLAY = """
import ast, contextlib, io, json, signal
from dlaudio.mine import lookup

class CutError(Exception):
    pass

def cut(*_):
    raise CutError

def play(code):
    # each statement has so many seconds of the processor: training takes longer, on plain Python
    signal.signal(signal.SIGPROF, cut)
    names, gone = {"__name__": "__main__"}, 0
    lookup.playing.clear()
    for node in ast.parse(code).body:
        try:
            signal.setitimer(signal.ITIMER_PROF, 0.6)
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(ast.Module([node], []), "cells of a unit", "exec"), names)
        except CutError:
            gone += 1
        except NameError:
            if not gone:
                raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(sorted(lookup.playing)))
"""
LAYER = """
import numpy as np
from dlaudio.mine import layers as own
net = own.Linear(3, 2, rng=np.random.default_rng(0))
net(np.ones((4, 3), np.float32)); net.backward(np.ones((4, 2), np.float32)).shape
"""
FINISH = [
    student.imports(FINALE),
    student.answers(FINALE)["my_instrument"],
    "check('my_instrument')",
]


def fill(home, unit: str) -> None:
    """Put all answers of a unit into the library, as known to be right as its checks leave them."""
    path = folder.text_of(unit)
    items = [item for item in exercises.of_unit(unit) if not item.secret]
    chosen = folder.needed(path, [item.name for item in items])
    names = vars(folder.run(path, chosen, "__main__"))
    cells, text = [ast.unparse(statement) for statement in chosen], ""
    for item in items:
        text = shelf.put(text, source.gather(item.name, names, cells), "note", '"""Mine."""\n')
    (home / f"{unit}.py").write_text(text, encoding="utf-8")
    found = shelf.parse(text)
    for item in items:
        code = [one.code for one in found if item.name in one.binds][-1]
        mark = lookup.fingerprint(item, found)
        lookup.remember(home, item, mark, "", kept=lookup.digest(code))


def cells_that_play() -> dict[str, str]:
    """The code of each unit's cells that use the library."""
    found = {unit: downstream.played(unit) for unit in exercises.units()}
    assert sum(count for _, count in found.values()) > 80
    return {unit: f"play({code!r})" for unit, (code, count) in found.items() if count}


def told(text: str) -> list[str]:
    """What a unit's cells say at the end: the names of what was played of the library."""
    return json.loads(text.splitlines()[-1])


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return tmp_path_factory.mktemp("course")


def test_a_student_goes_all_the_way(course, monkeypatch):
    home, plays = course / "my_library", cells_that_play()
    monkeypatch.setenv("DLAUDIO_HOME", str(home))
    first = []
    for unit, name in TYPED.items():
        first += [student.answers(unit)[name], f"check('{name}')"]
    said = student.run(course / FINALE, [START, student.imports(next(iter(TYPED))), *first], home)
    for name, text in zip(TYPED.values(), said[3::2], strict=True):
        assert f"this is now your {name}" in text
    assert {path.stem for path in home.glob("u*.py")} == set(TYPED)

    for unit in exercises.units():
        if unit != FINALE:
            fill(home, unit)
    edited = home / "u05_backprop.py"
    edit = (
        f"from pathlib import Path\npath = Path({str(edited)!r})\n"
        "n = path.write_text(path.read_text().replace('def step5_linear(', "
        "'def step5_linear(*given):\\n    return right(*given)[::-1]\\n\\n\\ndef right(', 1))"
    )
    cells = [START, PLAY, LAYER, *plays.values(), edit, LAYER, *FINISH]
    _, _, intact, *rest = student.run(course / FINALE, cells, home)
    assert "Linear runs on your step5_linear." in intact and "(4, 3)" in intact
    by_unit = {unit: told(text) for unit, text in zip(plays, rest, strict=False)}
    assert [unit for unit, one in by_unit.items() if not one] in ([], [FINALE])
    _, wrong, *_, graded = rest[len(plays) :]
    assert "step5_linear: the one in my_library/u05_backprop.py is not right any more" in wrong
    assert "(4, 3)" in wrong  # and the course's own plays on
    assert GRADED in graded and "this is now your my_instrument" in graded
    assert "step5_linear" not in (home / f"{FINALE}.py").read_text("utf-8")


def test_with_an_empty_library_everything_still_runs(tmp_path):
    """The beginning of it, that is: to their ends, test_units runs all cells without a library."""
    plays = cells_that_play()
    cells = [START, PLAY, *plays.values(), *FINISH]
    _, _, *rest = student.run(tmp_path / FINALE, cells, tmp_path / "my_library")
    for unit, text in zip(plays, rest, strict=False):
        assert told(text) == [], (unit, text)
    assert GRADED in rest[-1] and "this is now your my_instrument" in rest[-1]
