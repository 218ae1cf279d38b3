"""Each released notebook alone, with another Python: from its first cell to a graded submission.

``.venv/bin/python .ci/alone.py PYTHON [--colab] [UNIT ...]``: the notebook is copied into an empty
folder without what nbgrader wrote into it, as Colab does; the answers are typed; all cells run
with PYTHON; what was saved is graded here. Ends with 1 if a cell stops or a point is missing, and
with --colab if PYTHON has other versions than .ci/colab.txt.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from autograder.classroom import workers
from autograder.judge import trusted
from dlaudio import exercises

ROOT = Path(__file__).resolve().parents[1]


def typed(unit: str) -> tuple[nbformat.NotebookNode, dict]:
    """The released notebook with its answers in place and no marks left; and as it was released."""
    (path,) = (ROOT / "course" / unit).glob("*.ipynb")
    released = json.loads(path.read_text(encoding="utf-8"))
    (solved,) = (ROOT / "solutions" / unit).glob("*.ipynb")
    answers = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in json.loads(solved.read_text(encoding="utf-8"))["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.pop("nbgrader", {}).get("grade_id")
        cell.source = "".join(answers.get(name, cell.source))
    return notebook, released


def run(notebook: nbformat.NotebookNode, python: Path, folder: Path) -> list[str]:
    """Run all cells with another Python in a folder; what was raised."""
    spec = folder / ".jupyter/kernels/elsewhere"
    spec.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "elsewhere", "language": "python"})
    )
    os.environ["JUPYTER_PATH"] = str(folder / ".jupyter")
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        notebook, timeout=600, kernel_name="elsewhere", allow_errors=True, resources=where
    )
    client.execute()
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    return [f"{out.ename}: {out.evalue}" for out in outputs if out.output_type == "error"]


def graded(notebook: nbformat.NotebookNode, unit: str, released: dict) -> trusted.Result:
    """What the saved notebook gets."""
    parent = workers.warm_parent(workers.task(unit, released, confined=True))
    try:
        return trusted.grade(nbformat.writes(notebook).encode(), unit, parent, seed=1)
    finally:
        parent.close()


def changed(python: Path) -> list[str]:
    """Versions of .ci/colab.txt that the installation of dlaudio has changed."""
    listed = [line.split("#")[0].strip() for line in open(ROOT / ".ci/colab.txt")]
    wanted = dict(line.split("==") for line in listed if line)
    ask = "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]))"
    found = subprocess.run([python, "-c", ask, *wanted], capture_output=True, text=True, check=True)
    have = dict(zip(wanted, found.stdout.split(), strict=True))
    return [f"{n} {wanted[n]} -> {have[n]}" for n in wanted if have[n] != wanted[n]]


def main(arguments: list[str]) -> int:
    python, wrong = Path(arguments[0]).absolute(), []
    units = [name for name in arguments[1:] if name != "--colab"] or exercises.units()
    if "--colab" in arguments:
        wrong = changed(python)
        lines = (f"changed: {line}" for line in wrong)
        print("\n".join(lines) or "No version of Colab's was changed.")
    for unit in units:
        notebook, released = typed(unit)
        with tempfile.TemporaryDirectory() as folder:
            errors = run(notebook, python, Path(folder))
        result = graded(notebook, unit, released)
        print(f"{unit}: {result.points:g} of {result.max_points:g} points, {len(errors)} errors")
        wrong += errors + [unit] * (result.points < result.max_points)
        print("\n".join(f"    {error}" for error in errors), end="\n" * bool(errors))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
