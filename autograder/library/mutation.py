"""Right answers with one thing changed: an operator, a number, an axis, a statement.

The operators are those of mutation testing (R. DeMillo, R. Lipton, F. Sayward, "Hints on test data
selection", Computer 11, 1978), chosen for NumPy: reductions, axes, slices and copies among them.
"""

import ast
import itertools
import pickle
from collections.abc import Callable, Iterator

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
REDUCTIONS = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "argmax": "argmin",
    "argmin": "argmax",
    "any": "all",
    "all": "any",
    "maximum": "minimum",
    "minimum": "maximum",
}
SYMMETRIC = {"maximum", "minimum", "logaddexp", "hypot", "allclose", "array_equal", "isclose"}
CAREFUL = {"strict", "dtype"}  # keywords without which the same comes out
REMOVED = {"abs", "round", "copy", "sorted", "sqrt", "flip"}


Change = Callable[[ast.AST], None]  # makes the change in place
Kinds = Iterator[tuple[str, Change]]  # by the kind of slip, a key of `slips.WORDS`


def mutants(statements: list[ast.stmt]) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every version of these statements with one change, and what was changed in words."""
    seen = {code(statements)}
    for before, node, _, made in versions(statements, of_node):
        if (text := code(made)) not in seen:
            seen.add(text)
            yield f"{line(before)}  ->  {line(node)}", made


def code(statements: list[ast.stmt]) -> str:
    """The statements as text, by which two versions are told apart."""
    return "\n".join(ast.unparse(ast.fix_missing_locations(one)) for one in statements)


def versions(
    statements: list[ast.stmt], changes: Callable[[ast.AST], Kinds]
) -> Iterator[tuple[ast.AST, ast.AST, str, list[ast.stmt]]]:
    """Copies of the statements with one node changed: the node before and after, and the kind."""
    for place, root in enumerate(statements):
        kept = pickle.dumps(root)  # a copy of it costs a fifth of a deep copy
        for number, node in enumerate(ast.walk(root)):
            for kind, change in changes(node):
                tree = pickle.loads(kept)
                twin = next(itertools.islice(ast.walk(tree), number, None))
                change(twin)
                yield node, twin, kind, [*statements[:place], tree, *statements[place + 1 :]]


def line(node: ast.AST) -> str:
    """The first line of a node, as it is shown."""
    text = ast.unparse(ast.fix_missing_locations(node))
    return text.splitlines()[0][:120] if text else type(node).__name__


def put(name: str, value) -> Change:
    """A change that sets one field of a node."""
    return lambda node: setattr(node, name, value)


def of_node(node: ast.AST) -> Kinds:
    """The changes that can be made to one node."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            kind = "test" if isinstance(op, ast.Eq | ast.NotEq) else "limit"
            yield kind, put("ops", [COMPARISONS[type(op)]()])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in ARITHMETIC:
            yield type(op).__name__, put("op", ARITHMETIC[type(op)]())
        case ast.UnaryOp(op=ast.USub()):
            yield "minus", put("op", ast.UAdd())
        case ast.keyword(arg=name, value=ast.Constant(value=bool(value))) if name not in CAREFUL:
            yield "flag", put("value", ast.Constant(not value))
        case ast.Constant(value=bool()):
            return  # of a keyword, see above
        case ast.Constant(value=int(value)):
            yield "one more", put("value", value + 1)
            if value == 1:
                yield "one less", put("value", 0)
        case ast.Constant(value=float(value)):
            yield "constant", put("value", value * 1.5 if value else 1.0)
        case ast.Slice(lower=ast.Constant(value=int(start))):
            yield "start", put("lower", ast.Constant(start + 1))
        case ast.Slice(lower=None, upper=ast.expr()):
            yield "start", put("lower", ast.Constant(1))
        case ast.Attribute(attr=name) if name in REDUCTIONS:
            yield "reduction", put("attr", REDUCTIONS[name])
        case ast.Call():
            yield from _of_call(node)
        case ast.IfExp():
            yield "branches", lambda twin: twin.__dict__.update(body=twin.orelse, orelse=twin.body)
    if isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.If):
        yield from _of_block(node)


def _of_call(node: ast.Call) -> Kinds:
    name = called(node)
    if (
        len(node.args) > 1
        and name not in SYMMETRIC
        and not any(isinstance(arg, ast.Starred) for arg in node.args)
    ):
        yield "arguments", lambda twin: twin.args.__setitem__(slice(0, 2), twin.args[1::-1])
    for number, keyword in enumerate(node.keywords):
        if keyword.arg in CAREFUL:
            continue
        yield "keyword", lambda twin, number=number: twin.keywords.pop(number)
    if name in REMOVED:
        yield "function", only_what_it_is_given


def called(node: ast.Call) -> str:
    """The name of what is called, without where it comes from."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def only_what_it_is_given(twin: ast.Call) -> None:
    """Turn f(x) and x.f() into (x), in place: a call of the identity."""
    given = twin.args[0] if twin.args else twin.func.value
    twin.func = ast.Lambda(
        ast.arguments([], [ast.arg("it")], None, [], [], None, []), ast.Name("it", ast.Load())
    )
    twin.args, twin.keywords = [given], []


def _of_block(node) -> Kinds:
    """Statements left out, and loops that end after their first round."""
    for number, statement in enumerate(node.body):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr):
            yield (
                f"left out {number}",
                lambda twin, number=number: twin.body.__setitem__(number, ast.Pass()),
            )
    if isinstance(node, ast.For | ast.While):
        yield "first round", lambda twin: twin.body.append(ast.Break())
