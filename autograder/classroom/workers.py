"""Processes that grade side by side, here on this machine (`dask_pool`: on many).

A worker keeps one warm parent and grades one submission after the other. When it dies or fails,
its submission is graded once more, alone, when all others are done; if that fails as well, it is
left for a person to look at.
"""

import atexit
import collections
import contextlib
import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from dlaudio import exercises

from ..inside.limits import ATTEMPTS, DEFAULT_LIMITS, RECYCLE, Limits
from ..inside.namespaces import die_with_parent
from ..judge import submission, trusted
from ..judge.demonstrations import left_for_later
from ..judge.result import Result
from ..judge.sandbox import SandboxError, WarmParent
from . import results
from .work import Work

AHEAD = 2  # submissions that a local worker is given at a time, so that it need not wait
STUCK_SECONDS = 120  # beyond what a submission may take


@dataclass(frozen=True)
class Task:
    """What is the same for a whole class.

    Attributes
    ----------
    cells : tuple of str
        Code of the unit as it was released, for the warm parent.
    exercises : str
        Hash of the exercises, which must be those that the worker has.
    later : tuple
        Which of the cells the warm parent need not run (see `demonstrations.left_for_later`).
    """

    unit: str
    cells: tuple[str, ...]
    exercises: str
    later: tuple = ()
    confined: bool = True
    limits: Limits = DEFAULT_LIMITS


def task(unit: str, released: dict, *, confined: bool, limits: Limits = DEFAULT_LIMITS) -> Task:
    """The task of grading a unit, of which `released` is the notebook as students get it."""
    cells = submission.read(json.dumps(released).encode(), unit).cells
    later = left_for_later(cells, {item.name for item in exercises.of_unit(unit)})
    code = tuple(cell.source for cell in cells if cell.run)
    return Task(unit, code, results.exercises_hash(unit), tuple(later), confined, limits)


def warm_parent(task: Task, *, wait: bool = True) -> WarmParent:
    """The process that forks for each submission of a class (see `WarmParent`)."""
    how = {"confined": task.confined, "limits": task.limits, "wait": wait}
    return WarmParent(list(task.cells), later=task.later, **how)


@dataclass(frozen=True)
class Graded:
    """What a submission got, and the key of the bytes that got it (see `results.key`)."""

    key: str
    result: Result


@dataclass(frozen=True)
class NotGraded:
    """Why a submission was not graded, in a sentence for the instructor."""

    sentence: str


class WorkerError(Exception):
    """No submission can be graded by these workers; the sentence says why."""


# ---- in a worker -------------------------------------------------------------------------------


class _Warm:
    """The warm parent of this process: started when it is needed, replaced when it has gone.

    A local worker begins with the one of the driver, from which it was forked.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.parent: WarmParent | None = None
        self.task: Task | None = None
        self.used = 0

    def get(self, task: Task, *, wait: bool = True) -> WarmParent:
        with self.lock:
            self.used += 1
            if self.parent is None or self.task != task or self.used > RECYCLE:
                self.close()
                self.parent = warm_parent(task, wait=wait)
                self.task, self.used = task, 1
            return self.parent

    def close(self) -> None:
        if self.parent is not None:
            self.parent.close()
            self.parent = None


_warm = _Warm()
atexit.register(_warm.close)


def begin(task: Task) -> None:
    """Start the warm parent of this process and of its forks, and do not wait for it.

    Raises
    ------
    SandboxError
        If students' code cannot be confined here.
    """
    _warm.get(task, wait=False)


def grade(task: Task, data: bytes, seed: int) -> Graded:
    """Grade the bytes of a submission in this process, with the questions drawn from a seed.

    Raises
    ------
    WorkerError
        If this machine has other exercises than those that the driver wants.
    SandboxError
        If students' code cannot be confined here.
    """
    if results.exercises_hash(task.unit) != task.exercises:
        raise WorkerError(f"a worker has another version of {task.unit}: update its machine")
    key = results.key(data, task.unit, seed)
    try:
        return Graded(key, trusted.grade(data, task.unit, _warm.get(task), seed))
    except OSError:  # the warm parent has ended; the next one is asked once
        _warm.close()
        return Graded(key, trusted.grade(data, task.unit, _warm.get(task), seed))


def not_graded(error: Exception) -> NotGraded:
    return NotGraded(f"the grader failed: {type(error).__name__}: {error}")


def _serve(pipe: Connection, task: Task, driver: int, processor: int | None) -> None:
    """A local worker: grade what comes through the pipe until the driver has ended."""
    die_with_parent()
    if processor is not None:
        os.sched_setaffinity(0, [processor])
    os.setsid()  # Ctrl-C is for the driver
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while os.getppid() == driver:
            work = pipe.recv()
            try:
                answer = grade(task, work.handed_in.read(), work.asked.seed)
            except (SandboxError, WorkerError) as error:
                answer = error
            except Exception as error:
                answer = not_graded(error)
            pipe.send(answer)
    _warm.close()


# ---- on this machine ---------------------------------------------------------------------------


class _Worker:
    """A local process and the submissions it was given, in order."""

    def __init__(self, task: Task, processor: int | None = None):
        # a fork has all imports already; whoever forks must have no other threads
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.processor = processor
        arguments = (theirs, task, os.getpid(), processor)
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        self.given: collections.deque[Work] = collections.deque()
        self.since = time.monotonic()
        self.patience = task.limits.submission_seconds + STUCK_SECONDS

    def give(self, work: Work) -> None:
        if not self.given:
            self.since = time.monotonic()
        self.given.append(work)
        with contextlib.suppress(OSError):  # it has died: there will be no answer either
            self.pipe.send(work)

    @property
    def stuck(self) -> bool:
        return bool(self.given) and time.monotonic() - self.since > self.patience

    def answer(self) -> Graded | NotGraded | Exception | None:
        """What came of the first submission it was given, or None if it died over it."""
        self.since = time.monotonic()
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _processors(jobs: int) -> list[int | None]:
    """The processor that each of so many workers keeps to, None for any.

    A judge and the student's process that it questions take turns, hundreds of times for each
    submission, and on one processor they wake each other up in a third of the time: on two, 300
    submissions take 8 % less. With fewer workers than processors, one might lie idle.
    """
    there = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if not there or jobs < len(there):
        return [None] * jobs
    return [there[number % len(there)] for number in range(jobs)]


class LocalPool:
    """Workers on this machine, and one warm parent for all if `begin` was called before."""

    def __init__(self, task: Task, jobs: int):
        self.task = task
        self.workers = [_Worker(task, processor) for processor in _processors(jobs)]
        self.again: collections.deque[Work] = collections.deque()
        self.alone: collections.deque[Work] = collections.deque()  # over which a worker has ended
        self.attempts: collections.Counter[str] = collections.Counter()

    def run(self, work: Iterable[Work]) -> Iterator[tuple[Work, Graded | NotGraded]]:
        """Begin to grade, and yield what comes of each submission as soon as it is known.

        Raises
        ------
        SandboxError, WorkerError
            If the first ones show that no submission can be graded here.
        """
        self.todo = iter(work)
        self._hand_out()
        return self._answers()

    def _hand_out(self) -> None:
        for _ in range(AHEAD):
            for worker in self.workers:
                if len(worker.given) < AHEAD and (one := self._next()):
                    worker.give(one)
        if self.alone and not any(worker.given for worker in self.workers):
            self.workers[0].give(self.alone.popleft())

    def _next(self) -> Work | None:
        return self.again.popleft() if self.again else next(self.todo, None)

    def _answers(self) -> Iterator[tuple[Work, Graded | NotGraded]]:
        while busy := {worker.pipe: worker for worker in self.workers if worker.given}:
            ready = [busy[pipe] for pipe in wait(list(busy), timeout=1)]
            for worker in ready or [worker for worker in busy.values() if worker.stuck]:
                answer = None if worker.stuck else worker.answer()
                work = worker.given.popleft()
                if answer is None:
                    self._replace(worker)
                    answer = NotGraded("the process that graded it died")
                if isinstance(answer, Exception):
                    raise answer
                self.attempts[work.student] += 1
                if isinstance(answer, NotGraded) and self.attempts[work.student] < ATTEMPTS:
                    self.alone.append(work)
                else:
                    yield work, answer
            self._hand_out()

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self.again.extend(worker.given)
        self.workers[self.workers.index(worker)] = _Worker(self.task, worker.processor)

    def close(self) -> None:
        """End the workers and all that they started."""
        for worker in self.workers:
            worker.end()
        _warm.close()
