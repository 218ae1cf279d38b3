"""Cells of the units that play the student's library, with all that they need of their unit."""

import ast
from pathlib import Path

from autograder.library import folder

NOT_PLAYED = ("show", "whose")


def played(unit: str) -> tuple[str, int]:
    """All statements of a unit that use `mine` and what they need, as code; and how many use it.

    Statements of answers are left out where nothing needs them: they are typed, not played.
    """
    path = folder.text_of(unit)
    answers = {id(one) for cell in folder.answer_cells(path).values() for one in cell}
    users = [one for one in folder.statements(path) if id(one) not in answers and uses_mine(one)]
    return ast.unparse(ast.Module(needed(path, users), [])), len(users)


def uses_mine(statement: ast.stmt) -> bool:
    """Whether it reads ``mine.name``, but for the wall of bricks."""
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "mine"
        and node.attr not in NOT_PLAYED
        for node in ast.walk(statement)
    )


def needed(path: Path, statements: list[ast.stmt]) -> list[ast.stmt]:
    """The statements and all that they need of the text, in its order."""
    known, chosen, todo = folder.bindings(path), {}, list(statements)
    every = folder.statements(path)
    while todo:
        statement = todo.pop()
        if id(statement) in chosen:
            continue
        chosen[id(statement)] = statement
        for name in folder.used(statement):
            before = [one for one in known.get(name, []) if one.lineno < statement.lineno]
            todo += before[-1:] or known.get(name, [])[:1]
            todo += [
                one
                for one in every
                if before and before[-1].lineno < one.lineno < statement.lineno
                if name in changed(one)
            ]
    return sorted(chosen.values(), key=lambda one: (one.lineno, one.col_offset))


def changed(statement: ast.stmt) -> set[str]:
    """Names whose value a statement changes in place: ``x[0] = 1``, ``x += 1``, or in a loop."""
    if isinstance(statement, folder.DEFINITIONS):
        return set()
    found = set()
    for node in ast.walk(statement):
        target = node.target if isinstance(node, ast.AugAssign) else node
        stored = isinstance(getattr(target, "ctx", None), ast.Store)
        if stored or isinstance(node, ast.AugAssign):
            while isinstance(target, ast.Subscript | ast.Attribute):
                target = target.value
            if isinstance(target, ast.Name) and target is not node or isinstance(node, ast.Name):
                found.add(getattr(target, "id", ""))
    return found
