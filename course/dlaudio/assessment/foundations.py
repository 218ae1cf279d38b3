"""What an answer stands on: the other answers of its unit that its code calls.

The grader lends the right ones. Here they are the student's own, so what is wrong with one of them
is wrong in all that call it, and what came says nothing certain about these.
"""

import types
from collections.abc import Iterator
from typing import Any

from .base import Exercise
from .questioning import question

QUICK = 10.0  # seconds: what may take longer is not questioned just to say who is to blame


def unmended(exercise: Exercise, answer: Any) -> list[str]:
    """Names of the other answers of this unit that the answer calls and that are not right."""
    from .. import exercises  # which describes exercises in the terms of this room

    others = {item.name: item for item in exercises.of_unit(exercise.unit) if item is not exercise}
    wrong = []
    for name, value in _called(answer, others):
        item = others[name]
        if item.seconds <= QUICK and question(item, value)[0].points < item.points:
            wrong.append(name)
    return wrong


def _called(answer: Any, names) -> Iterator[tuple[str, Any]]:
    """Each of these names that the answer has from its notebook, with what stands there."""
    seen, waiting = {}, list(_functions(answer))
    for function in waiting:
        for name in _names(function.__code__):
            value = function.__globals__.get(name)
            if name in seen or getattr(value, "__module__", None) != function.__module__:
                continue
            seen[name] = value
            waiting += _functions(value)
    yield from ((name, value) for name, value in seen.items() if name in names)


def _functions(value: Any) -> Iterator[types.FunctionType]:
    if isinstance(value, types.FunctionType):
        yield value
    elif isinstance(value, type):
        yield from (part for part in vars(value).values() if isinstance(part, types.FunctionType))


def _names(code: types.CodeType) -> Iterator[str]:
    """The names that code looks up, and those that the functions within it look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)
