"""All parts that a library can have, unit by unit, and whose they are at the moment."""

from .. import exercises, syllabus
from ..assessment.base import Exercise
from . import folder, lookup, shelf, standins


def parts(unit: str = "") -> dict[syllabus.Unit, list[tuple[str, str]]]:
    """The parts of each unit, or of one, with whose each is; what nobody can play is not listed.

    Parameters
    ----------
    unit : str
        "u11" or "u11_lstm"; all units if not given.

    Raises
    ------
    ValueError
        If no unit is called so.
    """
    chosen = [one for one in syllabus.units() if not unit or one.name.startswith(f"{unit}")]
    if not chosen:
        known = ", ".join(one.name for one in syllabus.units())
        raise ValueError(f"no unit is called {unit!r}; there are {known}")
    return {one: _of_unit(one.name) for one in chosen}


def _of_unit(unit: str) -> list[tuple[str, str]]:
    items = [item for item in exercises.of_unit(unit) if not item.secret]
    held = _held(unit, items)
    found = []
    for item in items:
        whose = lookup.COURSE if item.name in standins.TABLE else lookup.NOBODY
        found.append((item.name, lookup.find(item.name).whose if item.name in held else whose))
    return found


def _held(unit: str, items: list[Exercise]) -> set[str]:
    """Which of these a unit's file in the library has, all tried out; none if it is unreadable."""
    path = folder.file_of(unit)
    if path is None:
        return set()
    try:
        statements = shelf.parse(shelf.read(path))
    except shelf.UnreadableError:
        return set()
    bound = {name for statement in statements for name in statement.binds}
    lookup.try_changed([item for item in items if item.name in bound], path, statements)
    return bound


def text(found: dict[syllabus.Unit, list[tuple[str, str]]]) -> str:
    """The same in words: how many parts are the student's, and which."""
    total = sum(map(len, found.values()))
    yours = {u: [name for name, whose in row if whose == lookup.YOURS] for u, row in found.items()}
    lines = [f"{sum(map(len, yours.values()))} of {total} parts are yours."]
    lines += [f"  {u.number:>2} {u.title}: {', '.join(own)}" for u, own in yours.items() if own]
    return "\n".join(lines)
