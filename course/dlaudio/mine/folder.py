"""Where the student's library is: beside what is remembered, one plain Python file a unit."""

from pathlib import Path

from .. import notebook_memory


def file_of(unit: str) -> Path | None:
    """The file of a unit, e.g. ``my_library/u11_lstm.py``; None where nothing is kept."""
    place = notebook_memory.home()
    return None if place is None else place / f"{unit}.py"


def shown(path: Path) -> str:
    """A file of the library as it is called in messages, the same on all systems."""
    return f"{path.parent.name}/{path.name}"
