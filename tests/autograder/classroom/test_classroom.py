"""The helper that fills notebooks for a class: the sources it takes from the library are whole."""

import classroom
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.judge import sandbox
from autograder.judge.grading import assess
from autograder.library import answers
from dlaudio import exercises

EXERCISES = [item for unit in exercises.units() for item in exercises.of_unit(unit)]


def made_by_another(answer) -> bool:
    return "<locals>" in getattr(answer, "__qualname__", "")


def cases(item):
    yield "references", None, answers.reference(item)
    for kind in ("misconceptions", "variants"):
        for name, entry in getattr(answers, kind)(item).items():
            yield kind, name, entry.answer


@pytest.mark.parametrize("item", EXERCISES, ids=lambda item: item.name)
def test_a_source_from_the_library_is_whole(item):
    """It needs nothing beside it. How it is judged, test_sandboxed_units sees of each answer."""
    for kind, name, original in cases(item):
        namespace = {}
        try:
            source = classroom.from_library(item.name, kind, name)
        except ValueError as error:
            assert ("is made by" in str(error)) == made_by_another(original)
            assert made_by_another(original) or "variants.nodes, which no student" in str(error)
            continue
        assert "autograder" not in source, f"{name} needs what no student has"
        exec(source, namespace)
        if kind == "references" or not sandbox.available():
            got, wanted = (assess(item, one, 1) for one in (namespace[item.name], original))
            assert (got.points, got.diagnosis) == (wanted.points, wanted.diagnosis), name


def test_filling_leaves_everything_else_alone():
    made = new_notebook(cells=[new_code_cell("stub"), new_code_cell("rest")])
    made.cells[0].metadata["nbgrader"] = {"grade_id": "gates"}
    filled = classroom.fill(made, {"gates": "gates = {}"})
    assert [cell.source for cell in filled.cells] == ["gates = {}", "rest"]
    assert [cell.source for cell in made.cells] == ["stub", "rest"]
    assert filled.cells[0].metadata == made.cells[0].metadata
    nbformat.validate(filled)
    with pytest.raises(ValueError, match="no cell for an exercise called pocket"):
        classroom.fill(made, {"pocket": ""})
