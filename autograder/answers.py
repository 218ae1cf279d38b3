"""The library of answers: references, known mistakes, and right answers written differently.

Each kind is a folder with one module a unit. A reference carries the exercise's own name; a mistake
and a variant are any function, class or value marked by `misconception` or `variant`.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from dlaudio.exercises import Exercise
from dlaudio.exercises.quiz import as_shown


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


def reference(exercise: Exercise) -> Any:
    """The right answer to an exercise."""
    return _shown(exercise, getattr(_module("references", exercise), exercise.name))


def misconceptions(exercise: Exercise) -> dict[str, Misconception]:
    """The known mistakes of an exercise by the names they have in their module."""
    return _marked("misconceptions", exercise, Misconception)


def variants(exercise: Exercise) -> dict[str, Variant]:
    """The other right answers of an exercise by the names they have in their module."""
    return _marked("variants", exercise, Variant)


def _module(kind: str, exercise: Exercise):
    return importlib.import_module(f"autograder.{kind}.{exercise.unit}")


def _marked(kind: str, exercise: Exercise, mark: type) -> dict:
    values = vars(_module(kind, exercise)).items()
    return {
        name: replace(value, answer=_shown(exercise, value.answer))
        for name, value in values
        if isinstance(value, mark) and value.exercise is exercise
    }


def _shown(exercise: Exercise, answer: Any) -> Any:
    """The answer to a quiz in the letters that students see; other answers as they are."""
    return as_shown(answer, exercise.choices) if exercise.choices else answer
