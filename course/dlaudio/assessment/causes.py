"""Why a line of the student's ended in an error: what its parts were, and where they come from.

Python says what happened; here stands what it does not say. The shapes of the two sides, the loop
that goes too far, the line that made what does not fit, the name that is spelt otherwise. Nothing
is guessed: all of it is read from the student's own code and from what stood in its names.
"""

import ast
import contextlib
import inspect
import re
from collections.abc import Iterable, Iterator

import numpy as np

from .amounts import given, place, unpacked, what
from .errors import NAMES, NUMBER, SHAPE
from .lines import Line, own_line, quoted
from .naming import origins, unbound, unknown
from .values import Unknown

JOINED = {"stack", "array", "concatenate", "vstack", "hstack", "column_stack"}
MOST_PARTS, MOST_ARGUMENTS, MOST_LETTERS = 3, 4, 400
NTH = ("first", "second", "third", "fourth")
CODE = r"`([^`\n]{1,100}+)`"
WHAT = (
    f"(?:has the shape {SHAPE}|is a single number|is 0|is (?:a|an) (?:list|tuple|dict|text) of "
    rf"{NUMBER}|is None|is a function|is a truth value|is a (?:fraction|{NAMES}))"
)
PARTS = {
    "like": "there is no {C}, but there is {C}",
    "unread": "no line gives {C} a value, and {C} has one that is never read",
    "elsewhere": "{C} has a value inside {C} only, where no other function can see it",
    "attribute": "there is {C}, which is not the same as {C}",
    "start": "{C} needs a {C} to go on from, and no line before it gives it one",
    "below": "{C} gets its value further down, in {C}",
    "under": "{C} gets its value in {C}, under {C}, and that line was not reached",
    "parts": f"in {{C}}, {{C}} {WHAT}(?:(?:, | and ){{C}} {WHAT})*+",
    "from": "{C} comes from {C}",
    "counts": f"{{C}} has {NUMBER} entr(?:y|ies)(?: along axis {NUMBER})?, counted from 0, "
    f"and {{C}} (?:is {NUMBER}|asks for another)",
    "uneven": f"the entries of {{C}} have the shapes {SHAPE} and {SHAPE}",
    "ends": f"{{C}} goes on to {NUMBER}",
    "given": f"{{C}} has the inputs {{C}}, and {{C}} gives it {NUMBER}",
    "whole": "{C} gives a fraction even where it comes out whole",
    "returned": f"what came back {WHAT}(?:: the first {WHAT}(?:, the [a-z]{{5,6}} {WHAT})*+)?",
    "needed": f"{{C}} stands for {NUMBER} names, and {{C}} is {NUMBER} values",
}
_PARTS = re.compile("|".join(f"(?:{row.replace('{C}', CODE)})" for row in PARTS.values()))
ENDS = "; "


def cause(error: BaseException) -> str:
    """What is known of why the student's last line ended in this error; empty if nothing is."""
    with contextlib.suppress(Exception):  # a sentence less is no harm, and must not cost an answer
        line = own_line(error)
        if line is not None:
            said = [one for one in dict.fromkeys(_of(error, line)) if _PARTS.fullmatch(one)]
            while len(words := ENDS.join(said[:MOST_PARTS])) > MOST_LETTERS:
                said.pop()
            return words
    return ""


def came_back(value: object) -> str:
    """What an answer has returned: its kind, and of a few things what each of them is."""
    words = f"what came back {what(value)}"
    if isinstance(value, list | tuple) and 0 < len(value) <= MOST_ARGUMENTS:
        numbered = zip(NTH, value, strict=False)
        words += f": {', '.join(f'the {nth} {what(one)}' for nth, one in numbered)}"
    return words if _PARTS.fullmatch(words) else ""


def names_and_code(words: str) -> list[str] | None:
    """The pieces of code, and the kinds of things, in what `cause` says; None if it is another's.

    What is said elsewhere in these words is the same for everybody.
    """
    found: list[str] = []
    for part in words.split(ENDS):
        if len(part) > 600 or not _PARTS.fullmatch(part):
            return None
        found += re.findall(CODE, part)
        found += [one for one in re.findall(rf"(?<!`)\bis a {NAMES}", part) if one not in PLAIN]
    return found


PLAIN = {"single", "list", "tuple", "dict", "text", "function", "truth", "fraction"}


def _of(error: BaseException, line: Line) -> Iterator[str]:
    if getattr(error, "says_all", False):
        return
    if isinstance(error, UnboundLocalError):
        yield from unbound(str(error.name or _quoted(error)), line)
    elif isinstance(error, NameError):
        yield from unknown(str(error.name or _quoted(error)), line)
    elif (
        isinstance(error, TypeError)
        and isinstance(line.node, ast.Call)
        and "argument" in str(error)
    ):
        yield from given(line)
    elif "unpack" in str(error):
        yield from unpacked(line)
    else:
        yield from _parts(error, line)


def _quoted(error: BaseException) -> str:
    return str(error).split("'")[1]


def _parts(error: BaseException, line: Line) -> Iterator[str]:
    """What the parts of the expression were, in which the error came, and where they come from."""
    node = line.node
    if isinstance(error, IndexError) and isinstance(node, ast.Subscript):
        yield from place(line)
        return
    whole = line.code(node)
    if "integer" in str(error) or "indices must" in str(error):
        yield from _fractions(line)
    if words := next(_uneven(node, line), ""):
        yield words
        return
    parts = _pieces(node)
    if "not callable" in str(error) and isinstance(node, ast.Call):
        parts = [node.func]
    parts = [one for one in parts if line.code(one) and not isinstance(one, ast.Constant)]
    described = []
    for part in parts:
        with contextlib.suppress(Unknown):
            value = line.value(part)
            if inspect.ismodule(value):
                continue
            described.append((part, what(value, isinstance(error, ZeroDivisionError))))
    if whole and described:
        words = [f"{quoted(line.code(part))} {what}" for part, what in described[:MOST_ARGUMENTS]]
        last = [" and ".join(words[-2:])]
        yield f"in {quoted(whole)}, {', '.join(words[:-2] + last)}"
        yield from origins([part for part, _ in described], line)


def _uneven(node: ast.AST, line: Line) -> Iterator[str]:
    """Two shapes among arrays of one list, which have to have the same."""
    if isinstance(node, ast.Call) and line.code(node.func).split(".")[-1] in JOINED and node.args:
        given = node.args[0]
        with contextlib.suppress(Unknown):
            shapes = [np.shape(one) for one in line.value(given)]
            other = next((shape for shape in shapes if shape != shapes[0]), None)
            if other is not None and (code := line.code(given)):
                yield f"the entries of {quoted(code)} have the shapes {shapes[0]} and {other}"


def _pieces(node: ast.AST) -> list[ast.AST]:
    """The parts of an expression that were there before it failed."""
    match node:
        case ast.BinOp():
            return [node.left, node.right]
        case ast.AugAssign():
            return [node.target, node.value]
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.BoolOp():
            return node.values
        case ast.UnaryOp():
            return [node.operand]
        case ast.Call(func=ast.Attribute(value=base)):
            given = [base, *node.args, *(one.value for one in node.keywords)]
            return list(_opened(given))
        case ast.Call():
            given = [*node.args, *(one.value for one in node.keywords)] or [node.func]
            return list(_opened(given))
        case ast.Subscript():
            return [node.value, node.slice]
        case ast.Attribute():
            return [node.value]
        case ast.GeneratorExp(generators=[one, *_]):
            return _pieces(one.iter)
        case ast.Assign(targets=[ast.Subscript() as place]):
            return [place, node.value]
        case ast.expr():
            return [node]
    return []


def _opened(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes, and in the place of a list of some its members."""
    for node in nodes:
        if isinstance(node, ast.List | ast.Tuple):
            yield from node.elts
        else:
            yield node


def _fractions(line: Line) -> Iterator[str]:
    """Divisions in the expression that give a fraction where a whole number is needed."""
    for node in ast.walk(line.node):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            with contextlib.suppress(Unknown):
                if isinstance(line.value(node), float) and (code := line.code(node)):
                    yield f"{quoted(code)} gives a fraction even where it comes out whole"
