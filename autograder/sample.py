"""Notebooks as students hand them in, with answers of the library in their cells; a sample class.

The grader's own tests fill notebooks with references, known mistakes and variants, and so does the
class that `make grade` makes up where there is none.
"""

import ast
import copy
import inspect
import re
from functools import cache
from pathlib import Path

import nbformat
import numpy as np

from dlaudio import exercises
from dlaudio.exercises import Exercise

from . import answers
from .course import Course

HERE = Path(__file__).parent
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


def from_library(exercise: str, kind: str = "references", name: str | None = None) -> str:
    """Source of a cell that gives an answer of the library, and brings all that the answer needs.

    Parameters
    ----------
    exercise : str
        Name of the exercise, and so of the answer in the cell.
    kind : str
        "references", "misconceptions" or "variants".
    name : str, optional
        Which misconception or variant.

    Raises
    ------
    ValueError
        If the answer is a function that another one made, or needs other modules of the grader:
        it has no source of its own.
    """
    item = exercises.find(exercise)
    if kind == "references":
        value = answers.reference(item)
    else:
        value = getattr(answers, kind)(item)[name].answer
    if not (inspect.isfunction(value) or inspect.isclass(value)):
        return f"{exercise} = {_plain(value)!r}"
    if "<locals>" in value.__qualname__:
        raise ValueError(f"{name} of {exercise} is made by {value.__qualname__}")
    cell = _Cell(item.unit, kind, {(kind, name or exercise): exercise})
    cell.need(kind, name or exercise)
    return "\n\n".join(ast.unparse(statement) for statement in cell.statements)


def _plain(value):
    """A value of lists, tuples, dicts and numbers, whose repr is its source."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_plain(item) for item in value)
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


@cache
def _top_level(unit: str, kind: str) -> dict[str, ast.stmt]:
    """The statements of a module of the library by the names that they define."""
    path = HERE / kind / f"{unit}.py"
    found = {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            found[statement.name] = statement
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                single = copy.copy(statement)
                single.names = [alias]
                found[alias.asname or alias.name] = single
        elif isinstance(statement, ast.Assign):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    found[node.id] = statement
    return found


class _Cell:
    """Collects the statements that an answer needs; what comes from references is renamed."""

    def __init__(self, unit: str, kind: str, names: dict[tuple[str, str], str]):
        self.unit, self.names = unit, names
        self.statements: list[ast.stmt] = []
        self.seen: set[tuple[str, str]] = set()

    def rename(self, kind: str, name: str) -> str:
        prefix = "right_" if kind == "references" else ""
        return self.names.get((kind, name), prefix + name)

    def need(self, kind: str, name: str) -> None:
        if (kind, name) in self.seen:
            return
        statement = copy.deepcopy(_top_level(self.unit, kind)[name])
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self.seen.add((kind, name))
            if ast.unparse(statement) not in map(ast.unparse, self.statements):
                self.statements.append(statement)
            return
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []  # the mark of a misconception or variant
            self.seen.add((kind, name))
            statement.name = self.rename(kind, name)
        else:
            stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
            self.seen |= {(kind, node.id) for node in stored if isinstance(node.ctx, ast.Store)}
        self.statements.append(_Renamer(self, kind, statement).visit(statement))


class _Renamer(ast.NodeTransformer):
    """Follows the names that a statement uses, `right.name` and `variant.answer` among them."""

    def __init__(self, cell: _Cell, kind: str, statement: ast.stmt):
        self.cell, self.kind = cell, kind
        self.top = _top_level(cell.unit, kind)
        nodes = list(ast.walk(statement))
        self.local = {node.arg for node in nodes if isinstance(node, ast.arg)}
        if not isinstance(statement, ast.Assign):
            names = [node for node in nodes if isinstance(node, ast.Name)]
            self.local |= {node.id for node in names if isinstance(node.ctx, ast.Store)}

    def visit_Attribute(self, node):
        base = node.value
        if isinstance(base, ast.Name) and base.id == "right" and base.id not in self.local:
            return self._use("references", node.attr)
        if isinstance(base, ast.Name) and node.attr == "answer" and base.id in self.top:
            return self._use(self.kind, base.id)
        return self.generic_visit(node)

    def visit_Name(self, node):
        if node.id not in self.top or node.id in self.local:
            return node
        statement = self.top[node.id]
        if isinstance(statement, ast.Import | ast.ImportFrom):
            module = getattr(statement, "module", None) or ""
            if module == f"autograder.references.{self.cell.unit}":
                return self._use("references", statement.names[0].name)
            if module.startswith("autograder."):
                raise ValueError(f"it needs {module}, which no student has")
            self.cell.need(self.kind, node.id)
            return node
        return self._use(self.kind, node.id, node.ctx)

    def _use(self, kind: str, name: str, context: ast.expr_context | None = None) -> ast.Name:
        self.cell.need(kind, name)
        return ast.Name(self.cell.rename(kind, name), context or ast.Load())


# ---- a sample class ----------------------------------------------------------------------------


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
