"""Whether the questions are as good as the answers: every mutant of a reference has to be noticed.

A mutant that no question notices is either equivalent (it does the same, whatever comes in), and
then stands with its reason in the unit's ``equivalent.txt``, or it is a question that is missing.
"""

import ast
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from dlaudio.assessment.explanation import explain
from dlaudio.assessment.probe import ask
from dlaudio.assessment.questioning import question
from dlaudio.assessment.sketches import Supposed
from dlaudio.assessment.verdict import Verdict, judge
from dlaudio.exercises import Exercise

from ..library import changed, folder, supposing
from ..library.mutation import code, mutants
from ..library.supposing import limit
from .grading import known, questions
from .told import count

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
    told, lines, errors : int
        How many were told what is wrong by the judge, or why a line of theirs ended in an error;
        how many have an error alone (see `told`). Told if just this change had not been foreseen:
        it is no slip that is supposed of them.
    survivors : list of str
        What was changed in those that one of the two did not notice.
    """

    exercise: Exercise
    made: int = 0
    equivalent: int = 0
    judged: int = 0
    checked: int = 0
    told: int = 0
    lines: int = 0
    errors: int = 0
    survivors: list[str] = field(default_factory=list)


def examine(exercise: Exercise) -> Mutants:
    """Mutate the reference of an exercise, and ask every mutant."""
    found = Mutants(exercise)
    if exercise.secret:  # letters and proofs: each wrong one is a known mistake already
        return found
    same = equivalents(exercise)
    guesses = list(supposing.every(exercise, *questions(exercise, SEED)))
    for words, text, answer in answers_of(exercise):
        foreseen = [one for one in guesses if one.origin != supposing.mark(text)]
        judged, checked, verdict = noticed(exercise, answer, foreseen)
        if words in same and not (judged or checked):
            found.equivalent += 1
            continue
        found.made += 1
        found.judged += judged
        found.checked += checked
        if verdict is not None:
            count(found, verdict)
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


def answers_of(exercise: Exercise) -> Iterator[tuple[str, str, object]]:
    """Every mutant of the reference that can be made: what was changed, the code and the answer."""
    cell = changed.cell(exercise)
    for words, made in [*hard_coded(exercise, cell), *mutants(cell)]:
        with contextlib.suppress(Exception):  # a value that cannot be made is noticed by its author
            yield words, code(made), changed.answer(exercise, made)


def hard_coded(exercise: Exercise, cell: list[ast.stmt]) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Functions that do not look at a plain number: they take what the first question had."""
    first = questions(exercise, SEED)[0][0].inputs
    for name, value in first.items():
        if isinstance(value, bool) or not isinstance(value, int | float | np.number):
            continue
        copied = [ast.parse(ast.unparse(one)).body[0] for one in cell]
        for statement in copied:
            if isinstance(statement, ast.FunctionDef) and statement.name == exercise.name:
                names = {arg.arg for arg in [*statement.args.args, *statement.args.kwonlyargs]}
                if name in names:
                    line = f"{name} = {getattr(value, 'item', lambda value=value: value)()!r}"
                    statement.body[:0] = ast.parse(line).body
                    yield f"always {line}", copied


def noticed(
    exercise: Exercise, answer, guesses: Sequence[Supposed] = ()
) -> tuple[bool, bool, Verdict | None]:
    """Whether an answer loses points in the judge, and in `check`; the judge's verdict then.

    `guesses` are all that is supposed. There is no verdict on what does not end.
    """
    judged = checked = True  # what does not end is noticed
    found = None
    with limit(SECONDS):
        cases, expected = questions(exercise, SEED)
        replies = ask(exercise, answer, cases)
        verdict = judge(exercise, expected, replies)
        judged = not verdict.right
        if judged and verdict.answered:
            others = known(exercise, SEED), cases, guesses
            verdict = explain(verdict, replies, expected, *others)
        found = verdict if judged else None
    with limit(SECONDS):
        verdict, _ = question(exercise, answer)
        checked = not verdict.right or bool(verdict.broken_laws)
    return judged, checked, found


def table(entries: list[Mutants]) -> str:
    """The survivors, a line each, and the sums."""
    lines = [f"{e.exercise.unit[:3]} {e.exercise.name} | {s}" for e in entries for s in e.survivors]
    made = sum(entry.made for entry in entries)
    parts = [f"{sum(e.judged for e in entries)} of {made} mutants noticed by the judge"]
    parts += [f"{sum(e.checked for e in entries)} by check"]
    parts += [f"{sum(e.told + e.lines for e in entries)} told what is wrong"]
    parts += [f"{sum(e.equivalent for e in entries)} more are equivalent"]
    return "\n".join([*lines, "; ".join(parts) + "."])
