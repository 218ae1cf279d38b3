"""What would come of a right answer if its inputs were changed: asked of the reference itself."""

import contextlib
import signal
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from dlaudio.assessment.probe import Reply, ask
from dlaudio.assessment.sketches import Supposed, supposed
from dlaudio.assessment.suppositions import suppositions
from dlaudio.exercises import Case, Exercise

from . import answers

MOST_EVENTS = 180_000  # calls and returns: an answer with more is too slow to be asked 100 times
MOST_NUMBERS = 30_000  # in the questions
SECONDS = 3  # for all questions with one change, which may make an answer that never ends


def of_exercise(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Mapping[str, np.ndarray]],
    among: Collection[str] | None = None,
) -> list[Supposed]:
    """What is supposed of the answers to these cases; nothing of secrets and of slow exercises.

    With `among`, only what is in these words: what has been tried before, and comes to an end.
    """
    if exercise.secret or (among is None and _slow(exercise, cases)):
        return []
    return supposed(_outcomes(exercise, cases, among), expected)


def _outcomes(exercise, cases, among) -> Iterator[tuple[str, list[Reply]]]:
    reference = answers.reference(exercise)
    for words, changed in suppositions(cases):
        words = f"would be right if {words}"
        if among is not None:
            if words in among:
                yield words, ask(exercise, reference, changed)
            continue
        replies: list[Reply] = []
        with limit(SECONDS):
            replies = ask(exercise, reference, changed)
        if replies:
            yield words, replies


def _slow(exercise: Exercise, cases: Sequence[Case]) -> bool:
    """Whether it is too much work to ask the reference again and again; the same everywhere."""
    if sum(_numbers(list(case.inputs.values())) for case in cases) > MOST_NUMBERS:
        return True
    events = 0

    def count(*_):
        nonlocal events
        events += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        ask(exercise, answers.reference(exercise), cases)
    finally:
        sys.setprofile(before)
    return events > MOST_EVENTS


def _numbers(values: list) -> int:
    return sum(
        _numbers(list(value)) if isinstance(value, list | tuple) else np.size(value)
        for value in values
    )


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """After so much time of the processor what runs inside gets an error, again and again.

    On a busy machine it gets as far as on an idle one.
    """

    def stop(*_):
        raise TimeoutError("this does not end")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
