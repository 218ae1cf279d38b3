"""The names that a cell has from other cells and gives to them, read from its code alone."""

import ast
import re
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .hidden import keeps
from .submission import MAGIC, is_simple

HARMLESS = re.compile(r"^%matplotlib\b.*$", re.MULTILINE)
# whoever has one of these can reach names without writing them down
EVERYTHING = set(
    "eval exec globals locals vars get_ipython In Out __main__ sys inspect gc *".split()
)
AT_ONCE = {"listcomp", "setcomp", "dictcomp", "genexpr"}  # read names when they are reached
SIMPLE = ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
IMPORT = ast.Import | ast.ImportFrom


@dataclass
class Names:
    """Names that a piece of code has from outside, and those that it gives.

    Attributes
    ----------
    reads : set of str
        Read when it runs.
    late : set of str
        Read by its functions, whenever they are called.
    binds : set of str
        Bound for the cells that follow.
    fixed : set of str
        Those of `binds` that are imported, functions, classes or constants: nobody changes them,
        as long as nobody changes what their definitions read.
    leans : set of str
        What the definitions of these read: defaults, annotations, base classes.
    keeps : bool
        Whether it may keep something that no name shows (see `hidden`): only what it imports is
        fixed then.
    """

    reads: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    leans: set[str] = field(default_factory=set)
    keeps: bool = False

    def then(self, other: "Names") -> None:
        """Add what runs after it."""
        self.reads |= other.reads - self.binds
        self.late |= other.late
        self.leans |= other.leans
        self.fixed = (self.fixed - other.binds) | other.fixed
        self.binds |= other.binds


@lru_cache(maxsize=512)  # most cells of a class are the same
def names_of(source: str) -> Names | None:
    """The names of a cell; None if it may reach any name."""
    source = HARMLESS.sub("", source)
    if MAGIC.search(source) or not is_simple(source):
        return None
    try:
        tree = _Asked().visit(ast.parse(source))
        if EVERYTHING & set(_mentioned(tree)):
            return None
        names = _names(tree.body)
        if keeps(tree):
            imports = _names(part for part in tree.body if isinstance(part, IMPORT))
            names.keeps, names.fixed = True, names.fixed & imports.binds
        return names
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Asked(ast.NodeTransformer):
    """Puts the name itself in the place of `globals().get("name")`: a cell asks if it is there."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name("globals"), args=[]), attr="get"),
                args=[ast.Constant(value=str(name)), *default],
                keywords=[],
            ) if name.isidentifier():
                return ast.Tuple([ast.Name(name, ast.Load()), *default], ast.Load())
        return node


def _mentioned(tree: ast.Module) -> Iterator[str]:
    """Names and modules in the code, but not `exec` or `eval` in a namespace of its own."""
    own = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args[1:]]
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if not (name in ("exec", "eval") and node in own):
                yield name
            case ast.alias(name=name) | ast.ImportFrom(module=str(name)):
                yield name


def _names(body: Iterable[ast.stmt]) -> Names:
    """The names of statements one after the other; a loop is taken to run at least once."""
    names = Names()
    for statement in body:
        match statement:
            case ast.For(target=target, iter=values):
                names.then(_names_of(ast.Assign([target], values)))
                names.then(_names([*statement.body, *statement.orelse]))
            case ast.With(items=items):
                for item in items:
                    target = item.optional_vars or ast.Name("_", ast.Store())
                    names.then(_names_of(ast.Assign([target], item.context_expr)))
                names.then(_names(statement.body))
            case _:
                names.then(_names_of(statement))
    return names


def _names_of(statement: ast.stmt) -> Names:
    """The names of a statement; what a branch binds may stay what it was, so it is read as well."""
    text = ast.unparse(ast.fix_missing_locations(statement))
    table = symtable.symtable(text, "cell", "exec")
    names = Names()
    for symbol in table.get_symbols():
        name = symbol.get_name()
        if symbol.is_referenced():
            names.reads.add(name)
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            names.binds.add(name)
            if not isinstance(statement, SIMPLE | IMPORT):
                names.reads.add(name)
    for inner in table.get_children():
        _add_inner(inner, names, late=False)
    if isinstance(statement, IMPORT) or _is_fixed(statement):
        names.fixed, names.leans = set(names.binds), set(names.reads)
    return names


def _is_fixed(statement: ast.stmt) -> bool:
    """Whether it defines a function or a class that has no data, or gives names to constants."""
    match statement:
        case ast.FunctionDef() | ast.Assign(value=ast.Constant() | ast.Lambda()):
            return True
        case ast.ClassDef(body=body):
            return all(_is_fixed(part) or _is_text(part) for part in body)
        case ast.Assign(value=ast.Tuple(elts=parts)):
            return all(isinstance(part, ast.Constant) for part in parts)
    return False


def _is_text(statement: ast.stmt) -> bool:
    """Whether it does nothing, as the text that says what a class is for."""
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


def _add_inner(table: symtable.SymbolTable, names: Names, *, late: bool) -> None:
    """Add the names that a function, a class or a comprehension has from the notebook."""
    late = late or (table.get_type() == "function" and table.get_name() not in AT_ONCE)
    of_class = table.get_type() == "class"  # what it binds, it may have read from outside before
    for symbol in table.get_symbols():
        if symbol.is_global() or (of_class and symbol.is_referenced()):
            (names.late if late else names.reads).add(symbol.get_name())
            if symbol.is_global() and symbol.is_assigned():
                names.binds.add(symbol.get_name())
    for inner in table.get_children():
        _add_inner(inner, names, late=late)
