"""Grading on many machines: wherever a Dask scheduler has workers."""

from collections.abc import Iterable, Iterator

from .course import HandedIn
from .sandbox import SandboxError
from .workers import AHEAD, Failure, Graded, Task, WorkerError, failure, grade


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

    def __init__(self, task: Task, address: str):
        try:
            from distributed import Client, as_completed
        except ImportError:
            raise WorkerError('Dask is not installed: pip install -e ".[dask]"') from None
        try:
            self.client = Client(address, timeout=5, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkerError(f"there is no Dask scheduler at {address}: {error}") from None
        self.task = task
        self.known = as_completed(loop=self.client.loop)
        self.running: dict[str, HandedIn] = {}

    def run(self, handed_in: Iterable[HandedIn]) -> Iterator[tuple[HandedIn, Graded | Failure]]:
        """Begin to grade, and yield what comes of each submission (see `LocalPool.run`)."""
        self.todo = iter(handed_in)
        for _ in range(AHEAD * max(sum(self.client.nthreads().values()), 1)):
            self._submit()  # not all at once: a class need not fit into memory
        return self._answers()

    def _submit(self) -> None:
        if (one := next(self.todo, None)) is not None:
            try:
                data = one.read()
            except OSError as error:
                future = self.client.submit(failure, error, pure=False)
            else:
                future = self.client.submit(grade, self.task, data, pure=False)
            self.running[future.key] = one
            self.known.add(future)

    def _answers(self) -> Iterator[tuple[HandedIn, Graded | Failure]]:
        for future in self.known:
            try:
                answer = future.result()
            except (SandboxError, WorkerError):
                raise
            except Exception as error:  # KilledWorker, or what the grader raised
                answer = failure(error)
            future.release()
            self._submit()
            yield self.running.pop(future.key), answer

    def close(self) -> None:
        self.client.close()
