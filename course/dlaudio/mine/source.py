"""The source of an answer out of a notebook, with all that it needs to stand in a file of its own.

What a name means is looked up where the notebook has it: in the cells that ran, the last that bound
it first. Imports become imports, helpers come along, and a value is written out where its cell is
gone, or where its line alone would not make it again: what a loop has found, or made out of a list
that a loop has filled.
"""

import ast
import inspect
import sys
import textwrap
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .names import Statement, of_cell, statements

LONGEST = 100_000  # characters of an answer with its helpers
PLAIN = ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef
DRAW = np.random.Generator | np.random.RandomState


class CannotKeepError(ValueError):
    """Why an answer cannot be written to a file, in a sentence."""


@dataclass(frozen=True)
class Part:
    """One piece of a file: the name it is there for, its code, and whether it is an import."""

    name: str
    code: str
    imports: bool = False


def gather(name: str, namespace: Mapping[str, Any], cells: Sequence[str]) -> list[Part]:
    """The answer `name` and all it needs, in an order in which it can be run.

    Parameters
    ----------
    name : str
        What the answer is called in the notebook.
    namespace : mapping
        The names of the notebook.
    cells : sequence of str
        The code of the cells that ran, oldest first.

    Raises
    ------
    CannotKeepError
        If something it needs has no source here, or all of it is too long.
    """
    parts = _Gathering(namespace, cells).parts(name)
    if sum(len(part.code) for part in parts) > LONGEST:
        raise CannotKeepError(f"with all that it needs it is longer than {LONGEST:,} characters")
    return parts


class _Gathering:
    """A walk from one name to all that it needs."""

    def __init__(self, namespace: Mapping[str, Any], cells: Sequence[str]):
        self.namespace = namespace
        ran = [statement for cell in cells for statement in of_cell(cell)]
        self.last: dict[str, Statement] = {}
        self.when: dict[str, int] = {}  # they were bound last
        self.changed: set[str] = set()  # after they were bound
        for place, statement in enumerate(ran):
            self.last |= dict.fromkeys(statement.binds, statement)
            self.when |= dict.fromkeys(statement.binds, place)
            self.changed -= statement.binds
            self.changed |= _changes(statement.node)
        self.seen: set[str] = set()
        self.again: dict[str, bool] = {}  # whether a name `_comes_again`

    def parts(self, name: str, needed_by: str = "") -> list[Part]:
        """This name and before it what it needs; nothing if it has been met or is not bound."""
        if name in self.seen or name not in self.namespace:
            return []
        self.seen.add(name)
        part, reads = self._part(name, needed_by)
        needs = [other for read in sorted(reads) for other in self.parts(read, name)]
        return [*needs, part]

    def _part(self, name: str, needed_by: str) -> tuple[Part, frozenset[str]]:
        """How a name is bound, and what that needs."""
        value, statement = self.namespace[name], self.last.get(name)
        if statement is not None and statement.imports:
            return Part(name, _import_of(name, statement.node), True), frozenset()
        if (own := _own_source(name, value)) is not None:
            return Part(name, own.code), own.reads
        text = None if self._comes_again(name) else self._arrays(value)
        if text is not None and len(text) <= LONGEST:
            needs = {"np"} if "np." in text else set()
            return Part(name, f"{name} = {text}"), frozenset(needs)
        text = _literal(value)
        if statement is not None and (text is None or _says(statement, value)):
            return Part(name, statement.code), statement.reads
        if text is not None:
            return Part(name, f"{name} = {text}"), frozenset()
        if (line := _import_line(name, value)) is not None:
            return Part(name, line, True), frozenset()
        needs = f"it needs {name}, whose" if needed_by else "its"
        raise CannotKeepError(f"{needs} source is not in this notebook")

    def _comes_again(self, name: str) -> bool:
        """Whether the line that bound a name, after all that it reads, gives the same once more.

        Not so if it is under a loop or a choice, or if it, or what it reads, was changed since;
        and numbers drawn by a generator depend on how many it gave before.
        """
        if name not in self.again:
            self.again[name] = True  # a function that calls itself
            self.again[name] = self._is_made_alike(name)
        return self.again[name]

    def _is_made_alike(self, name: str) -> bool:
        statement, value = self.last.get(name), self.namespace.get(name)
        if name in self.changed or isinstance(value, DRAW):
            return False
        if statement is None or statement.imports or name not in self.namespace:
            return True  # of Python itself, or of a module
        if (own := _own_source(name, value)) is not None:
            return all(map(self._comes_again, own.reads - {name}))
        earlier = all(self.when.get(read, -1) < self.when[name] for read in statement.reads)
        plain = isinstance(statement.node, PLAIN)
        return plain and earlier and all(map(self._comes_again, statement.reads))

    def _arrays(self, value: Any) -> str | None:
        """Arrays, and tuples, lists and dicts of them, written out; None for all else."""
        if self.namespace.get("np") is not np:
            return None
        match value:
            case np.bool_() | np.number():
                return self._arrays(value.item())
            case np.ndarray() if value.dtype.kind in "biufc" and np.isfinite(value).all():
                if not value.size:  # a list of nothing does not tell its shape
                    return f"np.zeros({value.shape}, dtype={value.dtype.name!r})"
                plain = np.array(value.tolist()).dtype == value.dtype
                kind = "" if plain else f", dtype={value.dtype.name!r}"
                return f"np.array({value.tolist()!r}{kind})"
            case tuple() | list():
                parts = [self._arrays(item) for item in value]
                if None in parts:
                    return None
                text = ", ".join(parts) + ("," if len(parts) == 1 else "")
                return f"({text})" if isinstance(value, tuple) else f"[{text}]"
            case dict():
                parts = {_literal(key): self._arrays(item) for key, item in value.items()}
                if None in [*parts, *parts.values()]:
                    return None
                return f"{{{', '.join(f'{key}: {item}' for key, item in parts.items())}}}"
        return _literal(value)


def _changes(statement: ast.stmt) -> set[str]:
    """The names whose values a statement changes: ``W[0] = 1``, ``b += 1``, ``x.sort()``."""
    places: list[ast.expr] = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            places.append(node)
        elif isinstance(node, ast.AugAssign):
            places.append(node.target)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            places.append(node.value.func)
    names = set()
    for place in places:
        inner = place
        while isinstance(inner, ast.Subscript | ast.Attribute | ast.Call):
            inner = inner.func if isinstance(inner, ast.Call) else inner.value
        if isinstance(inner, ast.Name) and (inner is not place or isinstance(inner.ctx, ast.Store)):
            names.add(inner.id)
    return names


def _own_source(name: str, value: Any) -> Statement | None:
    """The definition of a function as Python knows it, if it was defined under this name here."""
    if not isinstance(value, types.FunctionType) or value.__module__ != "__main__":
        return None
    try:
        (statement,) = statements(textwrap.dedent(inspect.getsource(value)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    return statement if name in statement.binds else None


def _says(statement: Statement, value: Any) -> bool:
    """Whether the statement is the plain value that the name still has."""
    try:
        return bool(ast.literal_eval(statement.node.value) == value)
    except (AttributeError, ValueError, TypeError):
        return False


def _import_of(name: str, node: ast.Import | ast.ImportFrom) -> str:
    """The line that imports this one name."""
    for alias in node.names:
        if (alias.asname or alias.name.partition(".")[0]) == name:
            if isinstance(node, ast.Import):
                return ast.unparse(ast.Import([alias]))
            return ast.unparse(ast.ImportFrom(node.module, [alias], node.level))
    return ast.unparse(node)  # from module import *


def _import_line(name: str, value: Any) -> str | None:
    """The line that imports a module, or what a module has under its own name."""
    if isinstance(value, types.ModuleType):
        return f"import {value.__name__} as {name}"
    module, own = getattr(value, "__module__", None), getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(own, str) or module == "__main__":
        return None
    if getattr(sys.modules.get(module), own, None) is not value:
        return None
    return f"from {module} import {own}" + (f" as {name}" if name != own else "")


def _literal(value: Any) -> str | None:
    """A value as text that gives it back, if it is made of numbers, text and containers only."""
    text = repr(value)
    try:
        same = ast.literal_eval(text) == value
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return text if same is True else None
