"""A course as nbgrader's settings describe it, and what its students handed in.

Everything in a student's folder may be anything: only regular files are opened, never links, and
what is wrong becomes a sentence.
"""

import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
from jupyter_core.application import JupyterApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from traitlets.config import Application, Config

from .submission import MAX_BYTES


class CourseError(Exception):
    """The course cannot be graded as it is; the sentence says what is missing."""


@dataclass
class HandedIn:
    """What one student handed in for a unit.

    Attributes
    ----------
    file : Path or None
        The notebook to grade.
    fault : str
        Why there is none, for the student to read.
    notes : list of str
        What else there is to say about the files.
    timestamp : datetime or None
        When it was handed in, in UTC, where nbgrader knows.
    """

    student: str
    file: Path | None = None
    fault: str = ""
    notes: list[str] = field(default_factory=list)
    timestamp: datetime | None = None

    def read(self) -> bytes:
        """The bytes of the notebook, one more than a submission may have at most."""
        return _read(self.file, MAX_BYTES + 1) if self.file else b""


class Course:
    """Folders and settings of a course, read from its ``nbgrader_config.py``.

    Parameters
    ----------
    root : Path
        Folder with ``nbgrader_config.py``.
    db_url : str, optional
        Another gradebook than the one that the settings name.

    Raises
    ------
    CourseError
        If there are no settings.
    """

    def __init__(self, root: Path, db_url: str | None = None):
        self.root = root.resolve()
        if not (self.root / "nbgrader_config.py").is_file():
            raise CourseError(f"there is no nbgrader_config.py in {self.root}")
        self.config = _settings(self.root)
        self.config.CourseDirectory.root = str(self.root)
        if db_url:
            self.config.CourseDirectory.db_url = db_url
        self.directory = CourseDirectory(config=self.config)
        self.db_url, self.course_id = self.directory.db_url, self.directory.course_id

    @property
    def class_folder(self) -> Path:
        """Where the class's own files are: beside the submissions."""
        return self._folder("submitted").parent

    def path(self, step: str, student: str, unit: str) -> Path:
        """The folder of a student's unit at a step: "submitted", "autograded" or "feedback"."""
        return self._folder(step) / student / unit

    def _folder(self, step: str) -> Path:
        return self.root / getattr(self.directory, f"{step}_directory")

    def released(self, unit: str) -> tuple[str, nbformat.NotebookNode]:
        """Name and notebook of a unit as students get it.

        Raises
        ------
        CourseError
            If it is not there.
        """
        found = sorted((self._folder("release") / unit).glob("*.ipynb"))
        if len(found) != 1:
            raise CourseError(
                f"{self._folder('release') / unit} needs one notebook, has {len(found)}: "
                f"build it with `python -m autograder build {unit}`"
            )
        return found[0].stem, nbformat.read(found[0], as_version=4)

    def handed_in(self, unit: str, name: str) -> list[HandedIn]:
        """What the students handed in for a unit whose notebook is called `name`, by student."""
        if not self._folder("submitted").is_dir():
            return []
        students = sorted(entry.name for entry in os.scandir(self._folder("submitted")))
        places = [(student, self.path("submitted", student, unit)) for student in students]
        return [_find(student, place, name) for student, place in places if os.path.lexists(place)]


def _settings(root: Path) -> Config:
    """nbgrader's settings as nbgrader merges them: of the machine, of the user, of the course."""
    app = JupyterApp(config_file_name="nbgrader_config", log_level="ERROR")
    for folder in [*reversed(app.config_file_paths), str(root)]:
        Application.load_config_file(app, "nbgrader_config", path=folder)
    return app.config


def _find(student: str, folder: Path, name: str) -> HandedIn:
    if folder.is_symlink() or not folder.is_dir():
        return HandedIn(student, fault="This is no folder with a notebook: send the .ipynb file.")
    if not student.isprintable() or len(student.encode(errors="replace")) > 200:
        return HandedIn(student, fault="The folder's name cannot be the name of a student.")
    found = [e for e in os.scandir(folder) if e.is_file(follow_symlinks=False) and e.name[0] != "."]
    notebooks = [entry for entry in found if entry.name.lower().endswith(".ipynb")]
    timestamp, notes = _timestamp(folder / "timestamp.txt")
    if not notebooks:
        others = ", ".join(sorted(e.name for e in found if not e.name.endswith(".txt"))[:5])
        there = f" (there is {others})" if others else ""
        fault = f"There is no notebook in the folder{there}: send the unit's .ipynb file."
        return HandedIn(student, fault=fault, notes=notes, timestamp=timestamp)
    # the unit's own name before any other, then what was saved last
    notebooks.sort(key=lambda e: (e.name == f"{name}.ipynb", e.stat().st_mtime, e.name))
    *others, chosen = [entry.name for entry in notebooks]
    if others:
        notes.append(f"{chosen} was graded; {', '.join(sorted(others))} was not looked at.")
    elif chosen != f"{name}.ipynb":
        notes.append(f"The notebook was called {chosen}, not {name}.ipynb.")
    return HandedIn(student, folder / chosen, notes=notes, timestamp=timestamp)


def _timestamp(path: Path) -> tuple[datetime | None, list[str]]:
    """When the submission was handed in, in UTC, and a note if the file is there and useless."""
    if not os.path.lexists(path):
        return None, []
    try:
        return parse_utc(_read(path, 200).decode().strip()), []
    except (OSError, ValueError, OverflowError, TypeError, AttributeError):
        return None, ["timestamp.txt holds no date; the submission counts as handed in on time."]


def _read(path: Path, most: int) -> bytes:
    """At most so many bytes of a regular file; a link, a pipe or a device is refused."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path} is no file")
        return file.read(most)
