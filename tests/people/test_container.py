"""The container's recipe: it runs the scripts that are here, on the files that they need.

There may be no container engine, so the recipe is read, and its last step is run on a copy of just
those files that it copies.
"""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT, tracked

RECIPE = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
STEPS = [line.split(maxsplit=1) for line in RECIPE.splitlines() if re.match(r"[A-Z]+ ", line)]
RUN = [words.split() for step, words in STEPS if step == "RUN"]


def ignored(name: str) -> bool:
    """Whether Dockerfile.dockerignore keeps a file out; ``**/`` stands for any folder, or none."""
    lines = (ROOT / "docker" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    tops = [str(path) for path in (Path(name), *Path(name).parents)][:-1]
    return any(
        fnmatch.fnmatchcase(f"/{top}", "*" + pattern[2:] if pattern[:3] == "**/" else f"/{pattern}")
        for pattern in patterns
        for top in tops
    )


def test_it_runs_the_scripts_of_continuous_integration():
    assert [script for script, _ in RUN] == [".ci/install-debian", ".ci/install"]
    integration = (ROOT / ".ci" / "run").read_text() + (ROOT / "Makefile").read_text()
    for script, extra in RUN:
        assert os.access(ROOT / script, os.X_OK) and script in integration
        assert extra == "course"


def test_each_script_is_there_before_it_runs():
    order = [(step, words.split()) for step, words in STEPS if step in ("COPY", "RUN")]
    assert order[0] == ("COPY", [".ci/install-debian", ".ci/"])
    assert order.index(("COPY", [".", "."])) < order.index(("RUN", RUN[1]))


def test_the_base_has_a_python_that_the_course_takes():
    (image,) = [words for step, words in STEPS if step == "FROM"]
    version = re.fullmatch(r"python:3\.(\d+)-slim-bookworm", image)
    assert version and int(version[1]) >= 11  # and Debian 12, which has bubblewrap 0.8


def test_students_code_is_not_run_by_root():
    assert ["USER", "1000:1000"] in STEPS
    assert [step for step, _ in STEPS].index("USER") > len(STEPS) - 4


@pytest.mark.parametrize(
    ("name", "kept_out"),
    [
        ("autograder/class/gradebook.db", True),
        ("autograder/class/submitted/ada/u01_perceptron/perceptron.ipynb", True),
        (".git/config", True),
        (".venv/bin/python", True),
        ("course/dlaudio/__pycache__/x.pyc", True),
        ("__pycache__/x.pyc", True),
        (".pytest_cache/x", True),
        ("autograder/judge/sandbox.py", False),
        (".ci/install", False),
        (".gitignore", False),
        ("data/drum-hits.npz", False),
    ],
)
def test_what_is_kept_out(name, kept_out):
    assert ignored(name) == kept_out


def test_the_grader_starts_from_what_is_copied(tmp_path):
    copied = [path for path in tracked() if not ignored(str(path.relative_to(ROOT)))]
    assert len(copied) > len(tracked()) * 0.9
    for path in copied:
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (python, *rest) = json.loads(next(words for step, words in STEPS if step == "ENTRYPOINT"))
    assert python == ".venv/bin/python"
    done = subprocess.run(
        [sys.executable, *rest, "grade", "u01_perceptron"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}/course:{tmp_path}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert f"Nothing was handed in for u01_perceptron in {tmp_path}" in done.stdout
