"""The notebook that formgrader and the feedback pages show: what was handed in, as it was graded.

Answers and text come from the submission, outputs from the run that was graded, marks and reports
from the grader. Nothing of it can run in a browser: outputs are text, and Markdown that is not the
course's own is stored as the harmless HTML that it renders to.

The time that rendering takes is bounded: readers of Markdown need time quadratic in the length of
some texts (a heading of spaces), so a text is rendered in blocks of a few thousand characters, and
what is left when a notebook has used its time is shown as it was written.
"""

import re
import time
from collections.abc import Iterator
from html import escape

from bleach.sanitizer import Cleaner
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode, from_dict

from ..classroom.results import Record
from ..inside.limits import RENDER_SECONDS
from ..judge import submission

MAX_CELL = 100_000  # characters of one cell or output
MAX_NOTEBOOK = 5_000_000  # characters in all
MAX_BLOCK = 4000  # characters of Markdown that are rendered at once: 0.2 s, whatever they are
CUT = "\n... (the rest was cut)"
TAGS = """a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s
span strong sub sup table tbody td th thead tr ul""".split()
PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")


class Template:
    """A unit's notebook as it was released, by the ids of its graded cells.

    Attributes
    ----------
    code : list of str
        The cells of code as they were released.
    marks : dict[str, dict]
        nbgrader's metadata of each cell that is answered or graded.
    texts : set of str
        Markdown of the course itself, which needs no cleaning.
    """

    def __init__(self, released: dict):
        cells = released["cells"]
        self.metadata = released["metadata"]
        marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
        self.marks = {mark["grade_id"]: mark for mark in marks if "grade_id" in mark}
        self.code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        self.texts = {cell["source"] for cell in cells if cell["cell_type"] == "markdown"}

    @property
    def points(self) -> dict[str, float]:
        """The most that each graded cell gives."""
        return {name: marks["points"] for name, marks in self.marks.items() if marks["grade"]}

    def is_answer(self, name: str, cell_type: str) -> bool:
        """Whether a cell of this type can hold the answer called `name`."""
        marks = self.marks.get(name, {})
        return bool(marks.get("solution")) and marks["cell_type"] == cell_type


def build(data: bytes, record: Record, template: Template) -> NotebookNode:
    """The notebook to show for the bytes of a submission and what it got."""
    if record.result.fault:
        cells = [_markdown(_quoted(record.result.fault))]
        cells[0]["metadata"]["dlaudio"] = {"notes": [record.result.fault]}
    else:
        read = submission.read(data, record.unit, template.code).cells
        cells = _Building(read, record, template).cells
        if record.result.notes:
            notes = "\n".join(record.result.notes)
            cells.insert(0, _markdown("**Notes of the grader**\n\n" + _quoted(notes)))
            cells[0]["metadata"]["dlaudio"] = {"notes": record.result.notes}
    for number, cell in enumerate(cells):
        marks = cell["metadata"].get("nbgrader", {})
        cell["id"] = marks.get("grade_id", f"cell-{number}")[:64]
    metadata = dict(template.metadata)
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


# nbformat.v4.new_code_cell and its like check every cell against the schema: 0.1 s a notebook


def _markdown(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(source: str, outputs: list[dict], count: int) -> dict:
    filled = {"outputs": outputs, "execution_count": count}
    return {"cell_type": "code", "metadata": {}, "source": source, **filled}


def _stream(name: str, text: str) -> dict:
    return {"output_type": "stream", "name": name, "text": text}


class _Building:
    """The cells in order; room for what a submission may show is limited."""

    def __init__(self, read: list[submission.Cell], record: Record, template: Template):
        self.record, self.template = record, template
        self.room = MAX_NOTEBOOK
        self.rendering = RENDER_SECONDS
        self.count = 0
        self.cells: list[dict] = []
        answers = _answers(read, template)
        for number, cell in enumerate(read):
            name = answers.get(number)
            if cell.cell_type == "code":
                if cell.run or name or not cell.asks:
                    self._add(self._code_cell(number, cell), name)
                for asked in cell.asks:
                    self._add(self._check(asked), f"check_{asked}")
            else:
                self._add(_markdown(self._text(cell)), name)

    def _add(self, cell: dict, name: str | None) -> None:
        if name in self.template.marks:
            cell["metadata"] |= {"nbgrader": dict(self.template.marks[name])}
        self.cells.append(cell)

    def _code_cell(self, number: int, cell: submission.Cell) -> dict:
        given = self.record.result.outputs.get(number, [])
        self.count += 1
        source = self._cut(cell.source)
        return _code(source, [self._output(output) for output in given], self.count)

    def _output(self, output: dict) -> dict:
        text = self._cut(output.get("text", ""))
        match output.get("output_type"):
            case "stream":
                return _stream("stderr" if output.get("name") == "stderr" else "stdout", text)
            case "error":
                said = {"ename": _sound(output.get("ename", "")), "evalue": ""}
                return {"output_type": "error", **said, "traceback": text.split("\n")}
            case _:
                return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}

    def _check(self, name: str) -> dict:
        """The graded cell: the report as if it had been printed, the points as its value."""
        found = self.record.result.exercises[name]
        self.count += 1
        said = _stream("stdout", _sound("\n".join(found.report)) + "\n")
        points = {"text/plain": repr(float(found.points))}
        value = {"output_type": "execute_result", "data": points, "metadata": {}}
        value["execution_count"] = self.count
        cell = _code(f'check("{name}")', [said, value], self.count)
        if found.failing:
            cell["metadata"]["dlaudio"] = {"failing": found.failing}
        return cell

    def _text(self, cell: submission.Cell) -> str:
        source = self._cut(cell.source)
        if source in self.template.texts:
            return source
        if cell.cell_type != "markdown":
            return _quoted(source)
        start = time.process_time()
        html = harmless(source, self.rendering)
        self.rendering -= time.process_time() - start
        return html

    def _cut(self, text: str) -> str:
        most = min(MAX_CELL, self.room)
        cut = text if len(text) <= most else text[:most] + CUT
        self.room -= min(len(text), most)
        return _sound(cut)


def _answers(read: list[submission.Cell], template: Template) -> dict[int, str]:
    """Which cells hold the answers: the last one marked so, or else the last that defines it."""
    marked, defining = {}, {}
    for number, cell in enumerate(read):
        marks = cell.metadata.get("nbgrader")
        name = marks.get("grade_id") if isinstance(marks, dict) else None
        untouched = cell.cell_type == "code" and not cell.run and cell.source in template.code
        if isinstance(name, str) and template.is_answer(name, cell.cell_type) and not untouched:
            marked[name] = number
        if cell.cell_type == "code" and cell.run:
            for name in submission.defines(cell.source):
                if template.is_answer(name, "code"):
                    defining[name] = number
    found: dict[int, str] = {}
    for name, number in (defining | marked).items():
        found.setdefault(number, name)
    return found


def harmless(source: str, seconds: float = RENDER_SECONDS) -> str:
    """Markdown as a single line of HTML without scripts, styles, forms, remote pictures or ids.

    The line is a block of its own for every Markdown reader, so what was harmless stays so when
    the notebook is rendered. What is not rendered after so many seconds of processor time, or is
    one block longer than MAX_BLOCK, is shown as it is written.
    """
    end = time.process_time() + seconds
    blocks = []
    for block in _blocks(source):
        too_much = len(block) > MAX_BLOCK or time.process_time() > end
        blocks.append(_as_written(block) if too_much else _rendered(block))
    html = "".join(blocks)
    for character in "\n$\\`":
        html = html.replace(character, f"&#{ord(character)};")
    return f"<div>{html}</div>"


def _blocks(source: str) -> Iterator[str]:
    """A text in parts of at most MAX_BLOCK characters, cut at empty lines outside of fenced code.

    A part without such a line may be longer.
    """
    if len(source) <= MAX_BLOCK:
        yield source
        return
    part, size, fenced = [], 0, False
    for paragraph in source.split("\n\n"):
        if part and size + len(paragraph) > MAX_BLOCK and not fenced:
            yield "\n\n".join(part)
            part, size = [], 0
        part.append(paragraph)
        size += len(paragraph) + 2
        fenced ^= paragraph.count("```") % 2 == 1
    yield "\n\n".join(part)


def _rendered(block: str) -> str:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    try:
        return _cleaner().clean(MarkdownWithMath(renderer=renderer).render(block))
    except Exception:  # whatever a text does to two parsers, it can still be read as it is
        return _as_written(block)


def _as_written(block: str) -> str:
    return f"<pre>{escape(_sound(block))}</pre>"


def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_allowed,
        protocols=["http", "https", "mailto", "data"],
        strip=False,
        strip_comments=True,
    )


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name in ("alt", "title") or name == "src" and bool(PICTURE.fullmatch(value))
    if name == "href":
        return tag == "a" and not value.lstrip().lower().startswith("data")
    return tag == "a" and name == "title"


def _quoted(text: str) -> str:
    """Any text as an indented block of Markdown, which shows it as it is."""
    return "\n".join("    " + line for line in _sound(text).splitlines())


def _sound(text: str) -> str:
    """Text that UTF-8 can hold: a lone half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
