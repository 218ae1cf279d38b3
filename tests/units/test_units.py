"""Each unit with its answers runs through: full marks, in time, in little memory, offline."""

import os
import re
import tempfile
from pathlib import Path

import nbformat
import pytest
from executed import executed
from opened import opener

from autograder.judge import sandbox
from dlaudio import datasets

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
SECONDS, KIB = 60, 1024**2  # what is promised of a whole unit: 60 s of the processor, 1 GiB
# Bytes of a saved notebook, and of its pictures: drawings have a table of colours (small_png).
SAVED, PICTURES = 16_000_000, 3_000_000
LONG = 5  # s: whoever waits for a cell that long sees a bar
PICTURE = re.compile(r"data:image/[^\"]*")
BUNDLED = [name for name in datasets.names() if not datasets.SETS[name].downloads]


def assert_sound(notebook: nbformat.NotebookNode, seen: dict) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [out.text for out in outputs if out.get("name") == "stderr"] == []
    assert [out.evalue for out in outputs if out.output_type == "error"] == []
    for cell in code:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("grade"):
            (result,) = (out for out in cell.outputs if out.output_type == "execute_result")
            assert float(result.data["text/plain"]) == marks["points"] > 0, marks["grade_id"]
        else:  # what a last line returns, such as an array, is no output that anybody meant
            results = [out for out in cell.outputs if out.output_type == "execute_result"]
            assert [out.data for out in results if set(out.data) == {"text/plain"}] == []
    for cell, seconds in zip(code, seen["cells"], strict=True):
        assert seconds < LONG or has_bar(cell), f"{seconds:.1f} s without a bar: {cell.source}"
    assert seen["seconds"] < SECONDS
    assert seen.get("peak", 0) < KIB


def assert_light(notebook: nbformat.NotebookNode) -> None:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    pages = [out.data.get("text/html", "") for out in outputs if "data" in out]
    assert sum(len(one) for page in pages for one in PICTURE.findall(page)) < PICTURES
    assert len(nbformat.writes(notebook)) < SAVED


def has_bar(cell: nbformat.NotebookNode) -> bool:
    return any("%|" in out.get("text", "") for out in cell.outputs if out.get("name") == "stdout")


def test_a_long_cell_without_a_bar_is_a_fault():
    """What is measured is the cell's own time, and a bar is seen where there is one."""
    notebook = nbformat.v4.new_notebook()
    cells = (
        "import time\nfrom dlaudio import bars\nbars.AFTER = 0.02",
        "for _ in bars.bar(range(4), 'adding'):\n    sum(range(2_000_000))",
        "sum(range(8_000_000))",
        "time.sleep(0.3)",
    )
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder) / "one.ipynb")
        done, seen = executed(Path(folder) / "one.ipynb")
    assert [has_bar(cell) for cell in done.cells] == [False, True, False, False]
    _, behind, without, waiting = seen["cells"]
    assert behind > 0.05 and without > 0.05 > waiting


@pytest.mark.parametrize("kind, most", [("image/png", PICTURES), ("audio/wav", SAVED)])
def test_a_heavy_notebook_is_a_fault(kind, most):
    page = f'<img src="data:{kind};base64,{"A" * most}">'
    output = nbformat.v4.new_output("display_data", {"text/html": page})
    cell = nbformat.v4.new_code_cell("show()", outputs=[output])
    assert_light(nbformat.v4.new_notebook())
    with pytest.raises(AssertionError):
        assert_light(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.parent.name)
def test_a_unit_runs_through_with_all_its_points(path, opened):
    """With the real recordings where there are any: what comes with the course, the sandbox has.

    Then it is opened in JupyterLab: each sound, each picture and each demo is there.
    """
    recordings = os.environ.get("DLAUDIO_DATA", "")
    for folder in [recordings] if recordings and sandbox.available() else {recordings, ""}:
        notebook, seen = executed(path, folder)
        assert_sound(notebook, seen)
        assert_light(notebook)
        downloads = [name for name in seen["asked"] if datasets.SETS[name].downloads]
        assert not folder or set(downloads) <= set(seen["sets"])
        assert folder or seen["sets"] == BUNDLED
    players, pictures, demos = opened(notebook, path.stem)
    sources = "\n".join(cell.source for cell in notebook.cells)
    assert players >= 3 and pictures >= 5
    assert demos >= len(re.findall(r"^demo\(", sources, re.MULTILINE))


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with opener(tmp_path_factory.mktemp("lab")) as open_one:
        yield open_one
