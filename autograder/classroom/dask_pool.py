"""Grading on many machines: wherever a Dask scheduler has workers."""

import logging
import queue
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

from ..judge.sandbox import SandboxError
from .work import Work
from .workers import AHEAD, Graded, NotGraded, Task, WorkerError, grade, not_graded

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 5
HERE = ("tcp://127.", "tcp://localhost:", "tcp://[::1]", "127.", "localhost:", "inproc://")
OPEN = (
    "The connection to {} is not encrypted: whoever reaches this scheduler can run code as you and "
    "see the seed of the questions. Use tls:// with Dask's own settings, SSH or a private network."
)


class DaskPool:
    """The workers of a Dask scheduler. Each has this course's package and its own warm parent.

    Certificates and keys are those of Dask's own configuration (``distributed.comm.tls``).

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tls://10.0.0.1:8786``.

    Raises
    ------
    WorkerError
        If Dask is not installed or the scheduler does not answer.
    """

    def __init__(self, task: Task, address: str):
        if not address.startswith(("tls://", *HERE)):
            print(OPEN.format(address), file=sys.stderr)
        self.client = _connect(address)
        self.task, self.address = task, address
        self.done = queue.SimpleQueue()
        self.running: dict[str, Work] = {}

    def run(self, work: Iterable[Work]) -> Iterator[tuple[Work, Graded | NotGraded]]:
        """Begin to grade, and yield what comes of each submission (see `LocalPool.run`).

        Raises
        ------
        SandboxError, WorkerError
            If the first ones show that no submission can be graded there, or the scheduler is gone.
        """
        self.todo = iter(work)
        threads = sum(self.client.nthreads().values())
        if not threads:
            print(f"The scheduler at {self.address} has no workers yet: waiting.", file=sys.stderr)
        for _ in range(AHEAD * max(threads, 1)):
            self._submit()  # not all at once: a class need not fit into memory
        return self._answers()

    def _submit(self) -> None:
        if (one := next(self.todo, None)) is not None:
            try:
                data = one.handed_in.read()
            except OSError as error:
                future = self.client.submit(not_graded, error, pure=False)
            else:
                future = self.client.submit(grade, self.task, data, one.asked.seed, pure=False)
            self.running[future.key] = one
            future.add_done_callback(self.done.put)

    def _answers(self) -> Iterator[tuple[Work, Graded | NotGraded]]:
        while self.running:
            try:
                future = self.done.get(timeout=1)
            except queue.Empty:
                if self.client.status in ("closing", "closed"):
                    raise self._gone() from None
                continue
            try:
                answer = future.result()
            except (SandboxError, WorkerError):
                raise
            except CancelledError:
                raise self._gone() from None
            except Exception as error:  # KilledWorker, or what the grader raised
                answer = not_graded(error)
            future.release()
            self._submit()
            yield self.running.pop(future.key), answer

    def _gone(self) -> WorkerError:
        return WorkerError(
            f"the Dask scheduler at {self.address} has gone. What was known is stored; when there "
            "is one again, the same command goes on from there"
        )

    def close(self) -> None:
        self.client.close()


def _connect(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise WorkerError('Dask is not installed: pip install -e ".[dask]"') from None
    # a traceback for every attempt to reconnect: we say it in a sentence
    for name in ("distributed.client", "distributed.batched"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found: list[Client | Exception] = []

    def connect() -> None:
        try:
            found.append(Client(address, timeout=CONNECT_SECONDS, set_as_default=False))
        except (OSError, ValueError) as error:
            found.append(error)

    # for whoever accepts a connection and says nothing, Dask itself waits without end
    attempt = threading.Thread(target=connect, daemon=True)
    attempt.start()
    attempt.join(2 * CONNECT_SECONDS)
    if found and isinstance(found[0], Client):
        return found[0]
    reason = found[0] if found else f"no answer in {2 * CONNECT_SECONDS} s"
    raise WorkerError(f"there is no Dask scheduler at {address}: {reason}")
