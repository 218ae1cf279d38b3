"""Programs that no test runs, because they take long, are at least not broken by a new name."""

import runpy

import pytest
from repository import tracked

PROGRAMS = tracked("bench/*.py", ".ci/*.py")


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_all_that_a_program_imports_is_there(path, monkeypatch):
    monkeypatch.syspath_prepend(str(path.parent))
    try:
        runpy.run_path(str(path), run_name="looked at")
    except ModuleNotFoundError as error:
        if error.name != "torch":  # an extra, which continuous integration installs
            raise
        pytest.skip(str(error))
