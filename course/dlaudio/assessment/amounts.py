"""How many there are and how many are needed: inputs, values for names, entries of an array."""

import ast
import contextlib
import inspect
from collections.abc import Iterator
from typing import Any

import numpy as np

from .lines import Line, is_made, own_names, quoted
from .naming import origins
from .values import Unknown


def given(line: Line) -> Iterator[str]:
    """Which inputs a function of the student's has, and how many it was given."""
    call = line.node
    with contextlib.suppress(Unknown, TypeError, ValueError):
        function = line.value(call.func)
        count = len(call.args) + len(call.keywords)
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            return
        inputs = ", ".join(inspect.signature(function).parameters)
        what = line.code(call)
        if inputs and what:
            name = quoted(line.code(call.func))
            yield f"{name} has the inputs {quoted(inputs)}, and {quoted(what)} gives it {count}"


def unpacked(line: Line) -> Iterator[str]:
    """How many names stand on the left, and how many values on the right."""
    statement = next(one for one in line.around if isinstance(one, ast.stmt | ast.comprehension))
    target = line.node if isinstance(line.node, ast.Tuple | ast.List) else None
    if target is None:
        return
    names = line.code(target)
    if isinstance(statement, ast.Assign) and names:
        value = statement.value
        with contextlib.suppress(Unknown, TypeError):
            count = len(line.value(value))
            if code := line.code(value):
                stands = f"{quoted(names)} stands for {len(target.elts)} names"
                yield f"{stands}, and {quoted(code)} is {count} values"
                yield from origins([value], line)
    elif isinstance(statement, ast.For) and (code := line.code(statement.iter)):
        with contextlib.suppress(Unknown):
            came = what(line.value(statement.iter))
            yield f"in {quoted(line.code(statement))}, {quoted(code)} {came}"
            yield from origins([statement.iter], line)


def place(line: Line) -> Iterator[str]:
    """How many entries there are, which one was asked for, and which loop goes so far."""
    node = line.node
    base, places = node.value, node.slice
    with contextlib.suppress(Unknown):
        value = line.value(base)
        indices = places.elts if isinstance(places, ast.Tuple) else [places]
        sizes = value.shape if isinstance(value, np.ndarray) else (len(value),)
        for axis, (size, index) in enumerate(zip(sizes, indices, strict=False)):
            with contextlib.suppress(Unknown, TypeError):
                number = line.value(index)
                if isinstance(number, int | np.integer) and not -size <= number < size:
                    what, which = line.code(base), line.code(index)
                    along = f" along axis {axis}" if len(sizes) > 1 else ""
                    if what and which:
                        entries = f"{size} {'entry' if size == 1 else 'entries'}{along}"
                        asked = f"{quoted(which)} is {number}"
                        if isinstance(index, ast.Constant):
                            asked = f"{quoted(line.code(node))} asks for another"
                        yield f"{quoted(what)} has {entries}, counted from 0, and {asked}"
                    yield from _loops(index, line)
                    yield from origins([base, index], line)
                    return
        if len(indices) > len(sizes) and (whole := line.code(node)):
            yield f"in {quoted(whole)}, {quoted(line.code(base))} {what(value)}"


def _loops(index: ast.AST, line: Line) -> Iterator[str]:
    """The loops that set the names in an index, and how far they go."""
    names = {node.id for node in ast.walk(index) if isinstance(node, ast.Name)}
    for loop in line.around:
        if not isinstance(loop, ast.For):
            continue
        if not names & {name.id for name in own_names(loop) if is_made(name)}:
            continue
        match loop.iter:
            case ast.Call(func=ast.Name(id="range"), args=args):
                with contextlib.suppress(Unknown):
                    last = range(*(int(line.value(arg)) for arg in args))[-1]
                    if code := line.code(loop):
                        yield f"{quoted(code.rstrip(':'))} goes on to {last}"


def what(value: Any, zero: bool = False) -> str:
    """What a value is, in words that tell no number of the question."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"has the shape {value.shape}"
    if isinstance(value, bool | np.bool_):
        return "is a truth value"
    if isinstance(value, int | float | complex | np.number | np.ndarray):
        return "is 0" if zero and value == 0 else "is a single number"
    if isinstance(value, list | tuple | dict | str):
        kind = "text" if isinstance(value, str) else type(value).__name__
        return f"is a {kind} of {len(value)}"
    if value is None:
        return "is None"
    if callable(value) and not isinstance(value, type):
        return "is a function"
    return f"is a {type(value).__name__}"
