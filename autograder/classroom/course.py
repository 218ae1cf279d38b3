"""A course as nbgrader's settings describe it, and what its students handed in.

Everything in a student's folder may be anything: only regular files are opened, never links, and
what is wrong becomes a sentence. (nbgrader itself takes seconds to import, while workers could
already grade: what is needed of its settings is read here without it.)
"""

import json
import os
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from dlaudio import exercises

from ..inside.limits import Limits
from . import handed_in
from .handed_in import HandedIn, small_file

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
        If there are no settings, or one of the limits is none.
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
        try:
            self.limits = Limits.from_settings(self.config.get("Limits", {}))
        except ValueError as error:
            raise CourseError(f"c.Limits in {self.root / 'nbgrader_config.py'}: {error}") from None

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
        places = [(student, self.path("submitted", student, unit)) for student in self._entries()]
        released = self._released_code(unit)
        there = [(student, place) for student, place in places if os.path.lexists(place)]
        return [handed_in.find(student, place, name, released) for student, place in there]

    def passed_over(self, unit: str) -> list[str]:
        """A line for what lies among the submissions where nobody looks for this unit or others."""
        released = self._folder("release").glob("*/")
        units = {*exercises.units(), unit, *(path.name for path in released)}
        folders = [self._folder("submitted") / student for student in self._entries()]
        return [text for folder in folders for text in handed_in.misplaced(folder, unit, units)]

    def _entries(self) -> list[str]:
        """The names in the folder of submissions, but for what systems leave there."""
        try:
            entries = os.scandir(self._folder("submitted"))
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(e.name for e in entries if not handed_in.is_left_by_system(e.name))

    def _released_code(self, unit: str) -> set[str]:
        try:
            _, notebook = self.released(unit)
        except CourseError:
            return set()
        return {cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"}


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
