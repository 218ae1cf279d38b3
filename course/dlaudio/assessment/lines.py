"""The line of the student's that an error went through: its code, and what its names stood for."""

import ast
import builtins
import functools
import linecache
import re
import traceback
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .values import Values

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Line:
    """Where an error went through the student's own code last.

    Attributes
    ----------
    source : str
        All the code that stands with it: of a cell, or of a file.
    node : ast.AST
        The expression that could not be computed, or the statement that it stands in.
    around : list of ast.AST
        What the node stands in, the nearest first.
    names : dict
        What names stood for there.
    """

    source: str
    node: ast.AST
    around: list[ast.AST]
    names: dict[str, Any] = field(repr=False)

    def code(self, node: ast.AST) -> str:
        """A piece of the code as the student has written it; empty if it goes over several lines.

        Of a statement with others in it, it is the first line.
        """
        whole = node.lineno == node.end_lineno
        if not whole and not isinstance(node, ast.stmt):
            return ""
        row = _rows(self.source)[node.lineno - 1]  # positions count bytes
        return row[node.col_offset : node.end_col_offset if whole else None].decode().strip()

    @property
    def function(self) -> ast.AST:
        """The function that the node stands in; all the code if it stands in none."""
        return next((one for one in self.around if isinstance(one, FUNCTIONS)), self.around[-1])

    def value(self, node: ast.AST) -> Any:
        """What an expression stands for, as far as that can be said without calling anything.

        Raises
        ------
        Unknown
            If it cannot.
        """
        return Values(self.names).of(node)

    @property
    def inputs(self) -> set[str]:
        """What the function that the node stands in is given."""
        given = getattr(self.function, "args", None)
        return {one.arg for one in ast.walk(given) if isinstance(one, ast.arg)} if given else set()

    def made(self, name: str) -> list[ast.stmt]:
        """The statements of the function that put something where the name points."""
        return _made(self.function).get(name, [])


def quoted(code: str) -> str:
    """Code as it stands in a sentence."""
    return f"`{code}`"


def is_made(node: ast.Name) -> bool:
    """Whether the name is given a value there, not read."""
    return isinstance(node.ctx, ast.Store)


def own_names(statement: ast.stmt) -> Iterator[ast.Name]:
    """The names in a statement without those in the statements that stand in it."""
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.Name):
            yield child
        elif not isinstance(child, ast.stmt):
            yield from (node for node in ast.walk(child) if isinstance(node, ast.Name))


@functools.lru_cache(maxsize=8)
def _made(function: ast.AST) -> dict[str, list[ast.stmt]]:
    """The statements of a function that give a name its value, by the names."""
    found: dict[str, list[ast.stmt]] = {}
    for one in ast.walk(function):
        if isinstance(one, ast.stmt) and not isinstance(one, FUNCTIONS):
            for name in {node.id: None for node in own_names(one) if is_made(node)}:
                found.setdefault(name, []).append(one)
    return found


def is_own(filename: str) -> bool:
    """Whether code of this file is the student's: a cell of a notebook, or what was typed."""
    return "ipykernel" in filename or filename.startswith("<")


def last_own(error: BaseException) -> str:
    """The last line of the student's that the error passed through; empty if there is none."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if is_own(frame.filename) and frame.line:
            return frame.line
    return ""


def own_line(error: BaseException) -> Line | None:
    """The student's line that an error passed through last, with what stood in its names.

    None where there is no such line, or where its code is not kept.
    """
    steps = [step for step in _steps(error.__traceback__) if is_own(_code(step).co_filename)]
    if not steps:
        return None
    own = steps[-1]
    frame, code = own.tb_frame, _code(own)
    source = "".join(linecache.getlines(code.co_filename, frame.f_globals))
    if not source.strip():
        return None
    try:
        parents = _parents(source)
    except (SyntaxError, ValueError):
        return None
    place = next(iter([*code.co_positions()][own.tb_lasti // 2 :]), (None,) * 4)
    node = _at(source, place, own.tb_lineno)
    if node is None:
        return None
    around = [node]
    while around[-1] in parents:
        around.append(parents[around[-1]])
    names = {**vars(builtins), **frame.f_globals}
    if steps[1:] and code in _code(steps[-2]).co_consts:  # a comprehension, and what is around it
        names |= steps[-2].tb_frame.f_locals
    return Line(source, node, around, names | frame.f_locals)


def _code(step: types.TracebackType) -> types.CodeType:
    return step.tb_frame.f_code


def _steps(step: types.TracebackType | None) -> Iterator[types.TracebackType]:
    while step is not None:
        yield step
        step = step.tb_next


@functools.lru_cache(maxsize=8)
def _rows(source: str) -> list[bytes]:
    """The lines of the code; `ast.get_source_segment` would look at each letter for each node."""
    return re.split(rb"\r\n|\r|\n", source.encode())


@functools.lru_cache(maxsize=8)
def _parents(source: str) -> dict[ast.AST, ast.AST]:
    """What each node of the code stands in."""
    tree = ast.parse(source)
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


@functools.lru_cache(maxsize=8)
def _places(source: str) -> list[tuple[int, int, ast.expr | ast.stmt]]:
    """The expressions and statements of the code, with the lines that they go over."""
    nodes = [node for node in _parents(source) if isinstance(node, ast.expr | ast.stmt)]
    return [(node.lineno, node.end_lineno or 0, node) for node in nodes]


def _at(source: str, place: tuple, number: int) -> ast.AST | None:
    """The node at a place (first line, last line, first and last column); else its statement."""
    exact = statement = None
    for first, last, node in _places(source):
        if not first <= number <= last:
            continue
        if (first, last, node.col_offset, node.end_col_offset) == place:
            exact = node  # an expression comes after the statement that is nothing else
        if isinstance(node, ast.stmt):
            statement = node  # and what stands in another after it
    return exact or statement
