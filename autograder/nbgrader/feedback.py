"""The feedback page that a student gets: one screen, made of the autograded notebook.

A ring with the points, a row for each exercise (what it got, the sentence that helps, and inside
of it a question to try, a picture of what came and the student's own code), and what the grader
noted. No text of the unit, no script, no other file: every text is escaped, and the page itself
forbids a browser to load anything.
"""

import math
import re
from collections.abc import Iterator
from html import escape
from string import Template

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import default

from dlaudio import syllabus
from dlaudio.check import NOT_ANSWERED, RIGHT, WRONG

from . import people

MAX_SHOWN = 60_000  # characters of code and text on a page
MAX_CODE = 12_000  # characters of one cell
MAX_NOTES = 20
NO_TEXT = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CODE = re.compile(r"`([^`]+)`")
UNTOUCHED = "No response."  # nbgrader's comment on an answer's cell that is as it was given out
MARKS = {"right": RIGHT, "wrong": WRONG, "left out": NOT_ANSWERED, "waiting": "…"}
WIDTH, HEIGHT = 600, 150  # of a picture

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --soft: #555; --line: #d0d4da;
  --right: #00629b; --wrong: #a84300; --code: #f4f5f7; }
@media (prefers-color-scheme: dark) { :root { --ground: #15171b; --ink: #e8e8e8; --soft: #b3b8c0;
  --line: #3a3f47; --right: #79bcff; --wrong: #ffa366; --code: #1f2228; } }
body { font: 1rem/1.4 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  margin: 1rem auto; padding: 0 1rem; max-width: 72rem; overflow-wrap: anywhere; }
header { display: flex; gap: 1.2rem; align-items: center; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
header p { margin: .2rem 0; }
.ring { width: 6.5rem; flex: none; }
.ring circle { fill: none; stroke-width: 9; stroke: var(--line); }
.ring .got { stroke: var(--right); }
.ring text { font: 600 22px system-ui, sans-serif; fill: var(--ink); text-anchor: middle; }
.ring .of { font-weight: 400; font-size: 12px; fill: var(--soft); }
.rows { list-style: none; margin: .8rem 0; padding: 0; }
.rows li { border-top: 1px solid var(--line); padding: .2rem 0; position: relative; }
summary { cursor: pointer; }
.mark { display: inline-block; width: 1.3rem; font-weight: 700; }
.right .mark { color: var(--right); } .wrong .mark { color: var(--wrong); }
.name .n { white-space: nowrap; }
.n { color: var(--soft); font-variant-numeric: tabular-nums; }
.said { display: block; margin: 0 0 .1rem 2.3rem; overflow-wrap: anywhere; }
@media (min-width: 48rem) {
  .name { display: inline-flex; justify-content: space-between; gap: .6rem; width: 18rem; }
  .rows li > .mark { margin-left: 1rem; } /* under those that open */
  .said { display: inline-block; width: calc(100% - 23rem); padding-left: 1.2rem; margin: 0;
    vertical-align: top; } }
.more { margin: .2rem 0 .6rem 2.3rem; }
.more p { margin: .3rem 0; overflow-wrap: anywhere; }
pre, code { background: var(--code); font-size: .9rem; }
pre { padding: .5rem .7rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; }
figure { margin: .5rem 0; } figcaption { color: var(--soft); }
figure svg { width: 100%; max-width: 40rem; background: var(--code); }
polyline { fill: none; stroke-width: 2; }
.got-line { stroke: var(--wrong); } .right-line { stroke: var(--right); stroke-dasharray: 7 4; }
.hidden { position: absolute; left: 0; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
</style>
</head>
<body>
<main>
$body
</main>
</body>
</html>
""")


def page(notebook: NotebookNode, known: dict) -> str:
    """The page for an autograded notebook.

    Parameters
    ----------
    notebook : NotebookNode
        nbgrader's metadata of its cells has ``score``, ``points`` and ``comment``, as `GetGrades`
        of nbgrader enters them.
    known : dict
        ``student``, ``called`` (the name, if there is one), ``assignment``, ``score`` (less the
        penalty), ``max_score`` and ``late_penalty``: what nbgrader knows of the submission.
    """
    title = f"{_titled(known)}, {known['score']:g} of {known['max_score']:g} points"
    kinds, rows = _rows(notebook)
    parts = [_header(known, kinds), rows, _notes(notebook)]
    body = "\n".join(filter(None, parts))
    return PAGE.substitute(title=escape(title), body=body)


def _header(known: dict, kinds: list[str]) -> str:
    score, most, late = known["score"], known["max_score"], known.get("late_penalty") or 0
    lines = [f"<h1>{escape(_titled(known))}</h1>"]
    who = f"<bdi>{_text(known['student'])}</bdi>"
    if known.get("called"):
        who = f"<bdi>{_text(known['called'])}</bdi> ({who})"
    lines.append(f"<p>{who}</p>")
    if kinds:
        counts = ((mark, kinds.count(kind), kind) for kind, mark in MARKS.items())
        done = [f"{mark} {count} {kind}" for mark, count, kind in counts if count]
        lines.append(f'<p class="n">{" · ".join(done)}</p>')
    if late:
        lines.append(f"<p>Handed in late: {late:g} points were taken off.</p>")
    return f"<header>{ring(score, most)}<div>{''.join(lines)}</div></header>"


def _titled(known: dict) -> str:
    """What a unit is called in the course; any other assignment's own name."""
    titles = {unit.name: f"Unit {unit.number}: {unit.title}" for unit in syllabus.units()}
    return titles.get(known["assignment"], known["assignment"])


def ring(score: float, most: float) -> str:
    """A ring that is closed where there are all points, with the number in it."""
    round_trip = 2 * math.pi * 45
    share = min(max(score / most if most else 1.0, 0.0), 1.0)
    dashes = f"{share * round_trip:.1f} {round_trip:.1f}"
    words = f"{score:g} of {most:g} points"
    arc = f'<circle class="got" cx="50" cy="50" r="45" stroke-dasharray="{dashes}"/>'
    return (
        f'<svg class="ring" viewBox="-1 -1 102 102" role="img" aria-label="{words}">'
        '<g transform="rotate(-90 50 50)"><circle cx="50" cy="50" r="45"/>'
        f'{arc if share else ""}</g><text x="50" y="53">{score:g}</text>'
        f'<text class="of" x="50" y="70">of {most:g}</text></svg>'
    )


def _rows(notebook: NotebookNode) -> tuple[list[str], str]:
    """What became of each exercise, in one word, and the rows that say so."""
    room = _Room()
    kinds, rows = [], []
    for name, check, answer in _graded(notebook):
        marks = check.metadata.nbgrader
        head, *report = _report(check)
        kinds.append(_kind(marks.get("score"), marks.get("points", 0), head))
        rows.append(_row(name, kinds[-1], report, check, answer, room))
    return kinds, f'<ul class="rows">\n{chr(10).join(rows)}\n</ul>' if rows else ""


def _graded(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode, NotebookNode | None]]:
    """Name, graded cell and answer of each exercise; one cell may be both."""
    marked = [cell for cell in notebook.cells if "grade_id" in cell.metadata.get("nbgrader", {})]
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in marked}
    for name, cell in cells.items():
        if cell.metadata.nbgrader.get("grade"):
            name = name.removeprefix("check_")
            yield name, cell, cells.get(name)


class _Room:
    """How much of what a student wrote may still be shown on the page."""

    def __init__(self):
        self.left = MAX_SHOWN

    def cut(self, text: str) -> str:
        most = min(self.left, MAX_CODE)
        self.left -= min(len(text), most)
        return _text(text if len(text) <= most else f"{text[:most]}\n... (the rest is left out)")


def _row(
    name: str,
    kind: str,
    report: list[str],
    check: NotebookNode,
    answer: NotebookNode | None,
    room: _Room,
) -> str:
    marks = check.metadata.nbgrader
    score, most = marks.get("score"), marks.get("points", 0)
    first, more = _said(report)
    comment = (answer or check).metadata.nbgrader.get("comment")
    untouched = kind == "left out" and comment == UNTOUCHED
    if comment and not untouched:
        first = f"{first} “{comment}”" if first else f"“{comment}”"
    inside = [f"<p>{_words(line)}</p>" for line in more]
    inside += _failing(check.metadata.get("dlaudio", {}).get("failing"))
    if answer is not None and answer.source.strip() and not untouched:
        inside.append(f"<pre>{room.cut(answer.source)}</pre>")
    got = "waits for a person" if score is None else f"{score:g} of {most:g}"
    head = (
        f'<span class="mark" aria-hidden="true">{MARKS[kind]}</span>'
        f'<span class="name"><span class="hidden">{kind}: </span>{escape(name)} '
        f'<span class="n">{got}</span></span>'
    )
    said = f' <span class="said">{_words(first)}</span>' if first else ""
    if inside:
        body = f'<div class="more">{"".join(inside)}</div>'
        row = f"<details><summary>{head}{said}</summary>{body}</details>"
    else:
        row = head + said
    return f'<li class="{kind.split()[0]}">{row}</li>'


def _kind(score: float | None, most: float, head: str) -> str:
    if score is None:
        return "waiting"
    if score >= most:
        return "right"
    return "left out" if head.startswith(NOT_ANSWERED) else "wrong"


def _report(check: NotebookNode) -> list[str]:
    """The lines of the grader's report, the first of which has the points."""
    texts = [o.text for o in check.get("outputs", []) if o.output_type == "stream"]
    return [line.strip() for line in "".join(texts).splitlines() if line.strip()] or [""]


def _said(report: list[str]) -> tuple[str, list[str]]:
    """The sentence that helps most, and the others."""
    named = [line for line in report if line.startswith("→")]
    wrong = [line for line in report if not line.startswith(RIGHT)]
    chosen = (named or wrong or [""])[0]
    return chosen.removeprefix("→ "), [line for line in report if line != chosen]


def _failing(found: dict | None) -> list[str]:
    """The question to try, and the picture of what came, where there are any."""
    if not isinstance(found, dict):
        return []
    parts = []
    if found.get("question"):
        parts.append(f"<p>Try it yourself with: <code>{_text(found['question'])}</code></p>")
    if found.get("output"):
        parts.append(picture(found["output"], found["got"], found["expected"]))
    return parts


def picture(name: str, got: list[float | None], expected: list[float | None]) -> str:
    """What came and what should have come, as two lines over each other."""
    values = [value for value in [*got, *expected] if value is not None]
    low, high = min(values), max(values)
    lines = [_line(kind, of, low, high) for kind, of in [("right", expected), ("got", got)]]
    caption = f"{escape(name)} from {low:g} to {high:g}: yours (solid), and what was expected"
    return (
        f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(name)}: your '
        f'line and the expected one">{"".join(lines)}</svg>'
        f"<figcaption>{caption} (dashed).</figcaption></figure>"
    )


def _line(kind: str, values: list[float | None], low: float, high: float) -> str:
    """A line over the whole width; where a value is no number, it has a gap."""
    parts, step, scale = [[]], WIDTH / max(len(values) - 1, 1), (HEIGHT - 10) / ((high - low) or 1)
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            y = HEIGHT - 5 - (value - low) * scale
            parts[-1].append(f"{number * step:.1f},{y:.1f}")
    found = [f'<polyline class="{kind}-line" points="{" ".join(p)}"/>' for p in parts if p]
    return "".join(found)


def _notes(notebook: NotebookNode) -> str:
    ours = [cell.metadata.get("dlaudio", {}) for cell in notebook.cells]
    notes = [note for said in ours for note in said.get("notes", [])]
    if not notes:
        return ""
    more = len(notes) - MAX_NOTES
    shown = notes[:MAX_NOTES] + [f"and {more} more."] * (more > 0)
    items = "".join(f"<li>{_words(note[:1000])}</li>" for note in shown)
    return f"<h2>What the grader noted</h2><ul>{items}</ul>"


def _text(text: str) -> str:
    """Any text as HTML shows it: escaped, without what is no character of a page."""
    return NO_TEXT.sub(" ", escape(text))


def _words(text: str) -> str:
    """A sentence as HTML: what stands between backticks is code."""
    return CODE.sub(r"<code>\1</code>", _text(text))


class FeedbackPage(Exporter):
    """The page in the place of nbgrader's own, wherever nbgrader makes one."""

    @default("file_extension")
    def _extension(self) -> str:
        return ".html"

    def from_notebook_node(self, notebook: NotebookNode, resources=None, **options):
        notebook, resources = super().from_notebook_node(notebook, resources, **options)
        known = dict(resources["nbgrader"])
        with Gradebook(known["db_url"]) as gradebook:
            known["called"] = people.called(gradebook.find_student(known["student"]))
        return page(notebook, known), resources
