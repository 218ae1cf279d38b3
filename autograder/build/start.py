"""The first page, the list of units which it and `progress` read, and the licence: built.

All of it stands in the texts of the units: title, time, and what one will hear.
"""

import json
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlaudio import exercises
from dlaudio.syllabus import Unit, hours

from ..library.folder import text_of
from . import colab, milestones, release

FRACTIONS = {"": 0, "¼": 15, "½": 30, "¾": 45}

WELCOME = """\
# Deep Learning for Audio, from scratch

Every network here is written by you, in NumPy, and everything it does can be heard. Begin with
[the first unit]({first}), or go on where you were: run the cell below with Shift+Enter.
"""

SHOW = """\
from dlaudio.progress import progress

progress()
"""

LIBRARY = """\
## Your own library

What has passed its check is yours from then on: it stands in `my_library/`, a plain Python file for
each unit, and later units play it. The picture shows the parts that you have so far.
"""

PARTS = """\
from dlaudio import mine

mine.show()
"""

MILESTONES = """\
Short notebooks relive a date of history with the networks you have written, beside the course's:
{links}.
"""

TAKE = """\
To go on elsewhere, take it with you: `from dlaudio.progress import export, restore`; \
`export()` writes
one archive to be downloaded, and `restore()` reads it there. Nothing is ever sent anywhere.
"""

LICENCE_OF_TEXTS = """\

The texts and pictures of the units may also be used under the licence Creative Commons
Attribution 4.0, https://creativecommons.org/licenses/by/4.0/. Recordings have licences of their
own: `dlaudio.datasets` and the table of sounds say which.
"""


def described(unit: str, root: Path) -> dict:
    """A unit as `dlaudio.syllabus.Unit` has it; ValueError if its text lacks title or time."""
    path = text_of(unit, root / "solutions")
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^# # \d+ · (.+)$", text, re.MULTILINE)
    time = re.search(r"^# Time: about (\d*)([¼½¾]?) (hour|minute)", text, re.MULTILINE)
    if title is None or time is None:
        raise ValueError(f"{path.name} needs a title '# 3 · ...' and 'Time: about 2½ hours'")
    whole = int(time[1] or 0)
    minutes = whole if time[3] == "minute" else 60 * whole + FRACTIONS[time[2]]
    heard = re.search(r"^# \*\*You will hear\*\* (.+?)(?:\n#\n|\n#?\s*\n|\Z)", text, re.M | re.S)
    hear = re.sub(r"\s*\n# ?", " ", heard[1]).strip() if heard else ""
    notebook = path.with_suffix(".ipynb").name
    return {"name": unit, "title": title[1], "minutes": minutes, "hear": hear, "notebook": notebook}


def files(root: Path) -> dict[Path, bytes]:
    """What is built here: file contents by their places below `root`."""
    there = [u for u in exercises.units() if text_of(u, root / "solutions").is_file()]
    units = [described(unit, root) for unit in there]
    listed = json.dumps(units, ensure_ascii=False, indent=1) + "\n"
    licence = (root / "LICENSE").read_bytes() + LICENCE_OF_TEXTS.encode()
    return {
        root / "course/LICENSE": licence,
        root / "course/dlaudio/syllabus.json": listed.encode(),
        root / "course/start.ipynb": release.dumps(
            page([Unit(**unit) for unit in units], milestones.sources(root))
        ),
    }


def page(units: list[Unit], dates: list[Path]) -> nbformat.NotebookNode:
    """The first page, with links to the units and to the milestones."""
    rows = ["| unit | time | you will hear |", "|---|---|---|"]
    for unit in units:
        rows.append(
            f"| [{unit.number} · {unit.title}]({unit.link}) "
            f"| {hours(unit.minutes).replace(' ', '&nbsp;')} | {unit.hear} |"
        )
    links = ", ".join(f"[{milestones.title(p)}]({milestones.link(p)})" for p in dates)
    table = "\n".join(["## The units", "", *rows])
    cells = [
        new_markdown_cell(WELCOME.format(first=units[0].link).rstrip()),
        new_code_cell(colab.first_cell(colab.repository()).rstrip()),
        new_code_cell(SHOW.rstrip()),
        new_markdown_cell(table),
        new_markdown_cell(LIBRARY.rstrip()),
        new_code_cell(PARTS.rstrip()),
        new_markdown_cell("\n".join([MILESTONES.format(links=links), TAKE.rstrip()])),
    ]
    cells[1].metadata["jupyter"] = {"source_hidden": True}
    for number, cell in enumerate(cells):
        cell["id"] = f"start-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})
