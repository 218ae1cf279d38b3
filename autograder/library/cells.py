"""Sources of cells: an answer of the library, written out with all that it needs.

The grader's own tests fill notebooks with references, known mistakes and variants, and so does the
class that `make grade` makes up where there is none.
"""

import ast
import copy
import inspect
from functools import cache

import numpy as np

from dlaudio import exercises

from . import answers, folder


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
    built = isinstance(value, dict) and any(map(callable, value.values()))
    if not (inspect.isfunction(value) or inspect.isclass(value) or built):
        return f"{exercise} = {_plain(value)!r}"
    if not built and "<locals>" in value.__qualname__:
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
    """The statements of a file of the library by the names that they define."""
    path = folder.files(unit)[kind]
    if kind == "references":
        chosen = folder.needed(path, [item.name for item in exercises.of_unit(unit)])
    else:
        chosen = folder.statements(path)
    return {name: statement for statement in chosen for name in folder.defined(statement)}


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
            if (kind, name) in self.names and kind != "references":
                statement.value = statement.value.args[0]  # without the mark
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
            if module.startswith("autograder."):
                raise ValueError(f"it needs {module}, which no student has")
            self.cell.need(self.kind, node.id)
            return node
        return self._use(self.kind, node.id, node.ctx)

    def _use(self, kind: str, name: str, context: ast.expr_context | None = None) -> ast.Name:
        self.cell.need(kind, name)
        return ast.Name(self.cell.rename(kind, name), context or ast.Load())
