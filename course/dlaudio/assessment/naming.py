"""Why a name has no value: it is spelt otherwise, or the line that makes it is not reached.

And where one has its value from.
"""

import ast
from collections.abc import Iterable, Iterator

from .lines import FUNCTIONS, Line, is_made, quoted


def unknown(name: str, line: Line) -> Iterator[str]:
    """A name that nothing in reach gives a value: another spelling, or another place."""
    reach = [one for one in line.names if not one.startswith("__")]
    own = line.names.get("self")
    if own is not None and name in getattr(own, "__dict__", {}):
        yield f"there is {quoted('self.' + name)}, which is not the same as {quoted(name)}"
        return
    read, made = _names(line.function)
    unread = [one for one in made if one not in read and one.strip("_") and one != "self"]
    alike = [one for one in reach if _spelt_alike(name, one)]
    alike = sorted(alike, key=lambda one: one not in unread)
    if alike and name not in made:
        yield f"there is no {quoted(name)}, but there is {quoted(alike[0])}"
    elif others := [
        one.name
        for one in ast.walk(line.around[-1])
        if isinstance(one, FUNCTIONS) and one is not line.function and name in _names(one)[1]
    ]:
        yield (
            f"{quoted(name)} has a value inside {quoted(others[0])} only, where no other function "
            "can see it"
        )
    elif unread and name not in made:
        yield (
            f"no line gives {quoted(name)} a value, and {quoted(unread[-1])} has one that is never "
            "read"
        )


def _names(function: ast.AST) -> tuple[set[str], list[str]]:
    """The names that are read in a function, and those that are given a value, its inputs too."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    read = {node.id for node in nodes if not is_made(node)}
    inputs = [node.arg for node in ast.walk(function) if isinstance(node, ast.arg)]
    return read, list(dict.fromkeys([*inputs, *(node.id for node in nodes if is_made(node))]))


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, `_`, an `s`, or one slip of the fingers."""
    first, second = (name.lower().replace("_", "") for name in (one, other))
    if first == second or first + "s" == second or second + "s" == first:
        return True
    if min(len(first), len(second)) < 4 or first[0] != second[0]:
        return False
    if len(first) == len(second):
        return sorted(first) == sorted(second)
    short, long = sorted((first, second), key=len)
    return (
        len(long) == len(short) + 1
        and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
        and not long[-1].isdigit()
    )


def unbound(name: str, line: Line) -> Iterator[str]:
    """A name that the function gives a value, but not before this line."""
    made = [one for one in line.made(name) if line.code(one)]
    here = next((one for one in line.around if isinstance(one, ast.stmt)), line.node)
    if here in made and isinstance(here, ast.AugAssign | ast.Assign):
        before = [one for one in made if one.lineno < here.lineno]
        if not before:
            yield (
                f"{quoted(line.code(here))} needs a {quoted(name)} to go on from, and no line "
                "before it gives it one"
            )
            return
    for one in made:
        above = _blocks(one, line)
        if one.lineno > here.lineno and not above:
            yield f"{quoted(name)} gets its value further down, in {quoted(line.code(one))}"
            return
        if above and one is not here:
            yield (
                f"{quoted(name)} gets its value in {quoted(line.code(one))}, under "
                f"{quoted(line.code(above[0]))}, and that line was not reached"
            )
            return


def _blocks(statement: ast.stmt, line: Line) -> list[ast.stmt]:
    """The choices and loops that a statement stands in, within its function, the nearest first."""
    return [
        one
        for one in ast.walk(line.function)
        if isinstance(one, ast.If | ast.For | ast.While | ast.Try)
        and any(inner is statement for inner in ast.walk(one) if inner is not one)
        and one not in line.around
    ][::-1]


def origins(parts: Iterable[ast.AST], line: Line) -> Iterator[str]:
    """For names that one line alone gives their value: that line."""
    for part in parts:
        for node in ast.walk(part):
            if not isinstance(node, ast.Name) or is_made(node):
                continue
            made = line.made(node.id)
            if len(made) != 1 or made[0] in line.around or node.id in line.inputs:
                continue
            if isinstance(made[0], ast.Assign) and (code := line.code(made[0])):
                yield f"{quoted(node.id)} comes from {quoted(code)}"
