"""A unit's folder in `solutions/`, read as text: its files, and the statements that a name needs.

A unit's text is Python in py:percent form, so that it can be parsed as it is. Nothing of it is run
but the answers and what they need: the text's own demonstrations may take a minute.
"""

import ast
import linecache
import re
import symtable
import types
from functools import cache
from pathlib import Path

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
EXERCISE = re.compile(r'\bexercise="(\w+)"')
DEFINITIONS = ast.FunctionDef | ast.ClassDef


def text_of(unit: str, root: Path | None = None) -> Path:
    """The source of a unit: ``solutions/u01_perceptron/perceptron.py``."""
    return (root or SOLUTIONS) / unit / f"{unit.partition('_')[2]}.py"


def files(unit: str) -> dict[str, Path]:
    """The three files of a unit by what they hold."""
    folder = SOLUTIONS / unit
    return {
        "references": text_of(unit),
        "misconceptions": folder / "mistakes.py",
        "variants": folder / "variants.py",
    }


@cache
def statements(path: Path) -> list[ast.stmt]:
    """The top-level statements of a file; an import of several names is one statement each."""
    found = []
    for statement in ast.parse(path.read_text(encoding="utf-8"), str(path)).body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            for alias in statement.names:
                single = type(statement)(**{**vars(statement), "names": [alias]})
                found.append(single)
        else:
            found.append(statement)
    return found


@cache
def bindings(path: Path) -> dict[str, list[ast.stmt]]:
    """The statements of a file by the names that they define, each list in the file's order."""
    found: dict[str, list[ast.stmt]] = {}
    for statement in statements(path):
        for name in defined(statement):
            found.setdefault(name, []).append(statement)
    return found


def defined(statement: ast.stmt) -> set[str]:
    """The names that a top-level statement defines."""
    if isinstance(statement, DEFINITIONS):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        nodes = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
        return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    return set()


def used(statement: ast.stmt) -> set[str]:
    """The names that a statement takes from outside of itself, also when it is called later."""
    found, tables = set(), [symtable.symtable(ast.unparse(statement), "statement", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            outer = symbol.is_global() or table.get_type() == "module"
            if outer and symbol.is_referenced():
                found.add(symbol.get_name())
    return found


def needed(path: Path, exercises: list[str]) -> list[ast.stmt]:
    """The statements of these exercises' answer cells and all that they need, in the file's order.

    Raises
    ------
    ValueError
        If an exercise has no answer cell.
    """
    known, cells, chosen = bindings(path), answer_cells(path), {}
    if missing := [name for name in exercises if name not in cells]:
        raise ValueError(f"{path} has no cell with exercise={missing[0]!r}")
    todo = [statement for name in exercises for statement in cells[name]]
    cell_of = {id(statement): cell for cell in cells.values() for statement in cell}
    while todo:
        statement = todo.pop()
        if id(statement) in chosen:
            continue
        chosen[id(statement)] = statement
        for name in used(statement):
            places = known.get(name, [])
            before = [one for one in places if one.lineno < statement.lineno]
            for place in before[-1:] or places[:1]:
                todo += cell_of.get(id(place), [place])
    return sorted(chosen.values(), key=lambda statement: (statement.lineno, statement.col_offset))


@cache
def answer_cells(path: Path) -> dict[str, list[ast.stmt]]:
    """The statements of each answer cell of a unit's text, by the exercise that it answers."""
    found: dict[str, list[ast.stmt]] = {}
    of_line, exercise = {}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# %%"):
            match = EXERCISE.search(line)
            exercise = match[1] if match else None
            if exercise:
                found[exercise] = []
        of_line[number] = exercise
    for statement in statements(path):
        if name := of_line[statement.lineno]:
            found[name].append(statement)
    return found


def source(unit: str) -> str:
    """The code of a unit's right answers and known mistakes, without the text around them."""
    paths = files(unit)
    chosen = needed(paths["references"], list(answer_cells(paths["references"])))
    chosen += statements(paths["misconceptions"])
    return "\n".join(ast.unparse(statement) for statement in chosen)


def run(path: Path, chosen: list[ast.stmt], name: str) -> types.ModuleType:
    """A module in which these statements of a file have been run.

    They are taken for a student's: an error in them is told with the line that it came from.
    """
    module = types.ModuleType(name)
    module.__file__ = str(path)
    exec(
        compile(ast.Module(chosen, []), typed(path.read_text("utf-8"), name), "exec"), vars(module)
    )
    return module


def typed(text: str, name: str) -> str:
    """Keep code as if it had been typed by hand: the name of the file that errors look it up in."""
    file = f"<{name}>"
    linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    return file
