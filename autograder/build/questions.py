"""Make what ships for `check`: each exercise's questions, right replies and known wrong ones."""

import zlib

import numpy as np

from dlaudio import exercises
from dlaudio.assessment import store
from dlaudio.assessment.probe import ask
from dlaudio.assessment.verdict import expect
from dlaudio.exercises import Case, Exercise

from ..library import answers, supposing


def make(unit: str) -> bytes:
    """The file of a unit (see `dlaudio.assessment.store`); the same answers give the same bytes."""
    return store.dump([(item, of_exercise(item)) for item in exercises.of_unit(unit)])


def of_exercise(exercise: Exercise) -> store.Stored:
    """Draw the visible cases (each exercise has a seed of its own) and ask everyone we know."""
    rng = np.random.default_rng(zlib.crc32(exercise.name.encode()))
    cases = [_plain(case) for case in exercise.cases(rng, visible=True)]
    expected = expect(exercise, answers.reference(exercise), cases)
    mistakes = answers.misconceptions(exercise).values()
    known = [(mistake.sentence, ask(exercise, mistake.answer, cases)) for mistake in mistakes]
    return store.Stored(cases, expected, known, supposing.of_exercise(exercise, cases, expected))


def _plain(case: Case) -> Case:
    """The case with its arrays rounded as they will be stored: questions and answers must agree."""
    return Case({name: _rounded(value) for name, value in case.inputs.items()}, case.truth)


def _rounded(value):
    if isinstance(value, list | tuple):
        return type(value)(_rounded(item) for item in value)
    return store.rounded(value) if isinstance(value, np.ndarray) else value
