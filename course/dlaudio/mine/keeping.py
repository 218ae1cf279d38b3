"""After a check that was passed: the answer goes into the student's library, and it is said."""

import sys
from datetime import date
from pathlib import Path

from .. import notebook_memory
from ..assessment.base import Exercise
from ..notebook import shell
from . import folder, lookup, shelf, source, trial

SLOW = 3.0  # seconds: an answer whose questions took longer is not asked them all again

_warned: set[str] = set()


def keep(exercise: Exercise, answer, seconds: float) -> str:
    """Keep the notebook's answer in the library; what is said of it, "" if nothing is.

    Parameters
    ----------
    exercise : Exercise
        Passed by `answer`, with all points.
    answer : object
        The answer; kept only if it is what the notebook has under the exercise's name.
    seconds : float
        How long its questions took.
    """
    path, cells = folder.file_of(exercise.unit), _cells()
    namespace = vars(sys.modules["__main__"])
    if path is None or cells is None or exercise.secret:
        return ""
    if namespace.get(exercise.name) is not answer:
        return ""
    place = folder.shown(path)
    try:
        parts = source.gather(exercise.name, namespace, cells)
        before = shelf.read(path)
        if _edited(before, parts[-1].code, path, exercise):
            return (
                f"{place} has a {exercise.name} that you changed there, and it is right: it stays. "
                "Take it out of the file to keep this one."
            )
        text = _with(before, parts, exercise)
        if text != before:
            notebook_memory.replace(path, text)
        mark = lookup.fingerprint(exercise, shelf.parse(text))
    except source.CannotKeepError as error:
        return f"Not kept in {place}: {error}."
    except shelf.UnreadableError as error:
        return f"Not kept in {place}: {error}. Mend that line, then check again."
    except OSError as error:
        return f"Not kept in {place}: it cannot be written ({error.strerror})."
    fault = trial.try_out(path, [exercise.name], ask=seconds < SLOW)[exercise.name]
    lookup.remember(path.parent, exercise, mark, fault, kept=lookup.digest(parts[-1].code))
    if fault:
        return f"Kept in {place}, but it does not work there by itself: {fault}."
    return f"Kept in {place}: this is now your {exercise.name}.{_warning()}"


def _edited(text: str, code: str, path: Path, exercise: Exercise) -> bool:
    """Whether the file has another answer than this, written there by hand, and right."""
    own = [s.code for s in shelf.parse(text) if exercise.name in s.binds]
    if not own or own[-1] == code or lookup.digest(own[-1]) == lookup.kept(path.parent, exercise):
        return False
    return lookup.find(exercise.name).whose == lookup.YOURS


def _warning() -> str:
    """Where the library does not last, that it does not; said once."""
    text = notebook_memory.forgotten()
    if not text or text in _warned:
        return ""
    _warned.add(text)
    return f" {text}"


def _with(text: str, parts: list[source.Part], exercise: Exercise) -> str:
    """The file with the answer in it; other answers that it holds already stay as they are."""
    held = {name for statement in shelf.parse(text) for name in statement.binds}
    others = held & _passed(exercise.unit) - {exercise.name}
    new = [part for part in parts if part.imports or part.name not in others]
    note = f"{exercise.points:g} of {exercise.points:g} points, {date.today().isoformat()}"
    opening = shelf.OPENING.format(number=int(exercise.unit[1:3]), name=exercise.name)
    return shelf.put(text, new, note, opening)


def _passed(unit: str) -> set[str]:
    from ..exercises import of_unit

    return {item.name for item in of_unit(unit)}


def _cells() -> list[str] | None:
    """The code of the cells that ran, oldest first; None outside of a notebook."""
    here = shell()
    return None if here is None else list(here.history_manager.input_hist_parsed)
