"""Notebooks that have been run, opened in JupyterLab as their reader finds them the next day."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import nbformat.sign
import pytest
from lab import browse
from visit import LOST, Visit, desk_of

# Every output that is a widget has one, or says that it is lost.
SHOWN = """([views, lost]) => {
    const outputs = [...document.querySelectorAll('.jp-OutputArea-output')];
    return outputs.filter(one => one.querySelector('.jupyter-widgets')
        || one.textContent.includes(lost)).length >= views
}"""


@contextlib.contextmanager
def opener(folder: Path) -> Iterator[Callable]:
    """A function that opens a notebook; all are opened in one JupyterLab."""
    (folder / "course").mkdir()
    data = str(folder / "data")  # where it keeps what it trusts
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", data)
        with desk_of(folder) as address:
            yield lambda notebook, name: _opened(folder, address, notebook, name)


def _opened(folder: Path, address: str, notebook: nbformat.NotebookNode, name: str) -> tuple:
    """How many players, pictures and demos there are; what is lost is a fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(folder / "data"))
        nbformat.sign.NotebookNotary().sign(notebook)
    nbformat.write(notebook, folder / f"course/{name}.ipynb")
    with browse("about:blank", viewport={"width": 1280, "height": 1500}) as page:
        page.set_default_timeout(90_000)
        visit = Visit(page, address, f"{name}.ipynb")
        views = sum("widget-view" in kind for kind in _kinds(notebook))
        page.wait_for_function(SHOWN, arg=[views, LOST])
        seen = visit.players(), visit.pictures(), visit.demos().count()
        assert visit.complaints_of_cells() == []
    return seen


def _kinds(notebook: nbformat.NotebookNode) -> list[str]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [kind for cell in code for out in cell.outputs for kind in out.get("data", {})]
