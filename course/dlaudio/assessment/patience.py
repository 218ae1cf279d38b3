"""A limit of time for what is called in this process, where the system has an alarm for it."""

import contextlib
import signal
import threading
from collections.abc import Iterator


class OutOfPatience(BaseException):
    """The time is over: no error that an answer could catch by mistake."""


@contextlib.contextmanager
def patience(seconds: float) -> Iterator[None]:
    """After so many seconds, what runs inside is ended by `OutOfPatience`.

    Without an alarm (Windows, a browser), in a thread, or where the alarm is set already, there is
    no limit.
    """
    if not _can_wake():
        yield
        return

    def stop(*_):
        raise OutOfPatience

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _can_wake() -> bool:
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer") and not signal.getitimer(signal.ITIMER_REAL)[0]
