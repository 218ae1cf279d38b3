"""The solved units on what a browser's Python has: no librosa, soundfile, pooch or scikit-learn.

JupyterLite's kernel has NumPy, SciPy, Matplotlib and ipywidgets. Here ordinary Python refuses the
rest. Two short units by default; ``make test-browser`` runs all of them, which takes a while, and
``make test-pyodide`` with a Python that has the versions of Pyodide and nothing else.
"""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from lab import ROOT

from dlaudio import exercises, syllabus

SHORT = {"u01_perceptron", "u04_graphs"}
MISSING = ("librosa", "soundfile", "pooch", "sklearn", "soxr", "numba", "audioread", "torch")
SECONDS = 1800  # for a unit, on a busy machine
RUN = f"""
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {MISSING!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Refuse())
import nbformat
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in nbformat.read(sys.argv[1], as_version=4).cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source).raise_error()
assert not set({MISSING!r}) & set(sys.modules)
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"DLAUDIO_HOME": "", "DLAUDIO_DATA": "", "OMP_NUM_THREADS": "1"}
    environment["MPLBACKEND"] = "agg"
    environment["PYTHONPATH"] = str(ROOT / "course")
    command = [os.environ.get("DLAUDIO_PYTHON", sys.executable), "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)


def chosen() -> list[syllabus.Unit]:
    """Two short units, or all of them where `make test-browser` asks for them."""
    every = os.environ.get("DLAUDIO_ALL_UNITS", "0") != "0"
    return [unit for unit in syllabus.units() if every or unit.name in SHORT]


def test_what_is_missing_in_a_browser_is_missing_here(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import librosa")])
    nbformat.write(notebook, tmp_path / "one.ipynb")
    done = run(RUN, str(tmp_path / "one.ipynb"))
    assert done.returncode and "No module named 'librosa'" in done.stderr


@pytest.mark.parametrize("unit", chosen(), ids=lambda unit: unit.name)
def test_a_solved_unit_runs(unit):
    done = run(RUN, str(ROOT / "solutions" / unit.link))
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-3000:]
    right = re.findall(r"^✓ (\w+): right", done.stdout, re.MULTILINE)
    assert set(right) == {exercise.name for exercise in exercises.of_unit(unit.name)}
