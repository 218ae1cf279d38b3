"""Code that may keep something where no name of the notebook shows it.

A function that counts its calls in an attribute of its own, a default value that grows, a file, the
one random generator that NumPy shares: whoever calls such code changes what others get later, and
their names do not tell. It is looked for in the text, and found too often rather than too seldom.
"""

import ast
from collections.abc import Iterator

PLAIN_MODULES = set(  # they keep nothing that one user could leave for another
    """collections contextlib copy dataclasses dlaudio functools IPython itertools librosa math
    matplotlib numpy operator scipy string time typing""".split()
)
OUTSIDE = set("open input setattr delattr type breakpoint memoryview __builtins__".split())
DECORATORS = set("classmethod dataclass property staticmethod".split())
SPECIAL = set("__init__ __name__ __call__ __len__ __iter__ __getitem__".split())
OF_A_GENERATOR = set("default_rng Generator PCG64 SeedSequence".split())
SETTINGS = set("rcParams seterr seterrcall set_printoptions setbufsize".split())
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
UNCHANGING = (
    ast.Constant | ast.Name | ast.Attribute | ast.Tuple | ast.UnaryOp | ast.BinOp
    | ast.unaryop | ast.operator | ast.expr_context
)  # fmt: skip


def keeps(tree: ast.Module) -> bool:
    """Whether this code, or what it calls, may keep something that no name shows."""
    return any(_kept(tree)) or any(_stored(tree, set(), outside=True))


def _kept(tree: ast.Module) -> Iterator[str]:
    """What stands in the code that may keep something, as it is written."""
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names):
                yield from names
            case ast.Name(id=name) if name in OUTSIDE:
                yield name
            case ast.Import(names=names):
                yield from (n.name for n in names if n.name.partition(".")[0] not in PLAIN_MODULES)
            case ast.ImportFrom(module="numpy.random", names=names):
                yield from {n.name for n in names} - OF_A_GENERATOR
            case ast.ImportFrom(module="numpy", names=names):
                yield from {n.name for n in names} & {"random", *SETTINGS}
            case ast.ImportFrom(module=str(name)) if name.partition(".")[0] not in PLAIN_MODULES:
                yield name
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name):
                yield from {name} - OF_A_GENERATOR
            case ast.Attribute(attr=name) if name in SETTINGS:
                yield name
            case ast.Attribute(attr=name) if name.startswith("__") and name not in SPECIAL:
                yield name
            case ast.Lambda(args=arguments):
                yield from _growing(arguments)
            case ast.FunctionDef(args=arguments, decorator_list=decorators):
                yield from _growing(arguments)
                yield from (ast.unparse(d) for d in decorators if not _is_plain(d))


def _is_plain(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id in DECORATORS


def _growing(arguments: ast.arguments) -> Iterator[str]:
    """Default values that may be others at the next call."""
    for default in filter(None, [*arguments.defaults, *arguments.kw_defaults]):
        if not all(isinstance(node, UNCHANGING) for node in ast.walk(default)):
            yield ast.unparse(default)


def _stored(node: ast.AST, own: set[str], *, outside: bool = False) -> Iterator[str]:
    """Attributes that are given to something else than what a function was given or has made.

    `own` are the names of the function around it that stand for such a thing. What a cell itself
    gives to a name of the notebook counts.
    """
    if isinstance(node, FUNCTION | ast.Lambda):
        own, outside = _own(node), False
    elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        root = node.value
        while isinstance(root, ast.Attribute | ast.Subscript):
            root = root.value
        if outside or not isinstance(root, ast.Name) or root.id not in own:
            yield ast.unparse(node)
    for child in ast.iter_child_nodes(node):
        yield from _stored(child, own, outside=outside)


def _own(function: ast.AST) -> set[str]:
    """Names of what a function was given or has made, but not other names for what is outside."""
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    own = {argument.arg for argument in given}
    other = set()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=ast.Name() | ast.Attribute() | ast.IfExp()):
                other |= {t.id for t in targets if isinstance(t, ast.Name)}
            case ast.Name(id=name, ctx=ast.Store()):
                own.add(name)
    return own - other
