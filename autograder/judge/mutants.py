"""Whether the questions are as good as the answers: every mutant of a reference has to be noticed.

A mutant that no question notices is either equivalent (it does the same, whatever comes in), and
then stands with its reason in the unit's ``equivalent.txt``, or it is a question that is missing.
"""

import ast
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from dlaudio.assessment.questioning import question
from dlaudio.exercises import Exercise

from ..library import folder
from ..library.supposing import limit
from .grading import assess, questions
from .mutation import mutants
from .told import told

SEED = 1
SECONDS = 5  # for one mutant, which may never end


@dataclass
class Mutants:
    """How many mutants of an exercise's reference there are, and who noticed them.

    Attributes
    ----------
    made, equivalent : int
        Those that are listed as equivalent are not among those made.
    judged, checked : int
        How many lost points in the judge, and in the notebook's `check`.
    told : int
        How many were told what is wrong by the judge (see `told.told`).
    survivors : list of str
        What was changed in those that one of the two did not notice.
    """

    exercise: Exercise
    made: int = 0
    equivalent: int = 0
    judged: int = 0
    checked: int = 0
    told: int = 0
    survivors: list[str] = field(default_factory=list)


def examine(exercise: Exercise) -> Mutants:
    """Mutate the reference of an exercise, and ask every mutant."""
    found = Mutants(exercise)
    if exercise.secret:  # letters and proofs: each wrong one is a known mistake already
        return found
    known = equivalents(exercise)
    for words, answer in answers_of(exercise):
        judged, checked, explained = noticed(exercise, answer)
        if words in known and not (judged or checked):
            found.equivalent += 1
            continue
        found.made += 1
        found.judged += judged
        found.checked += checked
        found.told += explained
        if not (judged and checked):
            who = "anybody" if not (judged or checked) else "the judge" if checked else "check"
            found.survivors.append(f"{words}  [not noticed by {who}]")
    return found


def equivalents(exercise: Exercise) -> dict[str, str]:
    """Mutants that do what the reference does, with the reason; from the unit's equivalent.txt.

    A line is ``exercise | what was changed | reason``.
    """
    path = folder.text_of(exercise.unit).with_name("equivalent.txt")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = [[part.strip() for part in line.split(" | ")] for line in lines if line.strip()]
    return {words: reason for name, words, reason in rows if name == exercise.name}


def answers_of(exercise: Exercise) -> Iterator[tuple[str, object]]:
    """Every mutant of the reference that can be made, with what was changed."""
    path = folder.text_of(exercise.unit)
    every = folder.needed(path, [exercise.name])
    cell = _last_definitions(folder.answer_cells(path)[exercise.name])
    whole = folder.answer_cells(path)[exercise.name]
    rest = [one for one in every if not any(one is statement for statement in whole)]
    before = [one for one in rest if one.lineno < cell[0].lineno]
    after = [one for one in rest if one.lineno > cell[0].lineno]
    yield from hard_coded(exercise, before, cell, after)
    for words, changed in mutants(cell):
        with contextlib.suppress(Exception):  # a value that cannot be made is noticed by its author
            yield words, _value(exercise, before, changed, after)


def _last_definitions(cell: list[ast.stmt]) -> list[ast.stmt]:
    """A cell without what it defines anew further down, such as a function to be mended."""
    names = [folder.defined(statement) for statement in cell]
    return [
        statement
        for number, statement in enumerate(cell)
        if not names[number] or not names[number] <= set().union(*names[number + 1 :])
    ]


def hard_coded(exercise, before, cell, after) -> Iterator[tuple[str, object]]:
    """Functions that do not look at a plain number: they take what the first question had."""
    first = questions(exercise, SEED)[0][0].inputs
    for name, value in first.items():
        if isinstance(value, bool) or not isinstance(value, int | float | np.number):
            continue
        changed = [ast.parse(ast.unparse(one)).body[0] for one in cell]
        for statement in changed:
            if isinstance(statement, ast.FunctionDef) and statement.name == exercise.name:
                names = {arg.arg for arg in [*statement.args.args, *statement.args.kwonlyargs]}
                if name in names:
                    line = (
                        f"{name} = {value!r}"
                        if not hasattr(value, "item")
                        else (f"{name} = {value.item()!r}")
                    )
                    statement.body[:0] = ast.parse(line).body
                    with contextlib.suppress(Exception):
                        yield f"always {line}", _value(exercise, before, changed, after)


def _value(exercise, before, cell, after) -> object:
    module = folder.run(folder.text_of(exercise.unit), [*before, *cell, *after], "mutant")
    return getattr(module, exercise.name)


def noticed(exercise: Exercise, answer) -> tuple[bool, bool, bool]:
    """Whether an answer loses points in the judge, and in `check`; whether it is told why."""
    judged = checked = True  # what does not end is noticed
    explained = False
    with limit(SECONDS):
        verdict = assess(exercise, answer, SEED)
        judged, explained = not verdict.right, told(verdict)
    with limit(SECONDS):
        verdict, _ = question(exercise, answer)
        checked = not verdict.right or bool(verdict.broken_laws)
    return judged, checked, explained


def table(entries: list[Mutants]) -> str:
    """The survivors, a line each, and the sums."""
    lines = [f"{e.exercise.unit[:3]} {e.exercise.name} | {s}" for e in entries for s in e.survivors]
    made = sum(entry.made for entry in entries)
    parts = [f"{sum(e.judged for e in entries)} of {made} mutants noticed by the judge"]
    parts += [f"{sum(e.checked for e in entries)} by check"]
    parts += [f"{sum(e.told for e in entries)} told what is wrong"]
    parts += [f"{sum(e.equivalent for e in entries)} more are equivalent"]
    return "\n".join([*lines, "; ".join(parts) + "."])
