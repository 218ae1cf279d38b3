"""Read what a student handed in, whatever happened to it on the way.

Answers are found by the names of the exercises, not by nbgrader's metadata: that may be gone,
damaged or doubled, and the answer is still there.
"""

import ast
import json
from dataclasses import dataclass, field

from dlaudio import exercises

MAX_BYTES = 200 << 20


class Unreadable(Exception):
    """The file is no notebook; the sentence says what is wrong and what to send."""


@dataclass
class Cell:
    """One cell as it is graded: what to run, and which exercises to question after it."""

    cell_type: str
    source: str
    metadata: dict = field(default_factory=dict)
    run: bool = False
    asks: list[str] = field(default_factory=list)


@dataclass
class Submission:
    """The cells in order, and a sentence for everything that had to be mended."""

    cells: list[Cell]
    notes: list[str]


def read(data: bytes, unit: str) -> Submission:
    """Find the cells to run and the exercises to question in a submitted notebook.

    Raises
    ------
    Unreadable
        If there is nothing to grade in the file.
    """
    raw = _cells(_parse(data))
    names = {item.name for item in exercises.of_unit(unit)}
    notes: list[str] = []
    cells = [cell for entry in raw if (cell := _cell(entry, names, notes)) is not None]
    if not any(cell.run for cell in cells):
        raise Unreadable("The notebook has no code in it: send the unit's own notebook, filled in.")
    _ask_once(cells, names, notes)
    return Submission(cells, list(dict.fromkeys(notes)))


def _parse(data: bytes) -> dict:
    if not data.strip():
        raise Unreadable("The file is empty: save the notebook and send it again.")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"The file has {len(data) >> 20} MB: clear the outputs, save and send it again."
        )
    text = data.decode("utf-8-sig", errors="replace")
    try:
        notebook = json.loads(text)
    except RecursionError:
        raise Unreadable("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        if "<<<<<<<" in text and ">>>>>>>" in text:
            raise Unreadable(
                "The file has merge-conflict marks (<<<<<<<) in it: settle the conflict, "
                "open the notebook once to see that it works, and send it again."
            ) from None
        raise Unreadable(
            f"The file is not a whole notebook (its JSON ends or breaks at {_place(error)}): "
            "save it in Jupyter and send it again."
        ) from None
    if not isinstance(notebook, dict):
        raise Unreadable("The file is JSON but no notebook: send the .ipynb file.")
    return notebook


def _place(error: ValueError) -> str:
    line = getattr(error, "lineno", None)
    return f"line {line}" if line else "a number that is too long"


def _cells(notebook: dict) -> list:
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    if not isinstance(cells, list):
        raise Unreadable("The file has no cells: send the unit's own notebook, filled in.")
    return cells


def _cell(entry, names: set[str], notes: list[str]) -> Cell | None:
    if not isinstance(entry, dict):
        notes.append("Something in the file that is no cell was left out.")
        return None
    source = entry.get("source", entry.get("input", ""))
    if isinstance(source, list):
        source = "".join(str(line) for line in source)
    if not isinstance(source, str):
        notes.append("A cell without text was left out.")
        return None
    kind, metadata = entry.get("cell_type"), entry.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    marks = metadata.get("nbgrader")
    marks = marks if isinstance(marks, dict) else {}
    if kind != "code" and (found := defines(source) & names):
        notes.append(f"The answer to {', '.join(sorted(found))} was in a text cell; it was run.")
        kind = "code"
    if kind != "code":
        return Cell("markdown" if kind != "raw" else "raw", source, metadata)
    asked = _checked(source, names)
    grade_id = str(marks.get("grade_id", ""))
    if not asked and marks.get("grade") and grade_id.removeprefix("check_") in names:
        notes.append(f"The check of {grade_id.removeprefix('check_')} was changed; it was not run.")
        return Cell("code", source, metadata, False, [grade_id.removeprefix("check_")])
    return Cell("code", source, metadata, not _only_checks(source, names), asked)


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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


def _checked(source: str, names: set[str]) -> list[str]:
    body = getattr(_tree(source), "body", [])
    return [name for node in body if (name := _check_name(node, names)) is not None]


def _only_checks(source: str, names: set[str]) -> bool:
    body = getattr(_tree(source), "body", [])
    return bool(body) and all(_check_name(node, names) for node in body)


def _ask_once(cells: list[Cell], names: set[str], notes: list[str]) -> None:
    """Question each exercise after its last check, or at the end where it has none."""
    for name in sorted(names):
        asking = [cell for cell in cells if name in cell.asks]
        for cell in asking[:-1]:
            cell.asks = [other for other in cell.asks if other != name]
        last = asking[-1] if asking else None
        if last is not None:
            last.asks = list(dict.fromkeys(last.asks))
        if len(asking) > 1:
            notes.append(
                f"The check of {name} was there {len(asking)} times; the last one counted."
            )
        if not asking:
            notes.append(f"The check of {name} was missing; the answer was found by its name.")
            cells.append(Cell("code", f'check("{name}")', {}, False, [name]))
