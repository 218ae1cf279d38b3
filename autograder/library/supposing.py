"""What would come of a right answer if its inputs were changed, or if there were a slip in it.

The reference itself is asked: with changed inputs, or as changed code.
"""

import contextlib
import resource
import signal
import sys
import time
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from dlaudio.assessment.probe import Reply, ask, ask_for_numbers
from dlaudio.assessment.sketches import Supposed, sketches, supposed
from dlaudio.assessment.suppositions import suppositions
from dlaudio.exercises import Case, Exercise

from . import answers, changed
from .slips import slips

MOST_EVENTS = 180_000  # calls and returns: an answer with more is too slow to be asked 100 times
MOST_NUMBERS = 30_000  # in the questions
MOST_MEMORY = 1 << 30  # bytes, which a changed size may ask for
# for all questions with one change, which may make an answer that never ends: so long, and so
SECONDS, TIMES = 0.3, 20  # many times what they take without it
Expected = Sequence[Mapping[str, np.ndarray]]


def of_exercise(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Expected,
    among: Collection[str] | None = None,
) -> list[Supposed]:
    """What is supposed of the answers to these cases; nothing of secrets and of slow exercises.

    With `among`, only what has one of these origins: what was tried before, and comes to an end.
    """
    return supposed(every(exercise, cases, expected, among))


def every(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Expected,
    among: Collection[str] | None = None,
) -> Iterator[Supposed]:
    """What is supposed, also what comes to the same as something else."""
    if exercise.secret:
        return
    seconds = _affordable(exercise, cases) if among is None else None
    if among is None and seconds is None:
        return
    for origin, words, answer, asked in _changes(exercise, cases, expected):
        if among is not None and origin not in among:
            continue
        replies: list[Reply] = []
        with limit(seconds) if seconds else contextlib.nullcontext():
            with contextlib.suppress(Exception):  # an answer that cannot be made
                replies = ask_for_numbers(exercise, answer(), asked)
        if found := sketches(replies, expected) if len(replies) == len(asked) else {}:
            yield Supposed(words, found, origin)


def _changes(exercise: Exercise, cases: Sequence[Case], expected: Expected) -> Iterator[tuple]:
    """Each with its origin, what is said of what comes of it, an answer to make, and questions."""
    reference = answers.reference(exercise)
    for words, asked in suppositions(cases):
        yield words, f"would be right if {words}", lambda: reference, asked
    names = {*cases[0].inputs, *expected[0]}
    for words, text, made in slips(changed.cell(exercise), names):
        words = f"comes of a right answer in which {words}"
        yield mark(text), words, lambda made=made: changed.answer(exercise, made), cases


def mark(text: str) -> str:
    """The origin of what comes of changed code: short, and nothing can be read from it."""
    return f"{zlib.crc32(text.encode()):08x}"


def _affordable(exercise: Exercise, cases: Sequence[Case]) -> float | None:
    """How long these questions may take; None if it is too much work to ask them 100 times.

    What is too much is counted, and so the same everywhere.
    """
    if sum(_numbers(list(case.inputs.values())) for case in cases) > MOST_NUMBERS:
        return None
    events, start = 0, time.process_time()

    def count(*_):
        nonlocal events
        events += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        ask(exercise, answers.reference(exercise), cases)
    finally:
        sys.setprofile(before)
    spent = time.process_time() - start
    return SECONDS + TIMES * spent if events <= MOST_EVENTS else None


def _numbers(values: list) -> int:
    return sum(
        _numbers(list(value)) if isinstance(value, list | tuple) else np.size(value)
        for value in values
    )


class Endless(BaseException):
    """What never ends is ended by it: no error that could be caught and answered."""


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """After so much time of the processor what runs inside is ended, and nothing is raised.

    On a busy machine it gets as far as on an idle one. What asks for much memory gets an error.
    """

    def stop(*_):
        raise Endless

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        try:
            with _memory(MOST_MEMORY):
                yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except Endless:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextlib.contextmanager
def _memory(more: int) -> Iterator[None]:
    """No more than so many bytes beside what is in use, where the system keeps to it (Linux)."""
    in_use = Path("/proc/self/statm")
    if not in_use.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(in_use.read_text(encoding="ascii").split()[0])
    wanted = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == -1 else min(wanted, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
