"""Where what an answer lacks stands in the notebook: under another name, or further down."""

import difflib
import re
from collections.abc import Sequence

from dlaudio.assessment.verdict import Verdict

from .submission import Cell, defines

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
