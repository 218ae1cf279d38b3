"""The units of the course as a reader meets them: title, time, what is heard, and where they are.

`python -m autograder build` reads all of it out of the texts of the units.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("syllabus.json")


@dataclass(frozen=True)
class Unit:
    """One unit: its folder, title, minutes of work, what one will hear, and its notebook's name."""

    name: str
    title: str
    minutes: int
    hear: str
    notebook: str

    @property
    def number(self) -> int:
        return int(self.name[1:3])

    @property
    def link(self) -> str:
        """The notebook as seen from the folder that the units are in."""
        return f"{self.name}/{self.notebook}"


@cache
def units() -> tuple[Unit, ...]:
    """All units in order."""
    return tuple(Unit(**entry) for entry in json.loads(PATH.read_text(encoding="utf-8")))


def hours(minutes: float) -> str:
    """A time as it is said: "40 minutes", "1 hour", "2½ hours"."""
    if minutes < 55:
        return f"{round(minutes / 5) * 5} minutes"
    quarters = round(minutes / 15)
    whole, part = quarters // 4, ("", "¼", "½", "¾")[quarters % 4]
    return f"{whole}{part} hour{'s' if quarters > 4 else ''}"
