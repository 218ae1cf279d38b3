"""Notebooks as students hand them in: the library's answers in their cells; a sample class."""

import ast
import copy
import re

import nbformat

from dlaudio import exercises
from dlaudio.exercises import Exercise

from ..library import answers
from ..library.cells import from_library
from .course import Course

SOLUTION_MARK = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def fill(released: nbformat.NotebookNode, filled: dict[str, str]) -> nbformat.NotebookNode:
    """A copy of a released notebook in which the cells of these exercises hold these sources.

    Raises
    ------
    ValueError
        If the notebook has no cell for an exercise.
    """
    notebook = copy.deepcopy(released)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
    for name, source in filled.items():
        if name not in cells:
            raise ValueError(f"the notebook has no cell for an exercise called {name}")
        cells[name].source = source
    return notebook


def hand_in(course: Course, unit: str) -> list[str]:
    """Hand in what six made-up students did; their names."""
    name, _ = course.released(unit)
    made = students(course, unit)
    for student, notebook in made.items():
        path = course.path("submitted", student, unit) / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return list(made)


def students(course: Course, unit: str) -> dict[str, nbformat.NotebookNode]:
    """The notebooks of six made-up students by their names.

    All right; right in other words; with the first known mistakes, and with the last; half of it,
    with an answer that never ends; and nothing.
    """
    _, released = course.released(unit)
    notebook = nbformat.from_dict(released)
    items = exercises.of_unit(unit)
    right = _solutions(course, unit)
    half = {item.name: right[item.name] for item in items[: len(items) // 2]}
    never = f"def {items[0].name}(*inputs):\n    while True:\n        pass"
    made = {
        "sample-all-right": right,
        "sample-other-words": right | _some(items, "variants", 0),
        "sample-first-mistakes": right | _some(items, "misconceptions", 0),
        "sample-last-mistakes": right | _some(items, "misconceptions", -1),
        "sample-half-and-endless": half | {items[0].name: never},
        "sample-nothing": {},
    }
    return {student: fill(notebook, filled) for student, filled in made.items()}


def _solutions(course: Course, unit: str) -> dict[str, str]:
    """The answers of the course's own notebook."""
    _, solved = course.solved(unit)
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in solved["cells"]}
    return {
        item.name: SOLUTION_MARK.sub("", cells[item.name]["source"])
        for item in exercises.of_unit(unit)
    }


def _some(items: list[Exercise], kind: str, which: int) -> dict[str, str]:
    """An answer of this kind to each exercise that has one which a student could write."""
    found = {}
    for item in items:
        names = list(getattr(answers, kind)(item))
        for name in names[which:] + names[::-1]:
            try:
                source = from_library(item.name, kind, name)
            except ValueError:  # it has no source of its own
                continue
            if not _forbidden(source, item):
                found[item.name] = source
                break
    return found


def _forbidden(source: str, exercise: Exercise) -> bool:
    """Whether code has modules that the exercise wants to be written by hand."""
    used = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=modules):
                used |= {module.name for module in modules}
            case ast.ImportFrom(module=str(package), names=modules):
                used |= {package} | {f"{package}.{module.name}" for module in modules}
            case ast.Attribute(value=ast.Name(id="np"), attr=part):
                used.add(f"numpy.{part}")
    return bool(used & set(exercise.forbid))
