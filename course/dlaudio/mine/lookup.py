"""What plays under the name of an exercise: the student's own answer, or what stands in for it."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .. import exercises, notebook_memory
from ..assessment import store
from ..assessment.base import Exercise
from ..assessment.probe import copying
from . import folder, shelf, trial
from .names import Statement

YOURS, COURSE, NOBODY = "yours", "the course's", "nobody's"
MISSING = "it is not in your library yet"
CHECKED = ".checked.json"  # beside the library's files: what has been tried out, by its hash


playing: set[str] = set()  # the names of the student's functions that have been used


class NothingPlaysError(AttributeError):
    """Why nothing plays under a name, in a sentence."""


@dataclass(frozen=True)
class Found:
    """What plays under a name, whose it is, and why it is not the student's, if it is not."""

    name: str
    whose: str
    value: Any = None
    why: str = ""


def find(name: str) -> Found:
    """What plays under the name of an exercise.

    Raises
    ------
    ValueError
        If no exercise is called so.
    """
    exercise = exercises.find(name)
    value, why = _own(exercise)
    if not why:
        return Found(name, YOURS, value)
    from . import standins  # with the layers and all else that it adapts, so only when it is used

    if (stand_in := standins.find(name)) is not None:
        return Found(name, COURSE, stand_in, why)
    return Found(name, NOBODY, None, why)


def _own(exercise: Exercise) -> tuple[Any, str]:
    """The student's answer, or why there is none that can be used."""
    path = folder.file_of(exercise.unit)
    if path is None or not path.exists():
        return None, MISSING
    place = folder.shown(path)
    try:
        text = shelf.read(path)
        found = shelf.parse(text)
        if not any(exercise.name in statement.binds for statement in found):
            return None, MISSING
        if fault := _fault(exercise, path, found):
            return None, f"the one in {place} is not right any more ({fault})"
        return _loaded(path, text, exercise.name), ""
    except ValueError as error:
        return None, f"{place}: {error}"


def _fault(exercise: Exercise, path: Path, found: Sequence[Statement]) -> str:
    """What is wrong with an answer of the library; asked anew if it, or what it needs, changed."""
    try_changed([exercise], path, found)
    return str(_remembered(path.parent)[exercise.name].get("fault", ""))


def try_changed(items: Sequence[Exercise], path: Path, found: Sequence[Statement]) -> None:
    """Try out, all at once, those answers of a file that are not known as they are now."""
    known = _remembered(path.parent)
    marks = {item.name: fingerprint(item, found) for item in items}
    new = [item for item in items if known.get(item.name, {}).get("mark") != marks[item.name]]
    if new:
        faults = trial.try_out(path, [item.name for item in new])
        for item in new:
            remember(path.parent, item, marks[item.name], faults[item.name])


def fingerprint(exercise: Exercise, found: Sequence[Statement]) -> str:
    """Hash of an answer, of all that it needs in its file, and of the questions it is asked."""
    code = "\n".join(s.code for s in shelf.needed(found, exercise.name))
    return hashlib.sha256(code.encode() + _questions(exercise.unit)).hexdigest()


def kept(place: Path, exercise: Exercise) -> str:
    """The `digest` of the answer as a check put it there last; "" if none did."""
    return str(_remembered(place).get(exercise.name, {}).get("kept", ""))


def digest(code: str) -> str:
    """Hash of a piece of code."""
    return hashlib.sha256(code.encode()).hexdigest()


def remember(place: Path, exercise: Exercise, mark: str, fault: str, *, kept: str = "") -> None:
    """Keep how an answer did, so that it need not be tried out again until it changes.

    `kept` is the `digest` of an answer that a check has put there; without it that of the one
    before stays. What took too long may only have had a busy machine: in another session it is
    tried out again.
    """
    known = _remembered(place)
    kept = kept or str(known.get(exercise.name, {}).get("kept", ""))
    entry = {"mark": mark, "fault": fault, "kept": kept}
    session = _session(place)
    session[exercise.name] = entry
    if fault.startswith(trial.TOO_LONG):
        return
    lasting = {name: item for name, item in known.items() if name not in session}
    text = json.dumps({**lasting, exercise.name: entry}, indent=1, sort_keys=True) + "\n"
    with contextlib.suppress(OSError):
        notebook_memory.replace(place / CHECKED, text)
        del session[exercise.name]


def _remembered(place: Path) -> dict[str, dict[str, str]]:
    try:
        known = json.loads(shelf.read(place / CHECKED) or "{}")
    except (ValueError, RecursionError):
        known = {}
    fine = isinstance(known, dict) and all(isinstance(item, dict) for item in known.values())
    return {**(known if fine else {}), **_session(place)}


@cache
def _session(place: Path) -> dict[str, dict[str, str]]:
    """What is known of a folder in this session alone."""
    return {}


@cache
def _questions(unit: str) -> bytes:
    return hashlib.sha256(store.path(unit).read_bytes()).digest()


@cache
def _loaded(path: Path, text: str, name: str) -> Any:
    # an answer that writes into what it is handed passes its check, and must not spoil a cell
    return copying(trial.load(path, text, name))


def once() -> Callable[[str], None]:
    """A way to print each line once; where no library is kept, none is missed: nothing is said."""
    said: set[str] = set()

    def say(line: str) -> None:
        if line not in said and notebook_memory.home() is not None:
            said.add(line)
            print(line)

    return say
