"""The notebook to show: made whole, of limited size, with nothing in it that could run."""

import json
import time
from html.parser import HTMLParser

import nbformat
import pytest
from driving import NAME, ROOT, UNIT
from nbconvert.filters import markdown2html
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.utils import compute_checksum, determine_grade

from autograder.classroom.results import Asked, Record, key
from autograder.judge import trusted
from autograder.judge.result import ExerciseResult
from autograder.nbgrader import autograded
from autograder.nbgrader.autograded import MAX_CELL, MAX_NOTEBOOK, Template, harmless
from dlaudio import exercises

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
WRITTEN = {
    "cell_type": "markdown",
    "grade": True,
    "grade_id": "why_a_line",
    "locked": False,
    "points": 2.0,
    "schema_version": 3,
    "solution": True,
    "task": False,
}
STUB = "*Your answer here.*"
HOSTILE = [
    "<script>hacked()</script>",
    "<img src=x onerror=hacked()>",
    "<svg onload=hacked()></svg>",
    "<!--><script>hacked()</script>-->",
    "```mermaid\n<img src=x onerror=hacked()>\n```",
    "$$<img src=x onerror=hacked()>$$",
    "a $<script>hacked()</script>$ b",
    "\\begin{align}<img src=x onerror=hacked()>\\end{align}",
    "[link](javascript:hacked())",
    "[link](java&#115;cript:hacked())",
    "[link]: javascript:hacked()\n\n[link]",
    "<a href='data:text/html,<script>hacked()</script>'>link</a>",
    "<iframe srcdoc='<script>parent.hacked()</script>'></iframe>",
    "<form action=https://example.org><button>Full credit</button></form>",
    "<style>body { display: none }</style>",
    "<div id=score class=mark-graded style='position: fixed; inset: 0'>over</div>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=hacked()&gt;'>",
    "<base href=https://example.org/><meta http-equiv=refresh content=0>",
    "</div></div></body><script>hacked()</script>",
    "![picture](https://example.org/track.png)",
    "<details open ontoggle=hacked()>x</details>",
    "<input autofocus onfocus=hacked()>",
    "![x](attachment:missing.png)",
    "\\<script>hacked()\\</script>",
    "&lt;script&gt;hacked()&lt;/script&gt;",
    "- <script>hacked()</script>\n\n> <script>hacked()</script>\n\n| <script> |\n|--|\n",
    "\ud800 <script>hacked()</script>",
    "x\r<script>hacked()</script>\u2028<script>hacked()</script>",
    "<" * 3000,
    "[" * 3000,
]


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def dangers(html: str) -> list:
    """What could run, look like the page's own, or ask the network."""
    elements = Elements(html).found
    return [
        (tag, name, value)
        for tag, attributes in elements
        for name, value in [*attributes.items(), ("", "")]
        if tag not in autograded.TAGS
        or name.startswith("on")
        or name in ("id", "class", "style")
        or (name == "href" and not str(value).startswith(("http", "mailto", "#")))
        or (name == "src" and not str(value).startswith("data:image/"))
    ]


def result(**more) -> trusted.Result:
    found = {
        name: ExerciseResult(most / 2, most, [f"✗ {name}: half."])
        for name, most in POINTS.items()
    }
    return trusted.Result(found, **more)


def record_of(data: bytes, student: str = "ada", **more) -> Record:
    return Record.now(Asked(UNIT, student, 1), key(data, UNIT, 1), f"{NAME}.ipynb", result(**more))


def released() -> dict:
    """The unit's notebook with a written answer in it, as `Course.released` gives it."""
    notebook = json.loads((ROOT / "course" / UNIT / f"{NAME}.ipynb").read_text())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    cell = nbformat.from_dict({"cell_type": "markdown", "metadata": {}, "source": STUB})
    cell.metadata["nbgrader"] = nbformat.from_dict(WRITTEN)
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    notebook["cells"].append({"id": "why_a_line", **json.loads(json.dumps(cell))})
    return notebook


@pytest.fixture(scope="module")
def template() -> Template:
    return Template(released())


def build(cells: list, template: Template, **more) -> nbformat.NotebookNode:
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}).encode()
    notebook = autograded.build(data, record_of(data, **more), template)
    nbformat.validate(notebook)
    json.dumps(notebook, ensure_ascii=False).encode()  # no half of a surrogate pair
    return notebook


def by_id(notebook) -> dict:
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert len({cell.metadata.nbgrader.grade_id for cell in cells}) == len(cells)
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells}


def full() -> nbformat.NotebookNode:
    return nbformat.from_dict(released())


# ---- the notebook ------------------------------------------------------------------------------


def test_checks_have_the_graders_report_and_points(template):
    cells = by_id(build(full().cells, template))
    for name, points in POINTS.items():
        cell = cells[f"check_{name}"]
        assert cell.source == f'check("{name}")'
        assert cell.outputs[0].text == f"✗ {name}: half.\n"
        assert determine_grade(cell) == (points / 2, points)  # as nbgrader would read it
        assert cell.metadata.nbgrader == template.marks[f"check_{name}"]
        assert cells[name].metadata.nbgrader.solution


@pytest.mark.parametrize("damage", ["stripped", "missing", "doubled", "renamed", "old", "nonsense"])
def test_damaged_metadata_is_made_whole(template, damage):
    notebook = full()
    answer, check = (by_id(notebook)[name] for name in ("gates", "check_gates"))
    answer.source = 'gates = {"AND": [-1.5, 1, 1]}'
    for cell in (answer, check):
        if damage == "stripped":
            del cell.metadata["nbgrader"]
        elif damage == "doubled":
            notebook.cells.append(cell)
        elif damage == "renamed":
            cell.metadata.nbgrader.grade_id = "something_else"
        elif damage == "old":
            cell.metadata.nbgrader.schema_version = 1
        elif damage == "nonsense":
            cell.metadata["nbgrader"] = ["no", "metadata"]
    if damage == "missing":
        notebook.cells.remove(check)
    cells = by_id(build(notebook.cells, template))
    assert set(cells) == set(template.marks)
    assert all(cell.metadata.nbgrader == template.marks[name] for name, cell in cells.items())
    assert cells["gates"].source == answer.source


def test_hidden_source_is_not_shown(template):
    text = json.dumps(build(full().cells, template))
    assert "autograder" not in text and "HIDDEN" not in text


def test_outputs_are_text_that_ran_here_and_not_what_was_sent(template):
    sent = new_code_cell("print(1)")
    sent.outputs = [
        nbformat.v4.new_output("display_data", {"text/html": "<script>hacked()</script>"})
    ]
    ran = [
        {"output_type": "stream", "name": "stdout", "text": "<b>1</b>"},
        {"output_type": "display_data", "text": "<Figure>"},
        {"output_type": "error", "ename": "E", "evalue": "e", "text": "a\nb"},
        {"output_type": "update_display_data", "text": "odd"},
        {},
    ]
    cell = build([sent], template, outputs={0: ran}).cells[0]
    kinds = [output.output_type for output in cell.outputs]
    assert kinds == ["stream", "display_data", "error", "display_data", "display_data"]
    assert cell.outputs[1].data == {"text/plain": "<Figure>"}
    assert cell.outputs[2].traceback == ["a", "b"]
    assert "hacked" not in json.dumps(cell)


def test_what_is_shown_is_limited(template):
    ran = {n: [{"output_type": "stream", "name": "stdout", "text": "x" * 10**6}] for n in range(90)}
    cells = [new_code_cell(f"x = '{'#' * 150_000}'") for _ in range(90)]
    notebook = build(cells, template, outputs=ran)
    assert len(notebook.cells[0].source) < MAX_CELL + 100
    assert "the rest was cut" in notebook.cells[0].source
    assert len(json.dumps(notebook)) < 1.1 * MAX_NOTEBOOK


def test_metadata_of_the_students_is_not_kept(template):
    cell = new_code_cell("x = 1", metadata={"tags": ['"><script>hacked()</script>']})
    cell.id = "onerror"
    notebook = new_notebook(
        cells=[cell], metadata={"widgets": {"x": "</script>"}, "title": "hacked"}
    )
    data = json.dumps(notebook).encode()
    text = json.dumps(autograded.build(data, record_of(data), template))
    assert not any(word in text for word in ("hacked", "onerror", "widgets"))


def test_notes_and_faults_are_shown_as_they_are(template):
    notebook = build([new_code_cell("x = 1")], template, notes=["<script>hacked()</script>"])
    assert "Notes of the grader" in notebook.cells[0].source
    assert dangers(markdown2html(notebook.cells[0].source)) == []
    (cell,) = build([], template, fault="<script>hacked()</script> # x").cells
    assert dangers(markdown2html(cell.source)) == []


# ---- Markdown ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_markdown_can_run_anything(template, text):
    for cell in (new_markdown_cell(text), new_raw_cell(text)):
        shown = build([new_code_cell("x = 1"), cell], template).cells[1]
        assert shown.cell_type == "markdown"
        assert dangers(markdown2html(shown.source)) == []


def test_the_search_for_dangers_finds_them():
    sound = [text.encode(errors="replace").decode() for text in HOSTILE if "attachment" not in text]
    assert sum(bool(dangers(markdown2html(text))) for text in sound) > 20


def test_honest_markdown_looks_as_it_did():
    text = (
        "A **line**, since $w_0 < 0$:\n\n$$\\frac{a}{b}$$\n\n- one\n- `a < b`\n\n| a |\n|--|\n| 1 |"
    )
    once = markdown2html(harmless(text))
    plain = markdown2html(text)
    assert Words(once).text == Words(plain).text
    tags = [tag for tag, _ in Elements(once).found]
    assert tags[0] == "div" and tags[1:] == [tag for tag, _ in Elements(plain).found]


class Words(HTMLParser):
    """The text of a page."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(page)
        self.text = "".join(self.text.split())

    def handle_data(self, data):
        self.text += data


# what takes the reader of Markdown time quadratic in its length
SLOW = {
    "a heading of spaces": "# a" + " " * 99_990 + "b",
    "rows of a table": "a|b\n-|-\n" + "|\n" * 49_000,
    "formulas begun": "\\\\(" * 33_000,
    "struck through": "~~a" * 33_000,
    "less than": "<" * 99_990,
    "brackets": "[](" * 33_000,
    "many blocks": "\n\n".join(["# a" + " " * 3_900 + "b"] * 25),
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_text_holds_the_grader_up(template, text):
    start = time.process_time()
    cells = build([new_code_cell("x = 1"), *[new_markdown_cell(text)] * 50], template).cells
    assert time.process_time() - start < autograded.RENDER_SECONDS + 3
    page = markdown2html(cells[30].source)
    assert dangers(page.replace("<pre>", "").replace("</pre>", "")) == []
    assert Words(page).text == "".join(text.split())  # it can be read as it was written
    assert time.process_time() - start < autograded.RENDER_SECONDS + 4


def test_a_long_text_is_rendered_in_parts():
    paragraphs = [f"**part {n}** " + "word " * 100 for n in range(40)]
    paragraphs[20] = "```\n" + "\n\n".join(["x = 1"] * 40) + "\n```"
    text = "\n\n".join(paragraphs)
    once, plain = markdown2html(harmless(text)), markdown2html(text)
    assert len(text) > 4 * autograded.MAX_BLOCK
    assert Words(once).text == Words(plain).text
    assert [t for t, _ in Elements(once).found][1:] == [t for t, _ in Elements(plain).found]


def test_the_courses_own_text_is_left_as_it_is(template):
    notebook = build(full().cells, template)
    own = {cell.source for cell in notebook.cells if cell.cell_type == "markdown"}
    assert own == template.texts
