"""Binder serves the course: repo2docker, which it runs, is asked what it would build.

No image is built here, which takes a container engine and minutes of downloading; the scripts that
would run inside are run.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import strangers
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
BINDER = ROOT / "binder"


def repo2docker(folder: Path) -> str:
    """The recipe of the image that repo2docker would build of a folder, and what it says of it."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def recipe() -> str:
    pytest.importorskip("repo2docker")
    return repo2docker(ROOT)


def inside(*command: str, **variables: str) -> str:
    """Output of a command on Binder: in the project's folder, its programs on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PATH": path} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_image_starts_jupyter(recipe):
    assert re.findall(r"^CMD (.*)", recipe, re.MULTILINE) == [
        '["jupyter", "notebook", "--ip", "0.0.0.0"]'
    ]
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in recipe
    assert "autograder" not in recipe


def test_a_recipe_in_the_root_would_be_built_instead(tmp_path):
    pytest.importorskip("repo2docker")
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    assert "CMD" not in repo2docker(tmp_path)
    assert not (ROOT / "Dockerfile").exists() and not (BINDER / "Dockerfile").exists()


def test_the_image_has_a_python_that_the_course_takes(recipe):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (version,) = re.fullmatch(r"python-(3\.\d+)\n", (BINDER / "runtime.txt").read_text()).groups()
    assert version in SpecifierSet(project["requires-python"])
    assert f"Building conda environment for python={version}\n" in recipe
    # conda, and repo2docker where there is no folder binder/
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert f"python={version}" in conda


def test_the_image_holds_what_make_install_installs(recipe):
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in recipe
    lines = (BINDER / "requirements.txt").read_text().splitlines()
    assert [line for line in lines if line[0] != "#"] == [
        "--require-hashes",
        "-r ../.ci/course.lock",
    ]


def test_the_lock_holds_all_that_the_course_needs():
    text = (ROOT / ".ci/course.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^([a-z].*?) \\$((?:\n    --hash=sha256:\w{64}(?: \\)?)+)$", text, re.M)
    assert len(blocks) == len(re.findall(r"^[a-z]", text, re.M))  # each with its hashes
    locked = [Requirement(name) for name, _ in blocks]
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = pyproject["project"]
    extras = project["optional-dependencies"]
    texts = [*extras["course"], *extras["units"], *extras["recordings"], *project["dependencies"]]
    texts += pyproject["build-system"]["requires"]  # dlaudio is built without looking elsewhere
    for needed in map(Requirement, texts[1:]):  # the first is dlaudio, with the next two
        found = [item for item in locked if item.name == needed.name]
        assert found, f"{needed} is not in .ci/course.lock: run make lock"
        for item in found:
            (version,) = (one.version for one in item.specifier)
            assert version in needed.specifier, f"{item} is not {needed}: run make lock"


def test_the_last_step_of_the_image_installs_dlaudio(recipe, tmp_path):
    assert "RUN ./binder/postBuild" in recipe
    python = strangers.environment(tmp_path)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    assert "drum-hits" in inside(str(BINDER / "postBuild"), PATH=path)
    where = inside(str(python), "-c", "import dlaudio; print(dlaudio.__file__)")
    assert where.strip() == str(ROOT / "course/dlaudio/__init__.py")


def test_a_kernel_has_one_thread():
    assert "OMP_NUM_THREADS=1\n" in inside(str(BINDER / "start"), "env", OMP_NUM_THREADS="7")


def test_jupyterlab_opens_the_first_page_as_students_see_it():
    settings = inside(str(BINDER / "start"), "jupyter", "lab", "--show-config-json")
    address = json.loads(settings)["LabApp"]["default_url"]
    assert (ROOT / address.removeprefix("/lab/tree/")).suffix == ".ipynb"
    assert (ROOT / address.removeprefix("/lab/tree/")).is_file()
    paths = inside(str(BINDER / "start"), "jupyter", "--paths", "--json")
    folders = [Path(path) / "labconfig" for path in json.loads(paths)["config"]]
    found = {path.name: path for folder in reversed(folders) for path in folder.glob("*.json")}
    disabled = json.loads(found["page_config.json"].read_text())["disabledExtensions"]
    assert disabled["@jupyter/nbgrader:formgrader"]
