"""Right answers with one thing changed: an operator, a number, an axis, a statement.

The operators are those of mutation testing (R. DeMillo, R. Lipton, F. Sayward, "Hints on test data
selection", Computer 11, 1978), chosen for NumPy: reductions, axes, slices and copies among them.
"""

import ast
import copy
from collections.abc import Iterator

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


def mutants(statements: list[ast.stmt]) -> Iterator[tuple[str, list[ast.stmt]]]:
    """Every version of these statements with one change, and what was changed in words."""
    seen = {_code(statements)}
    for number, statement in enumerate(statements):
        for words, changed in _changes(statement):
            made = [*statements[:number], changed, *statements[number + 1 :]]
            if (code := _code(made)) not in seen:
                seen.add(code)
                yield words, made


def _code(statements: list[ast.stmt]) -> str:
    return "\n".join(ast.unparse(ast.fix_missing_locations(one)) for one in statements)


def _changes(root: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """Copies of a statement with one node of it changed."""
    nodes = list(ast.walk(root))
    for number, node in enumerate(nodes):
        for change in _of_node(node):
            tree = copy.deepcopy(root)
            twin = list(ast.walk(tree))[number]
            before = _line(twin)
            change(twin)
            yield f"{before}  ->  {_line(twin)}", tree


def _line(node: ast.AST) -> str:
    text = ast.unparse(ast.fix_missing_locations(node))
    return text.splitlines()[0][:120] if text else type(node).__name__


def _set(name: str, value) -> callable:
    return lambda node: setattr(node, name, value)


def _of_node(node: ast.AST) -> Iterator[callable]:
    """The changes that can be made to one node, each a function that makes it in place."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            yield _set("ops", [COMPARISONS[type(op)]()])
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            yield _set("op", ARITHMETIC[type(op)]())
        case ast.AugAssign(op=op) if type(op) in ARITHMETIC:
            yield _set("op", ARITHMETIC[type(op)]())
        case ast.UnaryOp(op=ast.USub()):
            yield _set("op", ast.UAdd())
        case ast.keyword(arg=name, value=ast.Constant(value=bool(value))) if name not in CAREFUL:
            yield _set("value", ast.Constant(not value))
        case ast.Constant(value=bool()):
            return  # of a keyword, see above
        case ast.Constant(value=int(value)):
            yield _set("value", value + 1)
            if value == 1:
                yield _set("value", 0)
        case ast.Constant(value=float(value)):
            yield _set("value", value * 1.5 if value else 1.0)
        case ast.Slice(lower=ast.Constant(value=int(start))):
            yield _set("lower", ast.Constant(start + 1))
        case ast.Slice(lower=None, upper=ast.expr()):
            yield _set("lower", ast.Constant(1))
        case ast.Attribute(attr=name) if name in REDUCTIONS:
            yield _set("attr", REDUCTIONS[name])
        case ast.Call():
            yield from _of_call(node)
        case ast.IfExp():
            yield lambda twin: twin.__dict__.update(body=twin.orelse, orelse=twin.body)
    if isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.If):
        yield from _of_block(node)


def _of_call(node: ast.Call) -> Iterator[callable]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if (
        len(node.args) > 1
        and name not in SYMMETRIC
        and not any(isinstance(arg, ast.Starred) for arg in node.args)
    ):
        yield lambda twin: twin.args.__setitem__(slice(0, 2), twin.args[1::-1])
    for number, keyword in enumerate(node.keywords):
        if keyword.arg in CAREFUL:
            continue
        yield lambda twin, number=number: twin.keywords.pop(number)
    if name in REMOVED:
        yield _only_what_it_is_given


def _only_what_it_is_given(twin: ast.Call) -> None:
    """Turn f(x) and x.f() into (x), in place: a call of the identity."""
    given = twin.args[0] if twin.args else twin.func.value
    twin.func = ast.Lambda(
        ast.arguments([], [ast.arg("it")], None, [], [], None, []), ast.Name("it", ast.Load())
    )
    twin.args, twin.keywords = [given], []


def _of_block(node) -> Iterator[callable]:
    """Statements left out, and loops that end after their first round."""
    for number, statement in enumerate(node.body):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.Expr):
            yield lambda twin, number=number: twin.body.__setitem__(number, ast.Pass())
    if isinstance(node, ast.For | ast.While):
        yield lambda twin: twin.body.append(ast.Break())
