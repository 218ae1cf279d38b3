"""The statements of a text at its top level, with the names that each binds and reads."""

import ast
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

CELL_MAGICS = ("time", "capture")  # run what is in their cell in the notebook itself


@dataclass(frozen=True)
class Statement:
    """A statement with what it binds, what it reads from elsewhere, and its lines (from 1)."""

    node: ast.stmt
    code: str
    binds: frozenset[str]
    reads: frozenset[str]
    first: int
    last: int

    @property
    def imports(self) -> bool:
        return isinstance(self.node, ast.Import | ast.ImportFrom)


def statements(text: str) -> list[Statement]:
    """The statements of a text in order; SyntaxError if Python cannot read it."""
    lines = text.splitlines()
    found = []
    for node in ast.parse(text).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        code = "\n".join(lines[first - 1 : node.end_lineno])
        binds, reads = _names(ast.unparse(node))
        found.append(Statement(node, code, binds, reads, first, node.end_lineno))
    return found


def of_cell(source: str) -> list[Statement]:
    """The statements of a cell as IPython ran it; none if it could not be read."""
    try:
        found = statements(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    return [inner for statement in found for inner in _without_magic(statement)]


def _without_magic(statement: Statement) -> Iterator[Statement]:
    """What stands under ``%%time`` counts as if it stood in the cell."""
    match statement.node:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(attr="run_cell_magic"),
                args=[ast.Constant(value=magic), _, ast.Constant(value=str(body))],
            )
        ) if magic in CELL_MAGICS:
            yield from of_cell(body)
        case _:
            yield statement


def _names(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a piece of code binds at its top level, and those that it takes from there."""
    top = symtable.symtable(code, "<cell>", "exec")
    binds = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    reads = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    inner = list(top.get_children())
    while inner:
        table = inner.pop()
        inner += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_global():
                reads.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                binds.add(symbol.get_name())
    return frozenset(binds), frozenset(reads)
