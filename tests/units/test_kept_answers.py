"""Every right answer can be kept: in a file of its own it runs, and is right."""

import ast

import pytest

from autograder.library import folder
from dlaudio import exercises
from dlaudio.mine import shelf, source, trial

QUICK = 10.0  # seconds: what takes longer in grading is run here, but not questioned


@pytest.fixture(scope="module", params=exercises.units())
def kept(request, tmp_path_factory):
    """The file of a unit with all its answers, each put there as a check does it."""
    unit = request.param
    text_path = folder.text_of(unit)
    items = [item for item in exercises.of_unit(unit) if not item.secret]
    chosen = folder.needed(text_path, [item.name for item in items])
    module = folder.run(text_path, chosen, "__main__")
    cells = [ast.unparse(statement) for statement in chosen]
    text = ""
    for item in items:
        text = shelf.put(
            text, source.gather(item.name, vars(module), cells), "note", '"""Mine."""\n'
        )
    path = tmp_path_factory.mktemp("kept") / f"{unit}.py"
    path.write_text(text, encoding="utf-8")
    return path, items


def test_each_answer_runs_by_itself_and_is_right(kept):
    path, items = kept
    quick = [item.name for item in items if item.seconds <= QUICK]
    slow = [item.name for item in items if item.seconds > QUICK]
    faults = trial.run(path, quick, ask=True, tell=lambda _: None)
    faults |= trial.run(path, slow, ask=False, tell=lambda _: None)
    assert faults == dict.fromkeys(quick + slow, "")


def test_the_file_holds_each_name_once_and_imports_on_top(kept):
    path, items = kept
    found = shelf.parse(path.read_text("utf-8"))
    names = [name for statement in found if not statement.imports for name in statement.binds]
    assert len(names) == len(set(names)) and {item.name for item in items} <= set(names)
    kinds = [statement.imports for statement in found[1:]]
    assert kinds == sorted(kinds, reverse=True)
