"""The explained solutions of a unit: what is said of each answer, and its code.

They ship folded (Base64), so that nobody reads one by accident while looking for something else.
A class that is graded may be given a course without the folder ``explained/``; then there are none.
"""

import base64
import json
import textwrap
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from .base import Exercise
from .forbid import refuse_while_asked

FOLDER = Path(__file__).with_name("explained")
HEAD = "The explained solutions of this unit, folded: check unfolds one when it has been earned."


@dataclass(frozen=True)
class Solution:
    """A right answer explained: the words as Markdown and as HTML, and the code of the answer."""

    text: str
    html: str
    code: str


def path(unit: str) -> Path:
    return FOLDER / f"{unit}.txt"


def find(exercise: Exercise) -> Solution | None:
    """The explained solution of an exercise; None where the course came without it.

    Raises
    ------
    ImportError
        If an answer asks for it while it is being questioned.
    """
    refuse_while_asked("the explained solution")
    place = path(exercise.unit)
    if not place.is_file():
        return None
    entry = _read(place, place.stat().st_mtime_ns).get(exercise.name)
    return None if entry is None else Solution(**entry)


@lru_cache(maxsize=2)
def _read(place: Path, changed: int) -> Mapping[str, dict[str, str]]:
    _, _, folded = place.read_text(encoding="ascii").partition("\n")
    return json.loads(base64.b64decode(folded))


def dump(solutions: Mapping[str, Solution]) -> bytes:
    """The file of a unit as bytes."""
    entries = {name: asdict(one) for name, one in solutions.items()}
    folded = base64.b64encode(json.dumps(entries, ensure_ascii=False).encode()).decode()
    return f"{HEAD}\n{textwrap.fill(folded, 100)}\n".encode()
