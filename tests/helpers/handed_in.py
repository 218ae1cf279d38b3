"""What students hand in for unit 1, short: the released cells that are answered or checked alone.

A fault or an attack is a change to such a notebook. Whatever it is, it must cost what its answers
deserve and nothing else.
"""

import copy
import json
from functools import cache
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from autograder.classroom.sample import fill, from_library
from autograder.judge import trusted
from dlaudio import exercises

ROOT = Path(__file__).parents[2]
UNIT, SEED = "u01_perceptron", 20_260_131
RELEASED = nbformat.read(ROOT / "course" / UNIT / "perceptron.ipynb", as_version=4)
POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
FULL = sum(POINTS.values())
BROKEN = "perceptron"  # the answer that faults are about
REST = FULL - POINTS[BROKEN]
IMPORTS = "import numpy as np"


@cache
def _short() -> nbformat.NotebookNode:
    notebook = copy.deepcopy(RELEASED)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    notebook.cells.insert(0, new_code_cell(IMPORTS))
    return notebook


@cache
def _right() -> dict[str, str]:
    return {name: from_library(name) for name in POINTS}


def right(**sources: str) -> nbformat.NotebookNode:
    """Every answer right but those given."""
    return fill(_short(), {**_right(), **sources})


def wrong(*cells: str, **sources: str) -> nbformat.NotebookNode:
    """Every answer wrong in every output, after some cells of code."""
    answers = {name: f"def {name}(*given):\n    return 0" for name in POINTS}
    notebook = fill(_short(), {**answers, **sources})
    notebook.cells[1:1] = [new_code_cell(cell) for cell in cells]
    return notebook


def with_cells(notebook: nbformat.NotebookNode, *cells: str, at: int = 1) -> nbformat.NotebookNode:
    """The notebook with cells of code put in."""
    notebook.cells[at:at] = [new_code_cell(cell) for cell in cells]
    return notebook


def cell_of(notebook: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    """The cell that is marked with a grade id."""
    cells = (
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )
    return next(cells)


def data(notebook) -> bytes:
    """The bytes of a notebook as Jupyter writes it; bytes and text pass as they are."""
    if isinstance(notebook, bytes):
        return notebook
    if isinstance(notebook, str):
        return notebook.encode()
    return json.dumps(notebook, indent=1).encode()


def grade(notebook, parent) -> trusted.Result:
    """The result of grading it; a wrong type in there would show when it is stored."""
    result = trusted.grade(data(notebook), UNIT, parent, SEED)
    stored = json.dumps(result.as_json(), allow_nan=False).encode()
    again = trusted.Result.from_json(json.loads(stored))
    assert again == result
    return result


def said(result: trusted.Result) -> str:
    """All that the instructor and the student read of a result."""
    reports = [line for item in result.exercises.values() for line in item.report]
    return "\n".join([result.fault, *result.notes, *reports])


def shown(result: trusted.Result) -> str:
    """The text of all outputs."""
    return "\n".join(o.get("text", "") for found in result.outputs.values() for o in found)
