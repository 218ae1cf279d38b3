"""What stands in for an answer that is missing: the package's own, under the exercise's name.

Only what the package has anyway is here, adapted to what the exercise asks for: a function or a
class for each exercise, with its arguments and what it returns. No reference answer ships with the
course; where the package has nothing to adapt there is no stand-in (see `lookup`).
"""

import functools
import inspect
from collections.abc import Callable

from ...assessment.forbid import refuse_while_asked
from . import (
    forward,
    graphs,
    instruments,
    lines,
    memory,
    networks,
    sequences,
    sound,
    today,
    training,
)

# To let the package stand in for another exercise, write a function of its name in one of these.
MODULES = (lines, graphs, networks, forward, training, sound, sequences, memory, today, instruments)


def _public(module) -> dict[str, Callable]:
    """The functions and classes that a module defines."""
    return {
        name: value
        for name, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


TABLE = {name: value for module in MODULES for name, value in _public(module).items()}


def find(name: str) -> Callable | None:
    """What stands in for an exercise; None if nothing does. It refuses to be an answer itself."""
    return _for_playing(name) if name in TABLE else None


@functools.cache
def _for_playing(name: str) -> Callable:
    stand_in = TABLE[name]

    @functools.wraps(stand_in, updated=())
    def played(*arguments, **options):
        refuse_while_asked(f"the course's {name}")
        return stand_in(*arguments, **options)

    return played
