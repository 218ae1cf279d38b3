"""The first cell of every notebook, and its badges: a unit opens on Colab with nothing to set up.

Both need the address of the project, and it has one place: `[project.urls] Repository` in
pyproject.toml. While there is none, there are no badges, and the cell says what is missing. What
they fetch is the release of the notebook itself, by its tag, so that a copy in somebody's Drive
goes on working when the course has moved on.
"""

import tomllib
from pathlib import Path
from urllib.parse import quote

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"

# OpenBLAS and MKL, of which NumPy brings one, read it when they are loaded.
ONE_THREAD = """\
# One thread for NumPy, set before it is imported: on a busy machine two make small products slow.
import importlib.util
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

"""

WITHOUT_ADDRESS = """\
# This does nothing where dlaudio, the course's package, is installed.
if importlib.util.find_spec("dlaudio") is None:
    raise ModuleNotFoundError(
        "This notebook needs dlaudio: in a copy of the course, run `make install`, or "
        "`pip install .`, and then restart the kernel."
    )
"""

WITH_ADDRESS = """\
# This does nothing where dlaudio, the course's package, is installed. On Colab it fetches it.
if importlib.util.find_spec("dlaudio") is None:
    import subprocess
    import sys

    print("Installing dlaudio. This takes about a minute, once ...")
    wanted = "dlaudio[units,recordings] @ {requirement}"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, wanted], check=True)
    importlib.invalidate_caches()
    print("dlaudio is installed.")
"""


def repository(pyproject: Path = PYPROJECT) -> str | None:
    """Address of the project as pyproject.toml gives it, or None where it gives none."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return project.get("urls", {}).get("Repository")


def tag(pyproject: Path = PYPROJECT) -> str:
    """The tag under which this version is released, such as "v1.2.0"."""
    return "v" + tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["version"]


def first_cell(repository: str | None) -> str:
    """Source of a code cell that sets one thread, and installs dlaudio where it is missing.

    Parameters
    ----------
    repository : str or None
        `https://...`, the address of a git repository; or `file://...`, the address of a local
        clone or wheel. With None the cell installs nothing: it raises `ModuleNotFoundError`, with
        what to do, where dlaudio is missing.

    Raises
    ------
    ValueError
        If the address is of another kind.
    """
    if repository is None:
        return ONE_THREAD + WITHOUT_ADDRESS
    if repository.startswith("https://"):
        return ONE_THREAD + WITH_ADDRESS.replace("{requirement}", f"git+{repository}@{tag()}")
    if repository.startswith("file://"):
        return ONE_THREAD + WITH_ADDRESS.replace("{requirement}", repository)
    raise ValueError(f"need an address https://... or file://..., got {repository!r}")


def badges(repository: str | None, notebook_path: str) -> str:
    """Markdown badges that open a notebook on Colab, Kaggle and Binder.

    Parameters
    ----------
    repository : str or None
        Address of the project. All three are reached by the owner and name of a GitHub
        repository, so for any other address the answer is "".
    notebook_path : str
        Path of the notebook inside the repository, such as "course/u01_perceptron/...ipynb".
    """
    github = "https://github.com/"
    if repository is None or not repository.startswith(github):
        return ""
    name = repository.removeprefix(github).removesuffix("/").removesuffix(".git")
    path = quote(notebook_path)
    colab = f"https://colab.research.google.com/github/{name}/blob/{tag()}/{path}"
    binder = f"https://mybinder.org/v2/gh/{name}/{tag()}?urlpath=lab/tree/{path}"
    kaggle = f"https://kaggle.com/kernels/welcome?src={github}{name}/blob/{tag()}/{path}"
    return (
        f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab}) "
        f"[![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)]({kaggle}) "
        f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder})"
    )
