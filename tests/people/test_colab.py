"""A notebook's first cell makes the rest of it run where nothing is installed."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import strangers

from autograder.build.colab import badges, first_cell, repository, tag

ROOT = Path(__file__).parents[2]
GITHUB = "https://github.com/someone/audio-course"


def run(python: Path | str, source: str, folder: Path) -> subprocess.CompletedProcess:
    """Run a source as a notebook's kernel would: alone, outside the project."""
    return subprocess.run([python, "-c", source], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def python_without_dlaudio(tmp_path) -> Path:
    """The Python of a new environment that sees all installed packages but dlaudio."""
    python = strangers.environment(tmp_path / "env")
    assert run(python, "import dlaudio", tmp_path).returncode != 0
    return python


def test_the_first_cell_installs_dlaudio_with_its_data(python_without_dlaudio, tmp_path):
    rest = """
import runpy
import dlaudio
assert "site-packages" in dlaudio.__file__, dlaudio.__file__
runpy.run_module("dlaudio.datasets", run_name="__main__")  # checks all bundled data
"""
    cell = first_cell(ROOT.as_uri())
    done = run(python_without_dlaudio, cell + rest, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Installing dlaudio" in done.stdout


def test_the_first_cell_without_an_address_says_what_is_missing(python_without_dlaudio, tmp_path):
    done = run(python_without_dlaudio, first_cell(None), tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("ModuleNotFoundError: This notebook needs dla")


@pytest.mark.parametrize("address", [GITHUB, ROOT.as_uri(), None])
def test_the_first_cell_does_nothing_where_dlaudio_is_installed(address, monkeypatch, capfd):
    def refuse(*arguments, **options):
        raise AssertionError(f"started {arguments}")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    start = time.perf_counter()
    exec(first_cell(address), {})
    assert time.perf_counter() - start < 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("before", "after"), [({}, 1), ({"OMP_NUM_THREADS": "2"}, 2)])
def test_the_first_cell_gives_numpy_one_thread_unless_told_otherwise(before, after, tmp_path):
    if os.cpu_count() == 1:
        pytest.skip("this machine has one processor")
    threads = """
import json
import numpy
import threadpoolctl
print(json.dumps([library["num_threads"] for library in threadpoolctl.threadpool_info()]))
"""
    kept = {name: os.environ[name] for name in os.environ if not name.endswith("_NUM_THREADS")}
    for source, expected in ((threads, None), (first_cell(None) + threads, after)):
        done = subprocess.run(
            [sys.executable, "-c", source],
            cwd=tmp_path,
            env=kept | before,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        found = set(json.loads(done.stdout))
        assert found == {expected} if expected else found - {1}


def test_the_first_cell_installs_from_the_repository():
    assert f'"dlaudio[units,recordings] @ git+{GITHUB}@{tag()}"' in first_cell(GITHUB)
    with pytest.raises(ValueError, match="ssh://example.org/course"):
        first_cell("ssh://example.org/course")


def test_the_first_cell_is_short_and_readable():
    for address in (GITHUB, None):
        lines = first_cell(address).splitlines()
        assert len(lines) <= 17
        assert max(map(len, lines)) <= 100


def test_badges_name_the_repository_and_the_notebook():
    text = badges(GITHUB + ".git", "course/u01_perceptron/perceptron.ipynb")
    notebook = "course/u01_perceptron/perceptron.ipynb"
    colab = f"https://colab.research.google.com/github/someone/audio-course/blob/{tag()}/{notebook}"
    binder = f"https://mybinder.org/v2/gh/someone/audio-course/{tag()}?urlpath=lab/tree/{notebook}"
    assert f"]({colab})" in text
    assert f"]({binder})" in text
    assert f"](https://kaggle.com/kernels/welcome?src={GITHUB}/blob/{tag()}/{notebook})" in text


@pytest.mark.parametrize("address", [None, ROOT.as_uri(), "https://codeberg.org/someone/course"])
def test_there_are_no_badges_without_github(address):
    assert badges(address, "course/u01_perceptron/perceptron.ipynb") == ""


def test_the_address_is_read_from_pyproject(tmp_path):
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[project]\nname = "x"\n')
    assert repository(pyproject) is None
    pyproject.write_text(f'[project]\nname = "x"\n[project.urls]\nRepository = "{GITHUB}"\n')
    assert repository(pyproject) == GITHUB
