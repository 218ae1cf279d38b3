"""How long an answer may take, and what the judge itself may use while it weighs one.

An answer is made of plain values, but a probe computes with them: weights of a billion hidden
units are only numbers, and the grader would compute until it has no memory left.
"""

import contextlib
import ctypes
import math
import os
import threading
import time
from collections.abc import Callable, Iterator

from ..inside.limits import JUDGE_MEMORY, PATIENCE
from ..inside.usage import waited

SHORTEST = 0.05  # seconds between two looks at what there is left


class Allowance:
    """The seconds that a process may take for something. Waiting for a processor does not count.

    Nor does it when the judge, which asks, has to wait for one. Sleeping and waiting for anything
    else does. A process whose waiting the system does not tell has these seconds and no more;
    nobody has more than PATIENCE times as much, or `longest`.
    """

    def __init__(self, seconds: float, pid: int = 0, longest: float = math.inf):
        self.seconds, self.pid = seconds, pid
        self.longest = max(min(longest, PATIENCE * seconds), seconds)
        self.start, self.before, self.forgiven = time.monotonic(), self._waited(), 0.0

    def left(self) -> float:
        """Seconds to wait before this is asked again; `TimeoutError` if there are none."""
        taken = time.monotonic() - self.start
        if self._granted() <= taken < self.longest:
            self.forgiven = self._waited() - self.before
        left = self._granted() - taken
        if left <= 0:
            raise TimeoutError
        return max(left, SHORTEST)

    def _granted(self) -> float:
        return min(self.seconds + self.forgiven, self.longest)

    def _waited(self) -> float:
        """How long it waited for a processor, and how long this thread did, which questions it."""
        return waited(self.pid) + waited("thread-self") if self.pid else 0.0


class OutOfTime(BaseException):
    """Judging took too long. No `except Exception` on the way may take it for its own."""


@contextlib.contextmanager
def within(seconds: float, longest: float | None = None) -> Iterator[None]:
    """Raise `OutOfTime` in this thread when the time is over, at the next step of Python.

    With `longest`, these are seconds of the processor that this thread uses, and `longest` is when
    it is over in any case.
    """
    thread, lock, ended, fired = threading.get_ident(), threading.Lock(), threading.Event(), []
    used = _clock(thread) if longest else time.monotonic
    end, last = used() + seconds, time.monotonic() + (longest or seconds)

    def is_over() -> bool:
        while (left := min(end - used(), last - time.monotonic())) > 0:
            if ended.wait(left):
                return False
        return not ended.is_set()

    def watch() -> None:
        if is_over():
            with lock:
                if not ended.is_set():
                    fired.append(True)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(OutOfTime)
                    )

    threading.Thread(target=watch, daemon=True).start()
    raised = False
    try:
        yield
    except (OutOfTime, GeneratorExit):  # the latter: just before the end was asked for
        raised = True
        raise
    finally:
        with lock:
            ended.set()
        for _ in range(1000 if fired and not raised else 0):
            time.sleep(0.001)  # it is on its way, and must not arrive anywhere else


def _clock(thread: int) -> Callable[[], float]:
    """The processor time of a thread, or what passes where that is not to be had."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    number = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(number)


class _Memory:
    """The bound on this process's address space, while anybody wants it."""

    def __init__(self):
        self.lock, self.users, self.before = threading.Lock(), 0, (-1, -1)

    @contextlib.contextmanager
    def bounded(self) -> Iterator[None]:
        """`MemoryError` instead of a machine without memory; does nothing where it cannot."""
        try:
            import resource

            with open("/proc/self/statm") as file:
                now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        except (ImportError, OSError):
            yield
            return
        with self.lock:
            self.users += 1
            if self.users == 1:
                self.before = resource.getrlimit(resource.RLIMIT_AS)
                most = [limit for limit in self.before if limit != resource.RLIM_INFINITY]
                bound = min([now + JUDGE_MEMORY, *most])
                resource.setrlimit(resource.RLIMIT_AS, (bound, self.before[1]))
        try:
            yield
        finally:
            with self.lock:
                self.users -= 1
                if self.users == 0:
                    resource.setrlimit(resource.RLIMIT_AS, self.before)


bounded_memory = _Memory().bounded
