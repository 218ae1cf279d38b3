"""The student's own library: what has passed its check plays from then on.

    from dlaudio import mine
    mine.lstm_step                 # yours, or the course's own, and it is said which
    mine.whose("lstm_step")        # says it again
    mine.show()                    # all parts as a wall of bricks, yours in colour

`check` puts each answer that it passes into a plain Python file, `my_library/u11_lstm.py`, which is
the student's to read and to change. A changed answer is asked the stored questions again before it
plays. Nothing is sent anywhere, and no mark depends on the library.
"""

import importlib
import sys
from typing import Any

from ..assessment.forbid import refuse_while_asked
from . import lookup

_say = lookup.once()
_met: list[str] = []


def __getattr__(name: str) -> Any:
    """What plays under the name of an exercise; AttributeError says why nothing does."""
    if name.startswith("_"):
        raise AttributeError(name)
    refuse_while_asked(f"mine.{name}")
    if name == "layers":
        return importlib.import_module(f"{__name__}.layers")
    try:
        found = lookup.find(name)
    except ValueError as error:
        raise AttributeError(str(error)) from None
    if name not in _met:
        _met.append(name)
    if found.whose == lookup.NOBODY:
        raise lookup.NothingPlaysError(
            f"nothing plays as {name} here: {found.why}, and the course has none of its own. "
            f"Answer the exercise {name}, and its check puts it there"
        )
    if found.whose == lookup.COURSE:
        _say(f"{name}: the course's own plays here, because {found.why}.")
    else:
        lookup.playing.add(name)
    return found.value


def whose(*names: str) -> dict[str, str]:
    """Say whose code plays under these names, by default all that were used; also as a dict."""
    owners = {name: lookup.find(name).whose for name in names or _met}
    for owner in (lookup.YOURS, lookup.COURSE, lookup.NOBODY):
        if those := [name for name, other in owners.items() if other == owner]:
            print(f"{owner}: {', '.join(those)}")
    return owners


def or_else(name: str, stand_in: Any) -> Any:
    """What you passed under the name of an exercise, or this stand-in, and then it is said.

    For answers that the course has none of its own for, such as weights wired by hand: from the
    library, or from this notebook if they are right as they stand there.

    Parameters
    ----------
    name : str
        Of the exercise.
    stand_in : object
        Plays where there is no answer, or a wrong one.
    """
    refuse_while_asked(f"mine.{name}")
    if name not in _met:
        _met.append(name)
    found = lookup.find(name)
    if found.whose == lookup.YOURS:
        lookup.playing.add(name)
        return found.value
    here = vars(sys.modules["__main__"]).get(name)
    if here is not None and _is_right(name, here):
        return here
    print(f"{name}: a stand-in plays here, until yours has passed its check.")
    return stand_in


def _is_right(name: str, answer: Any) -> bool:
    from ..assessment.questioning import question
    from ..exercises import find

    try:
        verdict, _ = question(find(name), answer)
    except Exception:
        return False
    return verdict.right and not verdict.broken_laws


def waits(name: str, error: Exception) -> str:
    """Say in a sentence why an answer takes no part in a cell: not there yet, or with a fault."""
    absent = isinstance(error, NameError) and error.name == name
    if absent or isinstance(error, NotImplementedError):
        return f"This cell waits for your {name}: run it again when the check says ✓."
    return f"Your {name} stopped with {error!r}."


def show(unit: str = "") -> None:
    """Show the parts of the library, or of one unit ("u11"), yours in colour, and name yours."""
    from .parts import parts, text

    found = parts(unit)
    words = text(found)
    try:
        from ..notebook import in_notebook
        from ..plots.bricks import wall
        from ..plots.pictures import show as display
    except ImportError:  # no Matplotlib: the words say it all
        print(words)
        return
    if in_notebook():
        looks = "Blue: yours. Grey: the course's own plays. Dashed: nobody's yet."
        rows = {f"{unit.title}  {unit.number}": row for unit, row in found.items()}
        display(wall(rows), f"A wall of bricks, a row for each unit. {looks} {words}")
        words = words.partition("\n")[0]
    print(words)
