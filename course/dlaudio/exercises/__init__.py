"""What is asked: one module a unit, each exercise an object named as the student's answer."""

import importlib
import pkgutil
from functools import cache

from ..assessment.base import Case, Exercise, exercise

__all__ = ["Case", "Exercise", "exercise", "find", "units", "of_unit"]


@cache
def units() -> tuple[str, ...]:
    """Names of the units that have exercises, in order, e.g. ``u01_perceptron``."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in names if name[:1] == "u" and name[1:3].isdigit()))


@cache
def of_unit(unit: str) -> tuple[Exercise, ...]:
    """The exercises of a unit in the order they are written."""
    module = importlib.import_module(f"{__name__}.{unit}")
    found = (value for value in vars(module).values() if isinstance(value, Exercise))
    return tuple(item for item in found if item.unit == unit)


def find(name: str) -> Exercise:
    """The exercise of this name.

    Raises
    ------
    ValueError
        If no unit has it; the message names the nearest.
    """
    known = {item.name: item for unit in units() for item in of_unit(unit)}
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
        raise ValueError(f"no exercise is called {name!r}{hint}")
    return known[name]
