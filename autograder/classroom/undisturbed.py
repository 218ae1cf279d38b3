"""What must not be disturbed: a result on its way into the gradebook, a class being graded."""

import contextlib
import fcntl
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from .course import CourseError


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until what is inside is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            raise KeyboardInterrupt


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Only one driver at a time grades a class; the lock goes with its process.

    Raises
    ------
    CourseError
        If another one is at it, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = open(folder / ".grading", "w")
    except OSError as error:
        raise CourseError(f"nothing can be written to {folder}: {error.strerror}") from None
    with lock as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("this class is being graded by another process") from None
        for left in folder.glob("results/*/.*.part"):  # of a process that was killed
            left.unlink()
        yield
