"""A class to grade in a folder of its own, and the driver as a process that can be interrupted."""

import contextlib
import copy
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.classroom.course import Course
from autograder.classroom.results import Store
from autograder.classroom.sample import fill, from_library

ROOT = Path(__file__).parents[2]
UNIT, NAME = "u01_perceptron", "perceptron"
STAMP = "2026-01-31 12:00:00.000000 UTC"

# A process that has imported everything, of which every run of the command is a fork. It has no
# threads, which pytest's own process may have.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["autograder.classroom.driver", "autograder.nbgrader.gradebook"])


def _command(arguments: list[str], folder: Path, environment: dict[str, str]) -> None:
    """The command line, with its output in files."""
    from autograder.__main__ import main

    os.environ.update(environment)
    os.setpgid(0, 0)
    with open(folder / "out", "w") as out, open(folder / "err", "w") as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        code = main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(code)


class Run:
    """The command, running or done."""

    def __init__(self, folder: Path, arguments: list[str], environment: dict[str, str]):
        self.folder = Path(tempfile.mkdtemp(dir=folder, prefix="run-"))  # what a run said stays
        given = (arguments, self.folder, environment)
        self.process = _context.Process(target=_command, args=given)
        self.process.start()

    def wait(self) -> "Run":
        self.process.join(300)
        assert self.process.exitcode is not None, "the driver hangs"
        return self

    def kill(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it is done
            os.kill(self.process.pid, number)

    @property
    def code(self) -> int:
        return self.process.exitcode

    @property
    def out(self) -> str:
        return (self.folder / "out").read_text()

    @property
    def err(self) -> str:
        return (self.folder / "err").read_text()

    def children(self) -> list[int]:
        """Every process that the command has started, and theirs."""
        return descendants(self.process.pid)


def descendants(pid: int) -> list[int]:
    found = []
    for place in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, place.read_text().split()):
                found += [child, *descendants(child)]
    return found


def gone(pids: list[int], seconds: float = 10) -> bool:
    """Whether these processes have ended, or do so soon."""
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if _alive(pid)]:
        if time.monotonic() > end:
            print("still there:", left)
            return False
        time.sleep(0.05)
    return True


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition, seconds: float = 300) -> None:
    """Wait for something to become true, patiently: other programs may be at work, too."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


class SmallClass:
    """A course with one unit, whose notebook is short, and what its students handed in.

    With `imports`, the notebook has these in the place of its own, which take longer to run.
    """

    def __init__(self, folder: Path, imports: str = ""):
        self.folder, self.root = folder, folder / "course"
        self.root.mkdir(parents=True)
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        for step in ("solutions", "course"):
            place = self.root / step / UNIT
            place.mkdir(parents=True)
            full = nbformat.read(ROOT / step / UNIT / f"{NAME}.ipynb", as_version=4)
            full.cells = [cell for cell in full.cells if _is_short(cell)]
            for cell in full.cells if imports else ():
                cell.source = imports if "nbgrader" not in cell.metadata else cell.source
            nbformat.write(full, place / f"{NAME}.ipynb")
        self.released = nbformat.read(self.root / "course" / UNIT / f"{NAME}.ipynb", as_version=4)

    def copied(self, folder: Path) -> "SmallClass":
        """The same class, graded as far as it is, in another folder."""
        other = copy.copy(self)
        other.folder, other.root = folder, folder / "course"
        vars(other).pop("store", None)
        # (shutil copies no pipes)
        subprocess.run(["cp", "-a", str(self.root), str(other.root)], check=True)
        return other

    @property
    def course(self) -> Course:
        return Course(self.root)

    @cached_property
    def store(self) -> Store:
        return Store(self.root / "autograder" / "class")

    def place(self, student: str) -> Path:
        place = self.course.path("submitted", student, UNIT)
        place.mkdir(parents=True, exist_ok=True)
        return place

    def hand_in(self, student: str, data: bytes, name: str = f"{NAME}.ipynb") -> None:
        (self.place(student) / name).write_bytes(data)
        (self.place(student) / "timestamp.txt").write_text(STAMP)

    def filled(self, *exercises: str) -> bytes:
        """The unit's notebook with right answers to these exercises."""
        answers = {name: from_library(name) for name in exercises}
        return nbformat.writes(fill(self.released, answers)).encode()

    def run(self, *options: str, **environment: str) -> Run:
        return self.start(*options, **environment).wait()

    def start(self, *options: str, **environment: str) -> Run:
        arguments = ["grade", UNIT, "--course", str(self.root), "--jobs", "2", *options]
        return Run(self.folder, arguments, environment)

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with Gradebook(self.course.db_url, self.course.course_id) as gradebook:
            yield gradebook

    def scores(self) -> dict[str, float]:
        """Points by student, from nbgrader's gradebook."""
        with self.gradebook() as gradebook:
            found = gradebook.assignment_submissions(UNIT)
            return {submission.student.id: submission.score for submission in found}

    def results(self) -> dict[str, bytes]:
        """The stored results by student, byte for byte."""
        folder = self.store.folder / "results" / UNIT
        return {path.stem: path.read_bytes() for path in folder.glob("*.json")}

    def shown(self, student: str) -> nbformat.NotebookNode:
        """The autograded notebook."""
        path = self.course.path("autograded", student, UNIT) / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        return notebook


def _is_short(cell) -> bool:
    """Whether a cell belongs to an exercise or imports what exercises need."""
    return "nbgrader" in cell.metadata or "import numpy as np" in cell.source


def short_notebook(*exercises: str) -> bytes:
    """A notebook with right answers and nothing else, not even the checks."""
    cells = [
        new_code_cell("import numpy as np"),
        *(new_code_cell(from_library(n)) for n in exercises),
    ]
    return nbformat.writes(new_notebook(cells=cells)).encode()


def changed(data: bytes, comment: str) -> bytes:
    """The same notebook with one more comment in it."""
    notebook = json.loads(data)
    notebook["cells"][0]["source"] = f"# {comment}\n" + "".join(notebook["cells"][0]["source"])
    return json.dumps(notebook).encode()
