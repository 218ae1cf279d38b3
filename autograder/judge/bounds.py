"""What the judge itself may use while it weighs an answer: time and memory.

An answer is made of plain values, but a probe computes with them: weights of a billion hidden
units are only numbers, and the grader would compute until it has no memory left.
"""

import contextlib
import ctypes
import os
import threading
import time
from collections.abc import Iterator

GROWTH = 4 << 30  # bytes of address space that judging one answer may add


class OutOfTime(BaseException):
    """Judging took too long. No `except Exception` on the way may take it for its own."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in this thread when the time is over, at the next step of Python."""
    thread, lock, ended, fired = threading.get_ident(), threading.Lock(), threading.Event(), []

    def watch() -> None:
        if not ended.wait(seconds):
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
    except OutOfTime:
        raised = True
        raise
    finally:
        with lock:
            ended.set()
        while fired and not raised:
            time.sleep(0.001)  # it is on its way, and must not arrive anywhere else


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
                bound = min([now + GROWTH, *most])
                resource.setrlimit(resource.RLIMIT_AS, (bound, self.before[1]))
        try:
            yield
        finally:
            with self.lock:
                self.users -= 1
                if self.users == 0:
                    resource.setrlimit(resource.RLIMIT_AS, self.before)


bounded_memory = _Memory().bounded
