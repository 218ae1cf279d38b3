"""A course as nbgrader's settings describe it, and what its students handed in.

Everything in a student's folder may be anything: only regular files are opened, never links, and
what is wrong becomes a sentence. (nbgrader itself takes seconds to import, while workers could
already grade: what is needed of its settings is read here without it.)
"""

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from ..judge.submission import MAX_BYTES

DEFAULTS = {  # of nbgrader
    "course_id": "",
    "source_directory": "source",
    "release_directory": "release",
    "submitted_directory": "submitted",
    "autograded_directory": "autograded",
    "feedback_directory": "feedback",
}


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
    timestamp : str
        When it was handed in, in nbgrader's words; empty if it does not say.
    """

    student: str
    file: Path | None = None
    fault: str = ""
    notes: list[str] = field(default_factory=list)
    timestamp: str = ""

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
        settings = self.config.CourseDirectory
        settings.root = str(self.root)
        if db_url:
            settings.db_url = db_url
        self.db_url = settings.get("db_url", f"sqlite:///{self.root / 'gradebook.db'}")
        self.settings = {name: settings.get(name, value) for name, value in DEFAULTS.items()}
        self.course_id = self.settings["course_id"]

    @property
    def class_folder(self) -> Path:
        """Where the class's own files are: beside the submissions."""
        return self._folder("submitted").parent

    def path(self, step: str, student: str, unit: str) -> Path:
        """The folder of a student's unit at a step: "submitted", "autograded" or "feedback"."""
        return self._folder(step) / student / unit

    def _folder(self, step: str) -> Path:
        return self.root / self.settings[f"{step}_directory"]

    def released(self, unit: str) -> tuple[str, dict]:
        """Name and notebook of a unit as students get it; the sources of its cells are strings.

        Raises
        ------
        CourseError
            If it is not there.
        """
        return self._notebook("release", unit)

    def solved(self, unit: str) -> tuple[str, dict]:
        """The same, with the answers (and all that is hidden from students)."""
        return self._notebook("source", unit)

    def _notebook(self, step: str, unit: str) -> tuple[str, dict]:
        found = sorted((self._folder(step) / unit).glob("*.ipynb"))
        if len(found) != 1:
            raise CourseError(
                f"{self._folder(step) / unit} needs one notebook, has {len(found)}: "
                f"build it with `python -m autograder build {unit}`"
            )
        notebook = json.loads(found[0].read_bytes())
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        return found[0].stem, notebook

    def timestamp(self, unit: str, student: str) -> str:
        """When a student handed in, in nbgrader's words; empty if it does not say."""
        return small_file(self.path("submitted", student, unit) / "timestamp.txt")

    def handed_in(self, unit: str, name: str) -> list[HandedIn]:
        """What the students handed in for a unit whose notebook is called `name`, by student."""
        if not self._folder("submitted").is_dir():
            return []
        students = sorted(entry.name for entry in os.scandir(self._folder("submitted")))
        places = [(student, self.path("submitted", student, unit)) for student in students]
        return [_find(student, place, name) for student, place in places if os.path.lexists(place)]


def small_file(path: Path) -> str:
    """The text of a file that nbgrader puts beside a submission; empty if there is none."""
    try:
        return _read(path, 200).decode().strip()
    except (OSError, ValueError):
        return ""


def _settings(root: Path) -> Config:
    """nbgrader's settings as nbgrader merges them: of the machine, of the user, of the course."""
    settings = Config()
    for folder in [*reversed(jupyter_config_path()), str(root)]:
        try:
            found = PyFileConfigLoader("nbgrader_config.py", path=folder).load_config()
        except ConfigFileNotFound:
            continue
        settings.merge(found)
    return settings


def _find(student: str, folder: Path, name: str) -> HandedIn:
    if folder.is_symlink() or not folder.is_dir():
        return HandedIn(student, fault="This is no folder with a notebook: send the .ipynb file.")
    if not student.isprintable() or len(student) > 128:  # of nbgrader's gradebook
        return HandedIn(student, fault="The folder's name cannot be the name of a student.")
    found = [e for e in os.scandir(folder) if e.is_file(follow_symlinks=False) and e.name[0] != "."]
    notebooks = [entry for entry in found if entry.name.lower().endswith(".ipynb")]
    timestamp, notes = small_file(folder / "timestamp.txt"), []
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


def _read(path: Path, most: int) -> bytes:
    """At most so many bytes of a regular file; a link, a pipe or a device is refused."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path} is no file")
        return file.read(most)
