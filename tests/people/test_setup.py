"""The declared environment is the real one: declarations, imports, wheel, Makefile, nbgrader."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from jupyter_server.config_manager import BaseJSONConfigManager
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import dlaudio

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Imported names whose distribution is called otherwise.
DISTRIBUTION = {
    "IPython": "ipython",
    "PIL": "pillow",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
    "zmq": "pyzmq",
}
# Imported, but not declared: each comes with a declared package, which could not work without it.
COMES_WITH = {
    "IPython": "ipywidgets",
    "PIL": "matplotlib",
    "jupyter_client": "nbgrader",
    "jupyter_core": "jupyter_client",
    "jupyter_server": "jupyterlab",
    "nbclient": "nbgrader",
    "nbconvert": "nbgrader",
    "nbformat": "nbconvert",
    "packaging": "matplotlib",
    "platformdirs": "jupyter_core",
    "requests": "pooch",
    "sklearn": "librosa",
    "sqlalchemy": "nbgrader",
    "traitlets": "ipywidgets",
    "yaml": "nbgrader",
    "zmq": "jupyter_client",
}
# Declared, but used as programs, or by a name in an address, and never imported.
PROGRAMS = {"hatchling", "jupyter-repo2docker", "jupyterlab", "nbgrader", "psycopg", "ruff"}
PROGRAMS |= {"axe-playwright-python", "pytest-xdist"}  # asked for by name, and a plug-in
PROGRAMS |= {"configurable-http-proxy", "jupyterhub", "nbgitpuller"}  # a hub and its link


def requirements(*extras: str) -> dict[str, Requirement]:
    """Declared requirements by name, of the package and of the extras, dlaudio itself left out."""
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    found = {}
    for requirement in map(Requirement, lines):
        if requirement.name == "dlaudio":  # an extra that holds others
            found |= requirements(*sorted(requirement.extras - {"site"}))  # which is all programs
        else:
            found[requirement.name] = requirement
    return found


def imported(*folders: str) -> dict[str, set[str]]:
    """Third-party top-level names imported by the Python files of folders, and by which files."""
    own = {"dlaudio", "autograder", "bench", "conftest"}
    own |= {path.stem for place in ("data", "tests") for path in (ROOT / place).rglob("*.py")}
    names: dict[str, set[str]] = {}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            siblings = {other.stem for other in path.parent.glob("*.py")}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                modules = []
                if isinstance(node, ast.Import):
                    modules = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    modules = [node.module]
                for module in modules:
                    name = module.split(".")[0]
                    if name not in own | siblings | sys.stdlib_module_names:
                        names.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return names


def undeclared(names: dict[str, set[str]], declared: dict[str, Requirement]) -> dict:
    """Imports that neither a declared package nor one that comes with it provides."""
    available = set(declared)
    for _ in COMES_WITH:  # one that comes with another may carry a third
        available |= {name for name, carrier in COMES_WITH.items() if carrier in available}
    return {name: files for name, files in names.items() if name not in available}


def test_dlaudio_imports_only_what_it_declares():
    names = imported("course/dlaudio")
    beside = names.pop("torch")  # milestones: where PyTorch is installed, it learns the same
    assert beside == {"course/dlaudio/milestones/in_torch.py"}
    found = undeclared(names, requirements("units", "recordings"))
    # librosa is used where it is installed
    assert set(found) == {"librosa"}


def test_everything_else_imports_only_what_the_extras_declare():
    names = imported("autograder", "data", "solutions")
    assert undeclared(names, requirements("course", "dask")) == {}
    names = imported("course/dlaudio", "autograder", "data", "tests", "bench")
    assert undeclared(names, requirements("course", "dask", "test", "torch")) == {}


def test_the_check_of_imports_can_fail():
    assert undeclared({"torch": {"x.py"}}, requirements("course", "test")) == {"torch": {"x.py"}}
    assert "packaging" in imported("tests")


def test_nothing_is_declared_in_vain():
    names = imported("course/dlaudio", "autograder", "data", "tests", "bench", "solutions")
    assert set(requirements("course", "dask", "test", "torch")) - set(names) - PROGRAMS == set()


@pytest.mark.parametrize(("name", "carrier"), COMES_WITH.items())
def test_what_comes_with_a_package_does(name, carrier):
    needed = {
        Requirement(line).name.lower().replace("_", "-")
        for line in importlib.metadata.requires(carrier)
        if "extra ==" not in line
    }
    assert DISTRIBUTION.get(name, name).lower().replace("_", "-") in needed


@pytest.mark.parametrize("requirement", requirements("course", "test").values(), ids=str)
def test_the_installed_version_is_an_allowed_one(requirement):
    assert requirement.specifier.contains(importlib.metadata.version(requirement.name))


def test_environment_yml_declares_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, *conda, python_packages = environment["dependencies"]
    assert python_packages == {"pip": ["-e ."]}
    # conda-forge's name for soundfile is an old one.
    declared = {str(requirement) for requirement in requirements("course").values()}
    expected = {line.replace("soundfile", "pysoundfile") for line in declared}
    assert set(conda) == expected | {"pip"}
    (version,) = re.fullmatch(r"python=(3\.\d+)", python).groups()
    assert version in SpecifierSet(PROJECT["requires-python"])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("dlaudio-*.whl")
    return made


def test_the_wheel_holds_the_package_and_the_data_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "course" / "dlaudio"
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert f"dlaudio/{path.relative_to(package).as_posix()}" in names
    data = {f"dlaudio/data/{path.name}" for path in (ROOT / "data").glob("*.npz")}
    data.add("dlaudio/data/SHA256SUMS")
    assert {name for name in names if name.startswith("dlaudio/data/")} == data
    assert {name.split("/")[0].split("-")[0] for name in names} == {"dlaudio"}
    with zipfile.ZipFile(wheel) as file:
        said = {name.rpartition("/")[2]: file.read(name).decode() for name in names & about(names)}
    assert "autograder" not in said["entry_points.txt"]  # it is not in there
    assert "dlaudio = dlaudio.__main__:main" in said["entry_points.txt"]
    links = re.findall(r"\]\(([^)]+)\)", said["METADATA"])
    assert [link for link in links if not link.startswith("https://")] == []


def test_jupyterlab_has_the_extension_and_its_setting_where_the_wheel_is_installed(wheel, tmp_path):
    """As on a hub, which has nothing of a clone's .jupyter: saved demos show when opened again."""
    options = [
        "--quiet",
        "--no-index",
        "--no-deps",
        "--ignore-installed",
        "--prefix",
        str(tmp_path),
    ]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(wheel)], check=True)
    place = tmp_path / "share" / "jupyter"
    held = sorted(str(p.relative_to(place)) for p in place.rglob("*") if p.is_file())
    there = "labextensions/dlaudio-reopen"
    assert held == [
        f"{there}/{name}" for name in ("install.json", "package.json", "static/remoteEntry.js")
    ]
    listed = subprocess.run(
        [sys.executable, "-m", "jupyterlab.labextensions", "list"],
        env=os.environ | {"JUPYTER_PATH": str(place)},
        capture_output=True,
        text=True,
        check=True,
    )
    said = re.sub(r"\x1b\[\d*m", "", listed.stdout + listed.stderr)
    (_, found) = said.split(str(place / "labextensions"), 1)
    assert re.match(r"\s+dlaudio-reopen v\d\S+ enabled OK \(python, dlaudio\)\n", found)
    settings = BaseJSONConfigManager(config_dir=str(tmp_path / "etc" / "jupyter" / "labconfig"))
    saved = settings.get("default_setting_overrides")["@jupyter-widgets/jupyterlab-manager:plugin"]
    assert saved == {"saveState": True}


def about(names: set[str]) -> set[str]:
    return {name for name in names if name.endswith(("/METADATA", "/entry_points.txt"))}


def test_the_package_knows_its_version():
    assert dlaudio.__version__ == PROJECT["version"]
    with pytest.raises(AttributeError, match="no attribute 'verison'"):
        getattr(dlaudio, "verison")  # noqa: B009 (an attribute alone would be useless code)


def test_every_target_is_described():
    (line,) = re.findall(r"^\.PHONY: (.*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    said = subprocess.check_output(["make", "help"], cwd=ROOT, text=True)
    targets = re.findall(r"^make ([\w-]+)\t", said, re.MULTILINE)
    assert set(line.split()) == set(targets) and "teach" in targets


def install(python: Path, folder: Path, **more: str) -> subprocess.CompletedProcess:
    """Run a copy of the set-up script in a folder of its own, with the Python named."""
    script = folder / ".ci" / "install"
    script.parent.mkdir(exist_ok=True)
    script.write_bytes((ROOT / ".ci" / "install").read_bytes())
    (folder / "pyproject.toml").touch()
    os.utime(folder / "pyproject.toml", (0, 0))
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(python)} | more
    return subprocess.run(["sh", script], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ('[ "$1" = --version ] && echo Python 3.9.2', "newer, but .* is Python 3.9.2"),
        ('case "$2" in *ensurepip*) exit 1;; esac', "lacks the modules venv and ensurepip"),
        ("exit 127", "was not found"),
    ],
)
def test_an_unfit_python_gets_one_clear_sentence(tmp_path, answer, sentence):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{answer}\n")
    python.chmod(0o755)
    done = install(python, tmp_path)
    assert done.returncode == 1
    assert re.search(sentence, done.stderr)
    assert "PYTHON=python3.12" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# Stands for a Python: makes an environment of itself, and writes down what it was asked to do.
PYTHON = """#!/bin/sh
case "$*" in
    "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo venv >> log
        echo "#!$PWD/.venv/bin/python" > .venv/bin/pip;;
    "-m pip install"*) echo pip >> log; echo "$*" >> asked; [ ! -e offline ];;
esac
"""


def test_the_environment_is_made_once_and_repaired_when_it_must_be(tmp_path):
    folder = tmp_path / "a clone"
    folder.mkdir()
    python = folder / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    log = folder / "log"

    def steps() -> list[str]:
        """What the next run of the set-up does."""
        log.write_text("")
        done = install(folder / "python", folder)
        assert done.returncode == 0 or "run the same command again" in done.stderr
        return log.read_text().split()

    (folder / "offline").touch()
    assert steps() == ["venv", "pip"]
    (folder / "offline").unlink()
    assert steps() == ["venv", "pip"]  # the first did not end well
    assert steps() == []
    os.utime(folder / ".venv" / ".installed-course", (-1, -1))  # older than pyproject.toml
    assert steps() == ["pip"]
    (folder / ".venv" / "bin" / "python").unlink()
    assert steps() == ["venv", "pip"]
    folder = folder.rename(tmp_path / "moved")
    log = folder / "log"
    (folder / ".venv" / ".installed-course").unlink()
    assert steps() == ["venv", "pip"]


def test_the_lock_is_installed_with_its_hashes_and_dlaudio_after_it(tmp_path):
    python = tmp_path / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    assert install(python, tmp_path, LOCKED="1").returncode == 0
    locked, own = (tmp_path / "asked").read_text().splitlines()
    assert locked.endswith("--require-hashes --requirement .ci/course.lock")
    assert own.endswith("--no-deps --no-build-isolation --editable .")


@pytest.mark.parametrize(
    ("user", "installed", "asked_for", "said"),
    [
        (0, ["chromium", "bwrap", "git", "make", "openssl", "postgres"], "", ""),
        (
            0,
            ["git", "make"],
            "chromium fonts-dejavu-core bubblewrap openssl postgresql",
            "in a browser .* skipped",
        ),
        (1000, ["google-chrome", "git", "postgres"], "", "bubblewrap .* is not here"),
        (1000, ["google-chrome", "git", "bwrap"], "", "PostgreSQL is not here"),
    ],
)
def test_debian_packages_are_installed_by_root_alone(tmp_path, user, installed, asked_for, said):
    log = tmp_path / "log"
    log.touch()
    programs = {name: "" for name in ["python3", *installed]}
    programs |= {"id": f"echo {user}", "apt-get": f'echo "$*" >> {log}'}
    for name, body in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    script = ROOT / ".ci" / "install-debian"
    environment = {"PATH": str(tmp_path)}
    done = subprocess.run(["/bin/sh", script], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(said, done.stdout) if said else done.stdout == ""
    packages = log.read_text().rpartition("--no-install-recommends ")[2].strip()
    assert packages == asked_for


def nbgrader(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_nbgrader_releases_the_notebook_without_answer_or_source(tmp_path):
    (tmp_path / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    (tmp_path / "course" / "dlaudio").mkdir(parents=True)
    (tmp_path / "course" / "dlaudio" / "__init__.py").touch()
    unit = tmp_path / "solutions" / "u99_example"
    unit.mkdir(parents=True)
    (unit / "example.py").write_text("answer = 42\n")
    (unit / "picture.svg").write_text("<svg/>")
    cell = nbformat.v4.new_code_cell(
        "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION\n"
        "def f():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION"
    )
    cell.metadata["nbgrader"] = {"schema_version": 3, "grade_id": "a", "solution": True}
    cell.metadata["nbgrader"] |= {"grade": False, "locked": False, "task": False}
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(notebook, unit / "example.ipynb")

    nbgrader("generate_assignment", "u99_example", folder=tmp_path)

    release = tmp_path / "course" / "u99_example"
    assert {path.name for path in release.iterdir()} == {"example.ipynb", "picture.svg"}
    released = nbformat.read(release / "example.ipynb", as_version=4)
    assert released.cells[0].source == (
        '# Your answer goes here.\ndef f():\n    raise NotImplementedError("your code here")'
    )
    assert (tmp_path / "autograder" / "class" / "gradebook.db").exists()
    assert (tmp_path / "course" / "dlaudio" / "__init__.py").exists()

    exchange = f"--Exchange.root={tmp_path / 'exchange'}"
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    nbgrader("release_assignment", "u99_example", exchange, folder=tmp_path)
    assert "u99_example" in nbgrader("list", exchange, folder=tmp_path)
