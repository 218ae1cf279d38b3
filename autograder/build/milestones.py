"""The milestones: short notebooks without exercises, built from milestones/*.py and run once."""

from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from . import colab, release, source


def files(root: Path) -> dict[Path, bytes]:
    """Every milestone's notebook: file contents by their places below `root`.

    Raises
    ------
    ValueError
        If a notebook fails, or writes to stderr, with an empty library.
    """
    return {
        root / "course/milestones" / path.with_suffix(".ipynb").name: _built(path)
        for path in sorted((root / "milestones").glob("*.py"))
    }


def _built(path: Path) -> bytes:
    address = colab.repository()
    made = []
    for markdown, roles, body in source.cells(path.read_text(encoding="utf-8")):
        if roles:
            raise ValueError(f"{path.name}: a milestone has no {', '.join(roles)}")
        made.append(new_markdown_cell(body) if markdown else new_code_cell(body))
    if badge := colab.badges(address, f"course/milestones/{path.stem}.ipynb"):
        made[0].source += f"\n\n{badge}"
    made.insert(1, new_code_cell(colab.first_cell(address).rstrip()))
    for number, cell in enumerate(made):
        cell["id"] = f"{path.stem}-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=made, metadata={"kernelspec": kernel})
    try:
        release.run(notebook)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return release.dumps(notebook)
