"""How a part of the package comes to run on the student's own functions."""

from collections.abc import Callable

import numpy as np

from ... import exercises
from ...assessment.forbid import refuse_while_asked
from .. import lookup

_say = lookup.once()


class Borrowed:
    """A class of the package that uses the student's functions where the library has them.

    A child names the exercises in `parts`, and asks `own` for each where it would run; what is not
    the student's is done as the package does it. What runs is said once.
    """

    parts: tuple[str, ...] = ()

    def own(self, name: str) -> Callable | None:
        """The student's function of this name; None if it is not in the library, or not right."""
        if "_own" not in vars(self):
            refuse_while_asked(f"mine.layers.{type(self).__name__}")
            self._own = owned(type(self).__name__, self.parts)
        if name in self._own:
            lookup.playing.add(name)
        return self._own.get(name)


def one(user: str, name: str) -> Callable | None:
    """The student's function on which `user` runs; None if the course's is to be used."""
    own = owned(user, (name,)).get(name)
    if own is not None:
        lookup.playing.add(name)
    return own


def owned(user: str, parts: tuple[str, ...]) -> dict[str, Callable]:
    """The student's own among these parts; says on whose code `user` runs, and why."""
    found = {name: lookup.find(name) for name in parts}
    own = {name: part.value for name, part in found.items() if part.whose == lookup.YOURS}
    rest = [name for name in parts if name not in own]
    if own:
        as_well = f"; in the place of {_with_units(rest)}, the course's" if rest else ""
        _say(f"{user} runs on your {_listed(list(own))}{as_well}.")
    else:
        _say(f"{user} is the course's: {_with_units(rest)} would make it yours.")
    for name in rest:
        if found[name].why != lookup.MISSING:
            _say(f"{name}: {found[name].why}.")
    return own


def like(value, x: np.ndarray) -> np.ndarray:
    """What a student's function returned, in the number format of x: single precision is faster."""
    return np.asarray(value, dtype=x.dtype)


def _with_units(names: list[str]) -> str:
    """Names of exercises, each row of them with the unit that asks for it."""
    units: dict[str, list[str]] = {}
    for name in names:
        units.setdefault(exercises.find(name).unit, []).append(name)
    return _listed([f"{_listed(row)} (unit {int(unit[1:3])})" for unit, row in units.items()])


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1])] * bool(names[1:]) + names[-1:])
