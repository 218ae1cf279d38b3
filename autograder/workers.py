"""Processes that grade side by side: on this machine, or wherever a Dask scheduler has workers.

A worker keeps one warm parent and grades one submission after the other. When it dies or fails,
its submission is given to another; one that costs several workers is left for a person to look at.
"""

import atexit
import collections
import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from . import results, trusted
from .inside.namespaces import die_with_parent
from .sandbox import SandboxError, WarmParent
from .trusted import Result

ATTEMPTS = 3
STUCK_SECONDS = trusted.SUBMISSION_SECONDS + 120
RECYCLE = 200  # submissions for one warm parent


@dataclass(frozen=True)
class Job:
    """All that a worker has to know to grade a submission.

    Attributes
    ----------
    cells : tuple of str
        Code of the unit as it was released, for the warm parent.
    exercises : str
        Hash of the exercises and the seed, which must be those that the worker has.
    """

    student: str
    unit: str
    data: bytes
    seed: int
    cells: tuple[str, ...]
    exercises: str
    confined: bool = True


@dataclass(frozen=True)
class Failure:
    """Why a submission was not graded, in a sentence for the instructor."""

    sentence: str


class WorkerError(Exception):
    """No submission can be graded by these workers; the sentence says why."""


# ---- in a worker -------------------------------------------------------------------------------


class _Warm:
    """The warm parent of this process: started when it is needed, replaced when it has gone."""

    def __init__(self):
        self.lock = threading.Lock()
        self.parent: WarmParent | None = None
        self.made_for: tuple = ()
        self.used = 0

    def get(self, job: Job) -> WarmParent:
        wanted = (job.unit, job.cells, job.confined)
        with self.lock:
            self.used += 1
            gone = self.parent is None or self.parent.process.poll() is not None
            if gone or self.made_for != wanted or self.used > RECYCLE:
                self.close()
                self.parent = WarmParent(list(job.cells), confined=job.confined)
                self.made_for, self.used = wanted, 1
            return self.parent

    def close(self) -> None:
        if self.parent is not None:
            self.parent.close()
            self.parent = None


_warm = _Warm()


def grade(job: Job) -> Result:
    """Grade a submission in this process, with its warm parent.

    Raises
    ------
    WorkerError
        If this machine has other exercises than those that the driver wants.
    SandboxError
        If students' code cannot be confined here.
    """
    if results.exercises_hash(job.unit, job.seed) != job.exercises:
        raise WorkerError(f"a worker has another version of {job.unit}: update its machine")
    try:
        return trusted.grade(job.data, job.unit, _warm.get(job), job.seed)
    except OSError:  # the warm parent has ended; the next one is asked once
        _warm.close()
        return trusted.grade(job.data, job.unit, _warm.get(job), job.seed)


def close() -> None:
    """End this process's warm parent."""
    _warm.close()


atexit.register(close)


def _serve(pipe: Connection, driver: int) -> None:
    """A local worker: grade what comes through the pipe until the driver has ended."""
    die_with_parent()
    os.setsid()  # Ctrl-C is for the driver
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while os.getppid() == driver:
            job = pipe.recv()
            try:
                pipe.send(grade(job))
            except (SandboxError, WorkerError) as error:
                pipe.send(error)
            except Exception as error:
                pipe.send(Failure(f"the grader failed: {type(error).__name__}: {error}"))
    close()


# ---- on this machine ---------------------------------------------------------------------------


class _Worker:
    """A local process and what it is at."""

    def __init__(self):
        # a fork has all imports already; whoever forks must have no other threads
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.since = 0.0

    def give(self, job: Job) -> None:
        self.job, self.since = job, time.monotonic()
        with contextlib.suppress(OSError):  # it has died: there will be no answer either
            self.pipe.send(job)

    def answer(self) -> Result | Failure | Exception | None:
        """What came of the job, or None if the worker died over it."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class LocalPool:
    """Workers on this machine."""

    def __init__(self, jobs: int):
        self.workers = [_Worker() for _ in range(jobs)]

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result | Failure]]:
        """Grade, and yield what comes of each job as soon as it is known.

        Raises
        ------
        SandboxError, WorkerError
            If the first jobs show that no submission can be graded here.
        """
        todo, again = iter(jobs), collections.deque()
        attempts: collections.Counter[str] = collections.Counter()
        while True:
            for worker in self.workers:
                if worker.job is None and (job := again.popleft() if again else next(todo, None)):
                    worker.give(job)
            busy = [worker for worker in self.workers if worker.job is not None]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], timeout=1)
            for worker in busy:
                stuck = time.monotonic() - worker.since > STUCK_SECONDS
                if worker.pipe not in ready and not stuck:
                    continue
                job, answer = worker.job, None if stuck else worker.answer()
                worker.job = None
                if answer is None:
                    self._replace(worker)
                    answer = Failure("the process that graded it died")
                if isinstance(answer, Exception):
                    raise answer
                attempts[job.student] += 1
                if isinstance(answer, Failure) and attempts[job.student] < ATTEMPTS:
                    again.append(job)
                else:
                    yield job, answer

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self.workers[self.workers.index(worker)] = _Worker()

    def close(self) -> None:
        """End the workers and all that they started."""
        for worker in self.workers:
            worker.end()


# ---- on many machines --------------------------------------------------------------------------


class DaskPool:
    """The workers of a Dask scheduler. Each has this course's package and its own warm parent.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    WorkerError
        If Dask is not installed or the scheduler does not answer.
    """

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            raise WorkerError('Dask is not installed: pip install -e ".[dask]"') from None
        try:
            self.client = Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkerError(f"there is no Dask scheduler at {address}: {error}") from None

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result | Failure]]:
        """Grade, and yield what comes of each job as soon as it is known (see `LocalPool.run`)."""
        from distributed import as_completed

        todo, known = iter(jobs), as_completed()
        running: dict[str, Job] = {}

        def submit() -> None:
            """Send the next job; not all of them, so that memory stays flat."""
            if (job := next(todo, None)) is not None:
                future = self.client.submit(grade, job, pure=False)
                running[future.key] = job
                known.add(future)

        threads = sum(self.client.nthreads().values()) or 1
        for _ in range(2 * threads):
            submit()
        for future in known:
            job = running.pop(future.key)
            try:
                answer = future.result()
            except (SandboxError, WorkerError):
                raise
            except Exception as error:
                answer = Failure(f"the grader failed: {type(error).__name__}: {error}")
            future.release()
            submit()
            yield job, answer

    def close(self) -> None:
        self.client.close()
