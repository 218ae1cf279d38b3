"""What the notebook itself says of an answer: where what it lacks stands, and what is no Python."""

import ast
import difflib
import re
import warnings
from collections.abc import Container, Sequence

from dlaudio.assessment.verdict import Verdict

from .submission import MAGIC, Cell, defines, is_simple

MISSED = re.compile(r"name '(\w+)' is not defined")


def nearly(name: str, cells: Sequence[Cell]) -> str:
    """The end of "there is nothing called `name`", where something is called nearly so."""
    mine = {defined for cell in cells if cell.run for defined in defines(cell.source)}
    known = {defined.lower(): defined for defined in sorted(mine)}
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.8)
    return f", but there is {known[near[0]]}: give it this name" if near else ""


def defined_later(verdict: Verdict, cells: Sequence[Cell]) -> list[str]:
    """A sentence for each name that an answer missed and that a cell of the notebook defines."""
    missed = {n for one in verdict.findings for n in MISSED.findall(str(one.difference))}
    places = {
        name: number
        for number, cell in enumerate(cells, 1)
        if cell.run
        for name in missed & defines(cell.source)
    }
    return [
        f"{verdict.exercise.name} needs {name}, which cell {number} defines. When it was checked, "
        "that cell had not run: move it above."
        for name, number in sorted(places.items())
    ]


def untouched(name: str, cells: Sequence[Cell], released: Container[str]) -> bool:
    """Whether every cell that seems to answer `name` is still as it was given out."""
    mine = [cell.source for cell in cells if cell.answers(name)]
    return bool(mine) and all(source in released for source in mine)


def no_python(source: str) -> str | None:
    """What Python says of a cell that is no Python, and the line; None of all others."""
    if not is_simple(source):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd escapes in a student's text
        try:
            ast.parse(MAGIC.sub("", source))
        except SyntaxError as error:
            where = f" (line {error.lineno} of the cell)" if error.lineno else ""
            return f"{type(error).__name__}: {error.msg}{where}"
        except (ValueError, RecursionError, MemoryError):
            return None
    return None
