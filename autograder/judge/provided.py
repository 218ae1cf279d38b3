"""What a released notebook provides is there, though the student's cell that should give it is not.

A cell that imports NumPy may stop at the grader's for a line that ran where the student works
(`from google.colab import drive`), or be gone, moved or turned into text. That costs none of the
answers below it: a name that the released notebook binds there is bound from the released cell,
where the submission mentions it and has not bound it itself.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from .names import names_of
from .submission import Cell

WORD = re.compile(r"\w+")
Want = tuple[int, list[str]]  # number of a released cell, and names that it binds


@dataclass
class Provision:
    """Names that have to be there, by the number of a submission's cell.

    Attributes
    ----------
    before, after : dict[int, list of (int, list of str)]
        The released cells that bind them, and the names: to be bound before a cell runs, or when
        it has run (or has not, because it was given up) and did not bind them.
    stopped : dict[int, (int, list of str)]
        The same for a cell that is as it was released, should it stop with an error.
    """

    before: dict[int, list[Want]] = field(default_factory=lambda: defaultdict(list))
    after: dict[int, list[Want]] = field(default_factory=lambda: defaultdict(list))
    stopped: dict[int, Want] = field(default_factory=dict)


def provision(
    cells: Sequence[Cell],
    released: Sequence[str],
    bound: Sequence[list[str]],
    answers: Sequence[str],
) -> Provision:
    """Which names the released notebook provides, and when they have to be there.

    Parameters
    ----------
    cells : list of Cell
        The submission.
    released : list of str
        Code of the unit as students got it.
    bound : list of list of str
        The names that each of these cells binds.
    answers : list of str
        Names of the exercises: what a cell with one of them binds is the student's to give.
    """
    found = Provision()
    runs = [number for number, cell in enumerate(cells) if cell.run]
    needs = {number: _needs(cells[number].source) for number in runs}
    gives = {number: binds(cells[number].source) for number in runs}
    answered = set(answers)
    needed = set().union(*needs.values()) if needs else set()
    wanted = [[name for name in names if name in needed] for names in bound]
    for k, source in enumerate(released):
        if Cell("code", source).answered(answered):
            wanted[k] = []
    sources = [cells[number].source for number in runs]
    matcher = SequenceMatcher(None, sources, released, autojunk=False)
    here: list[int] = []  # cells of the student's own since the last that is as it was released
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(runs[first:last], range(start, end), strict=True)
            found.stopped |= {number: (k, wanted[k]) for number, k in pairs if wanted[k]}
            follows = None
        else:
            here = runs[first:last]
            follows = runs[last] if last < len(runs) else len(cells)
        for k in range(start, end):
            for name in wanted[k]:
                # whoever has it first binds it, or needs it
                number = next((n for n in here if name in needs[n] | gives[n]), follows)
                if number is not None:
                    binding = name in gives.get(number, ())
                    _want((found.after if binding else found.before)[number], k, name)
        here = [] if kind == "equal" else here
    return found


@lru_cache(maxsize=512)  # most cells of a class are the same
def _needs(source: str) -> set[str]:
    """Names that a cell has from other cells, now or when its functions are called.

    Every word in it, where that cannot be read.
    """
    names = names_of(source)
    return set(WORD.findall(source)) if names is None else names.reads | names.late


def _want(wants: list[Want], k: int, name: str) -> None:
    if not wants or wants[-1][0] != k:
        wants.append((k, []))
    wants[-1][1].append(name)


@lru_cache(maxsize=512)
def binds(source: str) -> set[str]:
    """Names that a cell's code binds when it runs, wherever it does so outside of functions."""
    found: set[str] = set()
    todo: list[ast.AST] = list(Cell("code", source).statements)
    while todo:
        node = todo.pop()
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
                continue
            case ast.ClassDef(name=name):
                found.add(name)
                continue
            case ast.Lambda():
                continue
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
        todo += ast.iter_child_nodes(node)
    return found
