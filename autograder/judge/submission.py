"""Read what a student handed in, whatever happened to it on the way.

Answers are found by the names of the exercises, not by nbgrader's metadata: that may be gone,
damaged or doubled, and the answer is still there.
"""

import ast
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from dlaudio import exercises

from ..inside.limits import CELL_CHARACTERS, CELLS, CODE_CHARACTERS, PARSED_CHARACTERS
from .notebook_file import Unreadable, parse, unpack

MAX_DEPTH = 40  # of brackets in it: some nests take Python's parser for ever
MAX_NOTES = 50
MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
BRACKET = re.compile(r"[][(){}]")
# of the stub, where the same block goes on below it
LEFT_OVER = re.compile(
    r"^([ \t]+)raise NotImplementedError\(.your code here.\)[ \t]*$(?=\s*\n\1\S)", re.MULTILINE
)
# cell magics under which nothing is kept of what the cell defines
FORGETFUL = re.compile(r"\A\s*%%(timeit|debug|prun)\b.*\n")
BEGUN = re.compile(r"^(?:(?:def|class) +(\w+)|(\w+)\b.*=)", re.MULTILINE)


@dataclass
class Cell:
    """One cell as it is graded: what to run, and which exercises to question after it."""

    cell_type: str
    source: str
    metadata: dict = field(default_factory=dict)
    run: bool = False
    asks: list[str] = field(default_factory=list)

    @property
    def marks(self) -> dict:
        """nbgrader's metadata, if there is any."""
        marks = self.metadata.get("nbgrader")
        return marks if isinstance(marks, dict) else {}

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """The top level of the code; none if it is no Python."""
        return getattr(_tree(self.source), "body", [])

    @property
    def pieces(self) -> list[str]:
        """The code, statement by statement; none where it has magics or is no Python."""
        if MAGIC.search(self.source):
            return []
        lines, found, start = self.source.splitlines(keepends=True), [], 0
        for node in self.statements:
            if node.end_lineno > start:  # several can stand on one line
                found.append("".join(lines[start : node.end_lineno]))
                start = node.end_lineno
        return found

    def answers(self, name: str) -> bool:
        """Whether the cell seems to hold the answer called `name`, even where it is no Python."""
        return bool(self.answered({name}))

    def answered(self, names: set[str]) -> set[str]:
        """Those of the names of exercises to which the cell seems to hold the answer."""
        found = names & _begun(self.source)
        if self.marks.get("solution") and isinstance(name := self.marks.get("grade_id"), str):
            found |= names & {name}
        return found


@dataclass
class Submission:
    """The cells in order, a sentence for everything that had to be mended, and files beside it."""

    cells: list[Cell]
    notes: list[str]
    beside: dict[str, str] = field(default_factory=dict)


def read(data: bytes, unit: str, released: Iterable[str] = ()) -> Submission:
    """Find the cells to run and the exercises to question in a submitted notebook.

    `released` are the cells as students got them: where one is still what it was, and the answer
    stands elsewhere, it is not run.

    Raises
    ------
    Unreadable
        If there is nothing to grade in the file.
    """
    notes: list[str] = []
    data, beside = unpack(data)
    notebook = parse(data, notes)
    names = {item.name for item in exercises.of_unit(unit)}
    raw = _cells(notebook, notes)
    room = CODE_CHARACTERS
    cells = []
    for entry in raw:
        if (cell := _cell(entry, names, notes, room)) is not None:
            cells.append(cell)
            looked_into = cell.cell_type == "code" or len(cell.source) <= PARSED_CHARACTERS
            room -= len(cell.source) * looked_into
    if not any(cell.run for cell in cells):
        raise Unreadable("The notebook has no code in it: send the unit's own notebook, filled in.")
    notes += _about_metadata(notebook, cells, names)
    _leave_out_stubs(cells, names, set(released), notes)
    _ask_once(cells, names, notes)
    return Submission(cells, list(dict.fromkeys(notes))[:MAX_NOTES], beside)


def _cells(notebook: dict, notes: list[str]) -> list:
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3
        notes.append("The notebook is in an old format; its cells were read all the same.")
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise Unreadable("The file has no cells: send the unit's own notebook, filled in.")
    if len(cells) > CELLS:
        notes.append(f"The notebook has {len(cells)} cells; the first {CELLS} were read.")
    return cells[:CELLS]


def _cell(entry, names: set[str], notes: list[str], room: int) -> Cell | None:
    if not isinstance(entry, dict):
        notes.append("Something in the file that is no cell was left out.")
        return None
    source = entry.get("source", entry.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        notes.append("A cell without text was left out.")
        return None
    if len(source) > CELL_CHARACTERS:
        notes.append(
            f"A cell of {len(source)} characters was left out: {CELL_CHARACTERS} are allowed."
        )
        return None
    if len(source) > room and entry.get("cell_type") == "code":
        notes.append(f"Cells were left out: {CODE_CHARACTERS} characters are allowed in all.")
        return None
    # half of a character pair can be in JSON, but in no file
    source = source.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    kind, metadata = entry.get("cell_type"), entry.get("metadata")
    cell = Cell("code", source, metadata if isinstance(metadata, dict) else {})
    if kind != "code":
        found = sorted(defines(source) & names) if len(source) <= room else []
        if not found:
            cell.cell_type = "raw" if kind == "raw" else "markdown"
            return cell
        notes.append(f"The answer to {', '.join(found)} was in a text cell; it was run.")
    if (magic := FORGETFUL.match(source)) and _begun(source) & names:
        notes.append(f"`%%{magic[1]}` above an answer was left out: it would keep nothing of it.")
        cell.source = source[magic.end() :]
    cell.source, left_over = LEFT_OVER.subn(r"\1pass", cell.source)
    if left_over:
        notes.append("A `raise NotImplementedError` was left above an answer; it was not run.")
    checks = [_check_name(statement, names) for statement in cell.statements]
    cell.asks = [name for name in checks if name is not None]
    cell.run = bool(source.strip()) and (not checks or None in checks)
    checked = str(cell.marks.get("grade_id", "")).removeprefix("check_")
    if not cell.asks and cell.marks.get("grade") and checked in names:
        notes.append(f"The check of {checked} was changed; it was not run.")
        cell.asks, cell.run = [checked], False
    return cell


@lru_cache(maxsize=512)  # most cells of a class are the same
def _tree(source: str) -> ast.Module | None:
    """The syntax tree of a cell, without its magics; None if it is no Python, or hard to parse."""
    if not is_simple(source):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd escapes in a student's text
        for text in (source, MAGIC.sub("", source)):
            try:
                return ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return None


def is_simple(source: str) -> bool:
    """Whether Python's parser needs no time to speak of: it cannot be stopped once it began."""
    if len(source) > PARSED_CHARACTERS:
        return False
    depth = deepest = 0
    for bracket in BRACKET.findall(source):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest <= MAX_DEPTH


@lru_cache(maxsize=512)
def _begun(source: str) -> set[str]:
    """Names that lines of the text seem to define, even where it is no Python."""
    return {name for found in BEGUN.findall(source) for name in found if name}


def defines(source: str) -> set[str]:
    """Names that the top level of a piece of Python defines."""
    found = set()
    for node in getattr(_tree(source), "body", []):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def _check_name(node: ast.stmt, names: set[str]) -> str | None:
    match node:
        case ast.Expr(ast.Call(ast.Name("check"), [ast.Constant(str(name)), *_])) if name in names:
            return name
    return None


def _about_metadata(notebook: dict, cells: list[Cell], names: set[str]) -> Iterable[str]:
    """A sentence for what is odd in metadata; none of it changes what is graded."""
    marks = [cell.marks for cell in cells if cell.marks]
    known = {str(mark.get("grade_id")) for mark in marks}
    if not marks:
        yield "The notebook has lost nbgrader's metadata; its answers were found by their names."
    elif gone := sorted(names - known):
        yield f"No cell is marked as the answer to {', '.join(gone)}; names decided."
    if any(mark.get("schema_version", 3) != 3 for mark in marks):
        yield "A cell has nbgrader's metadata in an old version; that changed nothing."
    metadata = notebook.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    kernel = kernel if isinstance(kernel, dict) else {}
    name = kernel.get("name", "python3")
    # what an environment is called, as in VS Code, is nobody's mistake
    if name != "python3" and kernel.get("language", "python") != "python":
        yield f"The notebook asks for a kernel called {str(name)[:40]!r}; it was run in Python."


def _leave_out_stubs(
    cells: list[Cell], names: set[str], released: set[str], notes: list[str]
) -> None:
    """Do not run a cell that is still as it was released, where its answer stands elsewhere."""
    places = _answering(cells, names)
    for name in sorted(names):
        answering = [n for n in places[name] if cells[n].run]
        stubs = [n for n in answering if cells[n].source in released]
        given = [n for n in answering if n not in stubs and name in _begun(cells[n].source)]
        if stubs and given:
            for number in stubs:
                cells[number].run = False
            notes.append(
                f"The answer to {name} was taken from cell {given[-1] + 1}; its own cell is still "
                "as it was released."
            )


def _answering(cells: list[Cell], names: set[str]) -> dict[str, list[int]]:
    """The cells that run and seem to hold an answer, by its name."""
    places: dict[str, list[int]] = {name: [] for name in names}
    for number, cell in enumerate(cells):
        for name in cell.answered(names) if cell.run else ():
            places[name].append(number)
    return places


def _ask_once(cells: list[Cell], names: set[str], notes: list[str]) -> None:
    """Question each exercise after its last check, but not before there is an answer."""
    missing, places = [], _answering(cells, names)
    checks = [number for number, cell in enumerate(cells) if cell.asks]
    for name in sorted(names):
        asking = [number for number in checks if name in cells[number].asks]
        answering = places[name]
        count = sum(cells[number].asks.count(name) for number in asking)
        for number in asking:
            cells[number].asks = [other for other in cells[number].asks if other != name]
        if count > 1:
            notes.append(f"The check of {name} was there {count} times; the last one counted.")
        if not asking:
            missing.append(name)
        elif answering and answering[0] > asking[-1]:
            notes.append(f"The check of {name} stood before the answer; it was asked after it.")
            cells[answering[-1]].asks.append(name)
        else:
            cells[asking[-1]].asks.append(name)
    for name in missing:
        cells.append(Cell("code", f'check("{name}")', {}, False, [name]))
    if missing:
        notes.append(
            f"Without a check, and so found by their names at the end: {', '.join(missing)}."
        )
