"""A slip is paid once: a right answer stands in for a wrong one when a later exercise calls it.

The right answer never enters the sandbox. What the student's process gets is a name that calls back
to the judge, and only after the exercise that it belongs to has been judged. It takes and returns
plain values, and when the question is over it answers nobody any more.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dlaudio.assessment.probe import AnswerError
from dlaudio.assessment.verdict import Verdict
from dlaudio.exercises import Exercise

from ..library import answers
from .bounds import OutOfTime, bounded_memory, within
from .remote import Function, Session
from .submission import Cell

WORD = re.compile(r"[\w -]{0,40}")  # no path, no program: an answer may do anything with a text
NUMBERS = bool | int | float | complex | np.generic | np.random.Generator | None


class Lent:
    """A right answer, to be called from a student's process while one question lasts."""

    def __init__(self, exercise: Exercise):
        self.name, self.function = exercise.name, answers.reference(exercise)
        self.open = True

    def __call__(self, *arguments, **options):
        if not self.open:
            raise ValueError(f"the right {self.name} was lent for one question, which is over")
        for value in (*arguments, *options.values()):
            _look_at(value, functions=True)
        result = self.function(*arguments, **options)
        _look_at(result)
        return result


def _look_at(value: Any, functions: bool = False) -> None:
    """ValueError if it is not made of numbers, arrays and words, and of functions of theirs."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for item in value:
            _look_at(item, functions)
    elif isinstance(value, str):
        if not WORD.fullmatch(value):
            raise ValueError("a right answer is lent for numbers, not for texts")
    elif isinstance(value, np.ndarray):
        if value.dtype.kind not in "biufc":
            raise ValueError("a right answer is lent for numbers, not for texts")
    elif not isinstance(value, NUMBERS) and not (functions and isinstance(value, Function)):
        raise ValueError("a right answer is lent for plain values")


def wanted(
    exercise: Exercise, cells: Sequence[Cell], verdicts: Mapping[str, Verdict]
) -> list[Exercise]:
    """Earlier exercises, judged to be wrong, that the cells with this answer speak of."""
    texts = [cell.source for cell in cells if cell.run and cell.answers(exercise.name)]
    return [
        verdict.exercise
        for name, verdict in verdicts.items()
        if not verdict.right
        and name != exercise.name
        and _can_be_lent(verdict.exercise)
        and any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts)
    ]


def _can_be_lent(exercise: Exercise) -> bool:
    return not exercise.secret and inspect.isfunction(answers.reference(exercise))


def without_slips(
    session: Session,
    slips: Sequence[Exercise],
    first: Verdict,
    ask: Callable[[], Verdict],
    seconds: float,
) -> Verdict:
    """The better of a verdict and of what `ask` says with right answers in place of the slips.

    Parameters
    ----------
    slips : sequence of Exercise
        Whose right answers the notebook has meanwhile.
    seconds : float
        For all of it; the process is given up if it takes longer.
    """
    session.allow(seconds)
    lent = {exercise.name: Lent(exercise) for exercise in slips}
    try:
        with within(seconds, session.allowance.longest), bounded_memory():
            session.put(lent)
            second = ask()
            session.put({})
    except (AnswerError, OutOfTime, MemoryError):
        session.lose("TimeoutError", "did not come back from a question")
        return first
    finally:
        for one in lent.values():
            one.open = False
    return replace(second, lent=[*lent]) if second.points > first.points else first
