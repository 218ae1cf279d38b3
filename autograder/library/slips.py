"""A right answer with one slip in it, and what is told of it: the kind, and what it has to do with.

The slips are those of `mutation`, and some that people make beside them: a term, a factor or a
function left out, an axis for another, two steps in the other order. What is told names no code.
"""

import ast
import copy
from collections.abc import Collection, Iterator

from .mutation import REDUCTIONS, Kinds, called, code, of_node, only_what_it_is_given, put, versions

# {of} is what the changed part has in it, as " with X in it"
WORDS = {
    "limit": "a comparison{of} takes equal values the other way",
    "test": "a test{of} is turned round",
    "Add": "a term{of} has the other sign",
    "Sub": "a term{of} has the other sign",
    "Mult": "it is divided where it should be multiplied{of}",
    "Div": "it is multiplied where it should be divided{of}",
    "Pow": "a power{of} is a product",
    "FloorDiv": "a quotient{of} is not cut to a whole number",
    "Mod": "a quotient{of} stands where its remainder belongs",
    "minus": "a minus sign{of} is missing",
    "one more": "a whole number is too large by 1",
    "one less": "a 1 is missing, or is 0",
    "start": "a part of an array{of} starts one place too late",
    "reduction": "a {after} stands where a {before} belongs{of}",
    "branches": "the two cases of a choice{of} are exchanged",
    "arguments": "two inputs of a function{of} are exchanged",
    "keyword": "a function{of} is not told its {keyword}",
    "function": "the step '{function}'{of} is left out",
    "left out": "a step{of} is left out",
    "first round": "a loop ends after its first round",
    "term": "a term{of} is left out",
    "factor": "a factor{of} is left out",
    "divisor": "a division{of} is left out",
    "axis": "an axis{of} is taken for another",
    "order": "two steps{of} are taken in the other order",
    "backwards": "a loop runs the other way round",
    "transposed": "a transposition{of} is left out",
}
NO_SLIPS = {"constant", "flag"}  # a factor of 1.5 that nobody takes for the right one
FUNCTIONS = {"exp", "log", "log2", "log10", "tanh", "square", "cumsum", "diff", "conj", "real"}
OTHER_AXIS = {0: 1, 1: 0, -1: 0}
STEPS = ast.Assign | ast.AugAssign


def slips(statements: list[ast.stmt], names: Collection[str]) -> Iterator[tuple[str, str, list]]:
    """Every version of these statements with one slip.

    Nothing of what loops until something comes true: it might never.

    Parameters
    ----------
    statements : list of ast.stmt
        An answer's cell.
    names : collection of str
        The names that may be told: inputs and outputs, which stand in the exercise's text.

    Yields
    ------
    words : str
        What is told of it, as in "a term with b in it has the other sign".
    text : str
        The code, by which a version is known.
    made : list of ast.stmt
    """
    if any(isinstance(node, ast.While) for one in statements for node in ast.walk(one)):
        return
    seen = {code(statements)}
    for before, after, kind, made in versions(statements, _every):
        if (text := code(made)) not in seen:
            seen.add(text)
            yield _words(kind, before, after, names), text, made


def _every(node: ast.AST) -> Kinds:
    for kind, change in of_node(node):
        if kind not in NO_SLIPS:
            yield kind, change
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield "term", _becomes("left")
            if isinstance(node.op, ast.Add):
                yield "term of the left", _becomes("right")
        case ast.BinOp(op=ast.Mult() | ast.MatMult()):
            yield "factor", _becomes("left")
            yield "factor of the left", _becomes("right")
        case ast.BinOp(op=ast.Div()):
            yield "divisor", _becomes("left")
        case ast.BinOp(op=ast.Pow()):
            yield "factor", _becomes("left")
        case ast.keyword(arg="axis", value=ast.Constant(value=int(value))) if value in OTHER_AXIS:
            yield "axis", put("value", ast.Constant(OTHER_AXIS[value]))
        case ast.Attribute(attr="T"):
            yield "transposed", _becomes("value")
        case ast.Call() if called(node) in FUNCTIONS:
            yield "function", only_what_it_is_given
        case ast.For(iter=ast.Call(func=ast.Name(id="range"))):
            yield "backwards", _turn_round
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        for number, (one, other) in enumerate(_neighbours(block)):
            if isinstance(one, STEPS) and isinstance(other, STEPS):
                yield f"order {number}", _exchange(name, number)


def _neighbours(block) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    return zip(block, block[1:], strict=False) if isinstance(block, list) else iter(())


def _becomes(part: str):
    """A change that leaves only one part of a node: a + b becomes a."""

    def change(twin: ast.AST) -> None:
        kept = copy.deepcopy(getattr(twin, part))
        twin.__class__, twin.__dict__ = type(kept), vars(kept)

    return change


def _turn_round(twin: ast.For) -> None:
    twin.iter = ast.Call(ast.Name("reversed", ast.Load()), [twin.iter], [])


def _exchange(name: str, number: int):
    def change(twin: ast.AST) -> None:
        block = getattr(twin, name)
        block[number : number + 2] = block[number + 1], block[number]

    return change


def _words(kind: str, before: ast.AST, after: ast.AST, names: Collection[str]) -> str:
    first, _, rest = kind.partition(" of the ")
    first, number = _number(first)
    part = before
    if isinstance(before, ast.BinOp) and first in ("Add", "Sub", "Mult", "Div", "term", "divisor"):
        part = before.left if rest else before.right
    elif first == "factor":
        part = before.left if rest else before.right
    elif first == "left out":
        part = before.body[number]
    elif first == "order":
        part = ast.Module(before.body[number : number + 2], [])
    elif first == "keyword":
        part = before.func
    found = dict.fromkeys(
        node.id for node in ast.walk(part) if isinstance(node, ast.Name) and node.id in names
    )
    inside = " and ".join(list(found)[:2])
    of = f" by what has {inside} in it" if first in ("Mult", "Div") else f" with {inside} in it"
    return WORDS[first].format(
        of=of if inside else "",
        before=getattr(before, "attr", ""),
        after=REDUCTIONS.get(getattr(before, "attr", ""), ""),
        keyword=_lost(before, after),
        function=called(before) if isinstance(before, ast.Call) else "",
    )


def _number(kind: str) -> tuple[str, int]:
    words, _, last = kind.rpartition(" ")
    return (words, int(last)) if last.isdigit() else (kind, 0)


def _lost(before: ast.AST, after: ast.AST) -> str:
    """The argument that a call is not given any more."""
    if not isinstance(before, ast.Call) or not isinstance(after, ast.Call):
        return ""
    kept = {one.arg for one in after.keywords}
    return next((one.arg or "" for one in before.keywords if one.arg not in kept), "")
