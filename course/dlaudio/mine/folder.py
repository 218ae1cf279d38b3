"""Where the student's own files are: the library `my_library/`, and what is remembered beside it.

A folder of the student's that outlives the kernel: the one named by DLAUDIO_HOME, else on Colab a
mounted Google Drive, else the folder that the units are in, else the folder of the notebook. Where
notebooks are graded or built nothing is kept, so that no mark depends on it.
"""

import os
import sys
from pathlib import Path

from .. import exercises

LIBRARY = "my_library"
COLAB_DRIVE = Path("/content/drive/MyDrive")


def home() -> Path | None:
    """The folder that holds the student's own files; None where nothing is to be kept."""
    chosen = os.environ.get("DLAUDIO_HOME")
    if chosen is not None:
        return Path(chosen).expanduser() if chosen else None
    if os.environ.get("NBGRADER_EXECUTION"):  # nbgrader runs the notebook, not the student
        return None
    if "google.colab" in sys.modules and COLAB_DRIVE.is_dir():
        return COLAB_DRIVE / "dlaudio"
    here = Path.cwd()
    for folder in (here, here.parent):
        if any((folder / unit).is_dir() for unit in exercises.units()):
            # in a clone, solutions/ is the instructor's: no work of a student's belongs there
            return None if folder.name == "solutions" else folder
    return here


def library() -> Path | None:
    """The folder of the student's library; it need not be there yet."""
    place = home()
    return None if place is None else place / LIBRARY


def file_of(unit: str) -> Path | None:
    """The file of a unit in the library, e.g. ``my_library/u11_lstm.py``."""
    place = library()
    return None if place is None else place / f"{unit}.py"


def shown(path: Path) -> str:
    """A file of the library as it is called in messages, the same on all systems."""
    return f"{path.parent.name}/{path.name}"
