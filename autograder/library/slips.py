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
    "one round less": "a loop ends one round too early",
    "one round later": "a loop leaves its first round out",
    "always": "a condition{of} counts as true, whatever comes",
    "never": "a condition{of} counts as false, whatever comes",
    "sides": "the two sides of an operation{of} are exchanged",
    "values": "a product of matrices{of} is one of single values",
    "overwritten": "a new value takes the place of a sum{of} instead of being added to it",
    "limited": "a limit{of} is left out",
    "term": "a term{of} is left out",
    "factor": "a factor{of} is left out",
    "divisor": "a division{of} is left out",
    "remainder": "a remainder{of} is not taken",
    "power": "a power{of} is not taken",
    "axis": "an axis{of} is taken for another",
    "order": "two steps{of} are taken in the other order",
    "backwards": "a loop runs the other way round",
    "transposed": "a transposition{of} is left out",
}
NO_SLIPS = {"constant", "flag"}  # a factor of 1.5 that nobody takes for the right one
LIMITS = {"maximum", "minimum", "max", "min"}
FUNCTIONS = {"exp", "log", "log2", "log10", "tanh", "square", "cumsum", "diff", "conj", "real"}
PARTS = {
    ast.Add: "term",
    ast.Sub: "term",
    ast.Mult: "factor",
    ast.MatMult: "factor",
    ast.Div: "divisor",
    ast.FloorDiv: "divisor",
    ast.Mod: "remainder",
    ast.Pow: "power",
}
OTHER_AXIS = {0: 1, 1: 0, -1: 0}
STEPS = ast.Assign | ast.AugAssign


def slips(statements: list[ast.stmt], names: Collection[str]) -> Iterator[tuple[str, str, list]]:
    """Every version of these statements with one slip.

    Nothing of what loops until something comes true, for it might never, and nothing of what takes
    things out of a set.

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
    if any(_is_unsteady(node) for one in statements for node in ast.walk(one)):
        return
    seen = {code(statements)}
    for before, after, kind, made in versions(statements, _every):
        if (text := code(made)) not in seen:
            seen.add(text)
            yield _words(kind, before, after, names), text, made


def _is_unsteady(node: ast.AST) -> bool:
    """Whether a slip near it may never end, or come to something else in every process.

    The order of a set of objects depends on where they lie in memory.
    """
    is_set = isinstance(node, ast.Name) and node.id in ("set", "frozenset")
    return is_set or isinstance(node, ast.While | ast.Set | ast.SetComp)


def _every(node: ast.AST) -> Kinds:
    for kind, change in of_node(node):
        if kind not in NO_SLIPS:
            yield kind, change
    match node:
        case ast.BinOp(op=op) if type(op) in PARTS:
            yield PARTS[type(op)], _becomes("left")
            if PARTS[type(op)] in ("term", "factor"):
                yield f"{PARTS[type(op)]} of the left", _becomes("right")
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
                yield "sides", _turn_sides
            if isinstance(op, ast.MatMult):
                yield "values", put("op", ast.Mult())
        case ast.AugAssign(op=ast.Add()):
            yield "overwritten", _overwrite
        case ast.If() | ast.IfExp():
            yield "always", put("test", ast.Constant(True))
            yield "never", put("test", ast.Constant(False))
        case ast.Constant(value=int(value)) if value > 1 and not isinstance(value, bool):
            yield "one less", put("value", value - 1)
        case ast.keyword(arg="axis", value=ast.Constant(value=int(value))) if value in OTHER_AXIS:
            yield "axis", put("value", ast.Constant(OTHER_AXIS[value]))
        case ast.Attribute(attr="T"):
            yield "transposed", _becomes("value")
        case ast.Call() if called(node) in FUNCTIONS:
            yield "function", only_what_it_is_given
        case ast.Call(args=[_, _]) if called(node) in LIMITS:
            yield "limited", lambda twin: _replace(twin, twin.args[0])
            yield "limited", lambda twin: _replace(twin, twin.args[1])
        case ast.Call(args=[_, _, _]) if called(node) in ("where", "clip"):
            always = called(node) == "where"
            yield "always" if always else "limited", lambda twin: _replace(twin, twin.args[always])
            if always:
                yield "never", lambda twin: _replace(twin, twin.args[2])
        case ast.For():
            yield "backwards", _turn_round
            yield "one round less", _rounds(":-1")
            yield "one round later", _rounds("1:")
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        for number, (one, other) in enumerate(_neighbours(block)):
            if isinstance(one, STEPS) and isinstance(other, STEPS):
                yield f"order {number}", _exchange(name, number)


def _neighbours(block) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    return zip(block, block[1:], strict=False) if isinstance(block, list) else iter(())


def _becomes(part: str):
    """A change that leaves only one part of a node: a + b becomes a."""

    return lambda twin: _replace(twin, getattr(twin, part))


def _replace(twin: ast.AST, other: ast.AST) -> None:
    other = copy.deepcopy(other)
    twin.__class__, twin.__dict__ = type(other), vars(other)


def _turn_sides(twin: ast.BinOp) -> None:
    twin.left, twin.right = twin.right, twin.left


def _overwrite(twin: ast.AugAssign) -> None:
    _replace(twin, ast.Assign([twin.target], twin.value))


def _turn_round(twin: ast.For) -> None:
    twin.iter = ast.parse(f"list({ast.unparse(twin.iter)})[::-1]", mode="eval").body


def _rounds(which: str):
    def change(twin: ast.For) -> None:
        twin.iter = ast.parse(f"list({ast.unparse(twin.iter)})[{which}]", mode="eval").body

    return change


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
    elif first in ("always", "never") and hasattr(before, "test"):
        part = before.test
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
