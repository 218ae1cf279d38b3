"""A student for tests: a kernel in a folder of the course, and the answers of a unit as text."""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]
MARKS = re.compile(r"^ *### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def cells_of(unit: str) -> list[dict]:
    """The code cells of the instructor's notebook of a unit."""
    (path,) = (ROOT / "solutions" / unit).glob("*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def answers(unit: str) -> dict[str, str]:
    """The answers of a unit as they are typed, by the name of their exercise."""
    found = {}
    for cell in cells_of(unit):
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            found[marks["grade_id"]] = MARKS.sub("", "".join(cell["source"]))
    return found


def imports(unit: str) -> str:
    """The unit's own cell of imports, behind the one that makes it run on Colab."""
    cells = ["".join(cell["source"]) for cell in cells_of(unit)]
    return next(cell for cell in cells if "\nfrom dlaudio" in cell and "numpy" in cell)


def run(folder: Path, sources: Iterable[str], home: Path | None = None) -> list[str]:
    """What each of these cells says, run in a new kernel in a folder; an error by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    environment = {key: value for key, value in os.environ.items() if key != "DLAUDIO_HOME"}
    if home is not None:
        environment["DLAUDIO_HOME"] = str(home)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel(env=environment):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    return ["\n".join(map(_said, cell.outputs)) for cell in notebook.cells]


def _said(output) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.get("text") or output.get("data", {}).get("text/plain", "")
