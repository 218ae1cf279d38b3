"""An environment in which all is installed but dlaudio, as a stranger's is."""

import sysconfig
import venv
from pathlib import Path

import pytest
from repository import ROOT


def environment(folder: Path) -> Path:
    """Make an environment in a folder that sees all packages but dlaudio, as links; its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    if not python.exists():
        pytest.skip("the environment has no bin/python (Windows)")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not (_of_dlaudio(path) or (packages / path.name).exists()):
            (packages / path.name).symlink_to(path)
    return python


def _of_dlaudio(path: Path) -> bool:
    """Whether something in site-packages is dlaudio, or leads to it in this clone."""
    return "dlaudio" in path.name or (path.suffix == ".pth" and str(ROOT) in path.read_text())
