"""The milestones: short notebooks without exercises, built from milestones/*.py and run once."""

import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from . import colab, release, source


def files(root: Path) -> dict[Path, bytes]:
    """Every milestone's notebook: file contents by their places below `root`.

    Raises
    ------
    ValueError
        If a notebook fails, or writes to stderr, with an empty library.
    """
    made = {}
    for path in sources(root):
        book = notebook(path)
        try:
            release.run(book)
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error
        made[root / "course" / link(path)] = release.dumps(book)
    return made


def sources(root: Path) -> list[Path]:
    """The texts of the milestones, oldest date first."""
    return sorted((root / "milestones").glob("*.py"))


def link(path: Path) -> str:
    """A milestone's notebook as seen from the folder that the units are in."""
    return f"milestones/{path.stem}.ipynb"


def title(path: Path) -> str:
    """The first heading of a milestone, such as "1997 · The long memory"."""
    return re.search(r"^# # (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[1]


def notebook(path: Path) -> nbformat.NotebookNode:
    """The notebook of a milestone, without outputs; ValueError if its text has an exercise."""
    address = colab.repository()
    made = []
    for markdown, roles, body in source.cells(path.read_text(encoding="utf-8")):
        if roles:
            raise ValueError(f"{path.name}: a milestone has no {', '.join(roles)}")
        made.append(new_markdown_cell(body) if markdown else new_code_cell(body))
    if badge := colab.badges(address, f"course/{link(path)}"):
        made[0].source += f"\n\n{badge}"
    made.insert(1, new_code_cell(colab.first_cell(address).rstrip()))
    for number, cell in enumerate(made):
        cell["id"] = f"{path.stem}-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=made, metadata={"kernelspec": kernel})
