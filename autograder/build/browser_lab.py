"""The course in a browser with nothing to install: JupyterLite, as a part of the web site.

JupyterLab runs in the page, Python in Pyodide. The notebooks and `dlaudio`, with its recordings,
come from the site itself; Pyodide with its NumPy, SciPy and Matplotlib comes from Pyodide's own
servers, which the page names. Work is kept by the browser, and can be downloaded.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat

from dlaudio import syllabus

from . import colab

WIDGETS = "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager"
KERNEL = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
# In the place of the first cell, which looks for a dlaudio that was installed before.
FIRST_CELL = """\
# Python runs in this page. The course's package comes from this site, NumPy and Matplotlib from
# Pyodide's servers; the first time this takes about a minute.
import piplite

await piplite.install(["numpy", "matplotlib", "ipywidgets"])
await piplite.install("dlaudio", deps=False)
"""


def address(path: str) -> str:
    """Where a notebook of the course opens, as seen from the top of the site."""
    return f"lite/lab/index.html?path={path}"


def write(out: Path, root: Path) -> None:
    """Make `out`, a folder of static pages: the course in JupyterLab, with all released notebooks.

    Raises
    ------
    RuntimeError
        If the package's wheel or the pages cannot be built; with what was said.
    """
    place = out.parent.parent / "lite"
    shutil.rmtree(place, ignore_errors=True)
    contents = place / "contents"
    contents.mkdir(parents=True)
    for name in ("start.ipynb", "conventions.md"):
        shutil.copy(root / "course" / name, contents / name)
    shutil.copytree(root / "course/milestones", contents / "milestones")
    for unit in syllabus.units():
        (contents / unit.name).mkdir()
        shutil.copy(root / "course" / unit.link, contents / unit.link)
    for path in contents.rglob("*.ipynb"):
        nbformat.write(for_browser(nbformat.read(path, as_version=4)), path)
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)], root)
    (wheel,) = place.glob("*.whl")
    environment = Path(sysconfig.get_path("data"))
    settings = {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(contents)],
            "output_dir": str(out),
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            # of what is installed only these two: nbgrader's panels have no server here
            "ignore_sys_prefix": ["federated_extensions"],
            "federated_extensions": [str(environment / name) for name in (KERNEL, WIDGETS)],
        },
        "PipliteAddon": {"piplite_urls": [str(wheel)]},
    }
    (place / "jupyter_lite_config.json").write_text(json.dumps(settings, indent=1))
    _run([sys.executable, "-m", "jupyterlite_core", "build"], place)
    if not (out / "lab/index.html").exists():
        raise RuntimeError("JupyterLite made no lab/index.html")


def for_browser(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with a first cell that installs the course's package in the browser."""
    first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    known = colab.first_cell(colab.repository())
    if first is not None and first.source.strip() == known.strip():
        first.source = FIRST_CELL
    else:
        notebook.cells.insert(0, nbformat.v4.new_code_cell(FIRST_CELL, id="in-browser"))
    return notebook


def _run(command: list[str], place: Path) -> None:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[2:])} failed:\n{done.stdout[-2000:]}{done.stderr}")
