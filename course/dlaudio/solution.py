"""The explained solution of an exercise, unfolded after a right answer or three honest tries.

A try is honest if it is an answer, looks at what it is given, is another one than those before, and
stands on answers that are right themselves. They are counted where the notebooks remember what was
done (`notebook_memory`); where nothing is remembered, as while a notebook is graded or built,
nothing unfolds.
"""

import dis
import hashlib
import html
import inspect
import types
from collections.abc import Iterator
from typing import Any

from . import exercises, notebook_memory, progress
from .assessment import solution
from .assessment.base import Exercise
from .notebook import show_words

TRIES = 3
RIGHT = "One way to write it, and why"
RIGHT_LETTERS = "The right answers, and why"  # where nothing is written but letters
TRIED = "Three honest tries: the solution, explained"


def remember_try(exercise: Exercise, answer: Any) -> None:
    """Count a wrong answer, unless it is one of those before or does not look at its arguments."""
    tries = _tries(exercise)
    mark = _mark(answer)
    if _looks(answer) and mark not in tries and len(tries) < TRIES:
        notebook_memory.remember(_key(exercise), [*tries, mark])


def earned(exercise: Exercise) -> str:
    """What the solution is called that may be unfolded now; "" if none may."""
    if notebook_memory.home() is None:
        return ""
    if exercise.name in progress.of_unit(exercise.unit).passed:
        return RIGHT_LETTERS if exercise.choices else RIGHT
    return TRIED if len(_tries(exercise)) >= TRIES else ""


def folded(exercise: Exercise) -> str:
    """The solution as HTML, folded away under its title; "" where it is not earned or not there."""
    title = earned(exercise)
    found = solution.find(exercise) if title else None
    if found is None:
        return ""
    return _markup(title, found)


def _markup(title: str, found: solution.Solution, *, now: bool = False) -> str:
    """The solution below its title: to be unfolded, or unfolded `now`."""
    return (
        f'<details style="margin:4px 0 4px 16px"{" open" * now}>'
        f'<summary style="margin-bottom:6px">{title}</summary>{found.html}'
        f"<pre><code>{html.escape(found.code)}</code></pre></details>"
    )


def show(name: str) -> None:
    """Show the explained solution of an exercise, or what is still to be done for it.

    Parameters
    ----------
    name : str
        Name of the exercise.

    Raises
    ------
    ValueError
        If no exercise is called so.
    """
    exercise = exercises.find(name)
    title = earned(exercise)
    found = solution.find(exercise) if title else None
    if found is not None:
        show_words(f"{title}\n\n{found.text}\n\n{found.code}", _markup(title, found, now=True))
    elif title or not solution.path(exercise.unit).is_file():
        print(f"This course came without the solution of {name}: ask who gave it to you.")
    elif notebook_memory.home() is None:
        print("Nothing is remembered here, so no tries can be counted and nothing unfolds.")
    else:
        made = len(_tries(exercise))
        so_far = f"{made} so far" if made else "none so far"
        print(f"It unfolds after a right answer or three different honest tries; {so_far}.")


def _key(exercise: Exercise) -> str:
    return f"tries/{exercise.unit}/{exercise.name}"


def _tries(exercise: Exercise) -> list[str]:
    kept = notebook_memory.recall_all().get(_key(exercise))
    return [str(one) for one in kept[:TRIES]] if isinstance(kept, list) else []


def _looks(answer: Any) -> bool:
    """Whether a function reads any of its arguments; other answers, and whoever has none, do."""
    code = getattr(answer, "__code__", None)
    if not isinstance(code, types.CodeType):
        return True
    named = code.co_argcount + code.co_kwonlyargcount
    named += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    given = set(code.co_varnames[:named])
    read = (step for step in dis.get_instructions(code) if step.opname.startswith("LOAD"))
    return not given or any(given & set(_words(step.argval)) for step in read)


def _words(read: Any) -> tuple:
    """The names that an instruction loads: one, or from Python 3.13 on two at once."""
    return read if isinstance(read, tuple) else (read,)


def _mark(answer: Any) -> str:
    """Tells one answer from another by what it does, not by its comments and its spaces."""
    return hashlib.sha256("\n".join(_parts(answer)).encode()).hexdigest()[:16]


def _parts(answer: Any) -> Iterator[str]:
    if inspect.isclass(answer):
        for name, value in vars(answer).items():
            if callable(value):
                yield name
                yield from _parts(value)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            yield str(name)
            yield from _parts(value)
    elif isinstance(answer, types.CodeType):
        yield answer.co_code.hex()
        yield " ".join(answer.co_names)
        for constant in answer.co_consts:
            yield from _parts(constant)
    elif isinstance(code := getattr(answer, "__code__", None), types.CodeType):
        said = (None, answer.__doc__)
        constants = tuple(None if one in said else one for one in code.co_consts)
        yield from _parts(code.replace(co_consts=constants))
    else:
        yield repr(answer)[:10_000]
