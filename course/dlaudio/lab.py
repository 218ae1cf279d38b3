"""JupyterLab as the course wants it: its folder, its settings, one thread for NumPy."""

import importlib.util
import os
import runpy
import sys
from pathlib import Path

UNITS = "u[0-9][0-9]_*/*.ipynb"


def start(options: list[str], *, teach: bool = False) -> int:
    """Open JupyterLab and return, when it has ended, an exit code.

    Parameters
    ----------
    options : list of str
        Further options of JupyterLab.
    teach : bool
        The whole project with nbgrader's panels, and not the course as students see it.

    Raises
    ------
    FileNotFoundError
        If the notebooks are not here, or JupyterLab is not: one sentence says what to do.
    """
    folder = course()
    if importlib.util.find_spec("jupyterlab") is None:
        raise FileNotFoundError(
            f"JupyterLab is not installed for this Python: {sys.executable} -m pip install "
            '"jupyterlab>=4.2" brings it; `python -m dlaudio doctor` looks for all that is needed'
        )
    from dlaudio.datasets import check_bundled  # needs NumPy, and this module is the doctor's too

    if not check_bundled():
        return 1
    os.environ.update(variables(folder.parent, teach))
    if teach:
        folder = folder.parent
        print("Formgrader is in JupyterLab's menu Nbgrader.")
    print(f"Opening JupyterLab on {folder.name}. It takes a few seconds; Ctrl+C twice ends it.")
    sys.stdout.flush()
    sys.argv = ["jupyter lab", "--log-level=WARN", *necessary(), *options, str(folder)]
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
    return 0


def course() -> Path:
    """The folder of the units: the one that dlaudio lies in, as in a clone, or else one here."""
    for folder in (Path(__file__).parents[1], Path.cwd() / "course", Path.cwd()):
        if any(folder.glob(UNITS)):
            return folder.resolve()
    raise FileNotFoundError(
        f"there are no units in {Path.cwd()}: run this in the folder of the course, which holds "
        "u00_start_here, u01_perceptron and so on"
    )


def variables(project: Path, teach: bool) -> dict[str, str]:
    """What the environment of JupyterLab and of its kernels has to say.

    `project` is the folder that may hold .jupyter/, the settings of everybody and, in it, student/.
    """
    settings = [] if teach else [project / ".jupyter" / "student"]
    settings.append(project / ".jupyter")
    found = [str(folder) for folder in settings if folder.is_dir()]
    first = {"JUPYTER_CONFIG_PATH": found, "PATH": [str(Path(sys.executable).parent)]}
    return {
        name: os.pathsep.join(filter(None, [*folders, os.environ.get(name)]))
        for name, folders in first.items()
    } | {
        # Two threads on a busy machine make small products 100 times slower.
        "OMP_NUM_THREADS": "1",
    }


def necessary() -> list[str]:
    """Options without which JupyterLab would not start here, or would fail to open a browser."""
    options = []
    if hasattr(os, "getuid") and os.getuid() == 0:
        options.append("--allow-root")
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if not shown and sys.platform not in ("darwin", "win32"):
        options.append("--no-browser")
    return options
