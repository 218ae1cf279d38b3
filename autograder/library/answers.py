"""Right answers, known mistakes, and right answers written differently, by exercise.

A reference is what the exercise's answer cell defines; a mistake and a variant are any function,
class or value of the unit's files that is marked by `misconception` or `variant`.
"""

import types
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from dlaudio import exercises
from dlaudio.assessment.quiz import as_shown
from dlaudio.exercises import Exercise

from . import folder


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that people really give; the sentence goes on from "your answer …"."""

    exercise: Exercise
    sentence: str
    answer: Any


@dataclass(frozen=True)
class Variant:
    """A right answer written in another way than the reference."""

    exercise: Exercise
    answer: Any


def misconception(exercise: Exercise, sentence: str) -> Callable[[Any], Misconception]:
    """Mark a function or class (as a decorator) or a value (as a call) as a known mistake."""
    return lambda answer: Misconception(exercise, sentence, answer)


def variant(exercise: Exercise) -> Callable[[Any], Variant]:
    """Mark a function or class (as a decorator) or a value (as a call) as another right answer."""
    return lambda answer: Variant(exercise, answer)


def right_answers(unit: str) -> types.ModuleType:
    """The right answers of a unit, as attributes; what they need of the unit's text is there, too.

    A quiz is answered in the letters of the source.
    """
    return _answers(folder.text_of(unit), unit)


@cache
def _answers(path: Path, unit: str) -> types.ModuleType:
    names = [item.name for item in exercises.of_unit(unit)]
    return folder.run(path, folder.needed(path, names), f"answers_of_{unit}")


def reference(exercise: Exercise) -> Any:
    """The right answer to an exercise."""
    return _shown(exercise, getattr(right_answers(exercise.unit), exercise.name))


def misconceptions(exercise: Exercise) -> dict[str, Misconception]:
    """The known mistakes of an exercise by the names they have in their file."""
    return _marked("misconceptions", exercise, Misconception)


def variants(exercise: Exercise) -> dict[str, Variant]:
    """The other right answers of an exercise by the names they have in their file."""
    return _marked("variants", exercise, Variant)


@cache
def _private(path: Path, unit: str) -> types.ModuleType:
    """A file beside the unit's text, run."""
    return folder.run(path, folder.statements(path), f"{path.stem}_of_{unit}")


def _marked(kind: str, exercise: Exercise, mark: type) -> dict:
    values = vars(_private(folder.files(exercise.unit)[kind], exercise.unit)).items()
    return {
        name: replace(value, answer=_shown(exercise, value.answer))
        for name, value in values
        if isinstance(value, mark) and value.exercise is exercise
    }


def _shown(exercise: Exercise, answer: Any) -> Any:
    """The answer to a quiz in the letters that students see; other answers as they are."""
    return as_shown(answer, exercise.choices) if exercise.choices else answer
