"""The answer cell of an exercise as code that can be changed, and the answer that comes of it."""

import ast
from functools import cache
from typing import Any

from dlaudio.exercises import Exercise

from . import folder


@cache
def cell(exercise: Exercise) -> list[ast.stmt]:
    """An answer cell without what it defines anew further down, such as a function to be mended."""
    whole = folder.answer_cells(folder.text_of(exercise.unit))[exercise.name]
    names = [folder.defined(statement) for statement in whole]
    return [
        statement
        for number, statement in enumerate(whole)
        if not names[number] or not names[number] <= set().union(*names[number + 1 :])
    ]


@cache
def _around(exercise: Exercise) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """What the answer needs from before its cell, and from after it."""
    path = folder.text_of(exercise.unit)
    whole = folder.answer_cells(path)[exercise.name]
    every = folder.needed(path, [exercise.name])
    rest = [one for one in every if not any(one is statement for statement in whole)]
    start = cell(exercise)[0].lineno
    return [one for one in rest if one.lineno < start], [one for one in rest if one.lineno > start]


def answer(exercise: Exercise, changed: list[ast.stmt]) -> Any:
    """What the exercise's name stands for when its cell has these statements instead.

    Whatever error these statements raise comes through.
    """
    before, after = _around(exercise)
    path = folder.text_of(exercise.unit)
    module = folder.run(path, before, "around")
    # as text, so that an error quotes the changed line
    text = "\n".join(ast.unparse(ast.fix_missing_locations(statement)) for statement in changed)
    exec(compile(text, folder.typed(text, "changed"), "exec"), vars(module))
    exec(compile(ast.Module(after, []), str(path), "exec"), vars(module))
    return getattr(module, exercise.name)
