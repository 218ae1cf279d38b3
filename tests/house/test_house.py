"""The house rules that a machine can keep: arrows, sizes, clean notebooks, clean text."""

import ast
import fnmatch
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from repository import ROOT, tracked

LINES = 325  # "about 300": the sentences of probes and docstrings count too


def imports(source: str) -> set[str]:
    """Top-level names of the modules that a source imports; a relative import has none."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def importers(name: str, *folders: str) -> list[str]:
    """Python files of folders that import a top-level name."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [
        str(path.relative_to(ROOT))
        for path in paths
        if name in imports(path.read_text(encoding="utf-8"))
    ]


def test_imports_are_seen_wherever_they_stand():
    source = "def f():\n    from autograder.build import units\n    import numpy.linalg as la\n"
    assert imports(source) == {"autograder", "numpy"}


# What each room of the grader may import; `top` is the command line and autograder.grade.
ROOMS = {
    "inside": set(),
    "library": set(),
    "build": {"library"},
    "judge": {"inside", "library"},
    "classroom": {"inside", "library", "judge"},
    "nbgrader": {"inside", "library", "judge", "classroom"},
    "report": {"inside", "library", "judge", "classroom"},
}


def inner_imports(package: Path) -> set[tuple[str, str]]:
    """Pairs of modules of a package, the first of which imports the second; by dotted names."""
    modules = {}
    for path in package.rglob("*.py"):
        name = path.relative_to(package.parent).with_suffix("")
        modules[".".join(name.parts).removesuffix(".__init__")] = path
    found = set()
    for name, path in modules.items():
        home = name if path.name == "__init__.py" else name.rpartition(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom):
                continue
            parts = home.split(".")[: len(home.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*parts, *([node.module] if node.module else [])])
            targets = {f"{module}.{alias.name}" for alias in node.names} & set(modules)
            found |= {(name, target) for target in targets or {module} & set(modules)}
    return found


def circles(arrows: set[tuple[str, str]]) -> list[str]:
    """The arrows that are left when whatever imports nothing more is taken away, until none is."""
    while True:
        importers = {a for a, _ in arrows}
        kept = {(a, b) for a, b in arrows if b in importers}
        if kept == arrows:
            return sorted(f"{a} -> {b}" for a, b in arrows)
        arrows = kept


def test_circles_are_found():
    assert circles({("a", "b"), ("b", "c")}) == []
    assert circles({("a", "b"), ("b", "a"), ("b", "c")}) == ["a -> b", "b -> a"]


def test_the_rooms_of_the_grader_know_only_what_stands_to_their_left():
    arrows = inner_imports(ROOT / "autograder")
    room = {name: name.split(".")[1] for arrow in arrows for name in arrow if name.count(".") > 1}
    wrong = [
        f"{a} -> {b}"
        for a, b in arrows
        if a in room and room.get(b, room[a]) not in {room[a], *ROOMS[room[a]]}
    ]
    assert wrong == []
    folders = {path.parent.name for path in (ROOT / "autograder").glob("*/__init__.py")}
    assert folders == set(ROOMS)


def test_no_module_of_the_grader_imports_itself_on_a_way_round():
    assert circles(inner_imports(ROOT / "autograder")) == []


def test_dlaudio_never_imports_autograder():
    assert importers("autograder", "course/dlaudio") == []


def test_nothing_imports_solutions():
    everywhere = ("course", "autograder", "data", "solutions", "tests", "bench")
    assert importers("solutions", *everywhere) == []


def test_datasets_are_built_without_what_reads_them():
    builders = [path.name for path in (ROOT / "data").glob("build_*.py")]
    readers = re.compile(r"dlaudio\.datasets|from dlaudio import .*\bdatasets\b")
    assert [name for name in builders if readers.search((ROOT / "data" / name).read_text())] == []


@pytest.mark.parametrize("folder", ["course/dlaudio", "autograder"])
def test_no_file_is_too_long(folder):
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {path: lines for path, lines in sizes.items() if lines > LINES} == {}


def test_notebooks_are_committed_without_outputs():
    dirty = []
    for path in tracked("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        if any(cell["outputs"] or cell["execution_count"] is not None for cell in code):
            dirty.append(str(path.relative_to(ROOT)))
    assert dirty == []


@pytest.mark.parametrize(
    "made",
    [
        "grades.csv",  # nbgrader export
        "downloaded/u01_perceptron/archive/class.zip",  # nbgrader zip_collect
        "autograder/class/submitted/ada/u01_perceptron/perceptron.ipynb",
        "gradebook.db",
    ],
)
def test_git_ignores_what_belongs_to_a_class(made):
    tracked("README.md")  # skips where this is no clone
    command = ["git", "-c", "safe.directory=*", "check-ignore", "--quiet"]
    assert subprocess.run([*command, made], cwd=ROOT).returncode == 0
    for source in ("course/grades.py", "autograder/build/new.py", "tests/autograder/build/new.py"):
        assert subprocess.run([*command, source], cwd=ROOT).returncode == 1, source


def test_links_between_pages_lead_somewhere():
    links = [
        (page, target)
        for page in tracked("*.md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 20
    assert [f"{p.name}: {t}" for p, t in links if not (p.parent / t).exists()] == []


def test_no_text_names_a_folder_of_one_machine():
    # Written in pieces, so that this file does not find itself.
    folder = re.compile(r"(?<![\w.<>}])/(?:" + "work|root|home|Users" + r")/\w")
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if folder.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
    assert folder.search("see /" + "work/x") and not folder.search("course/" + "home/x")


def test_ruff_finds_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--quiet", "--no-cache", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_speed_that_is_told_is_the_one_that_was_measured():
    rows = re.findall(r"\| ([\d.]+) \|$", (ROOT / "bench/results.md").read_text(), re.MULTILINE)
    text = (ROOT / "autograder/README.md").read_text().partition("## How fast")[2]
    told = re.findall(r"(\d+) times", text)
    plain, settings, ours, every_cell = (int(float(times)) for times in rows)
    assert plain == 1 and list(map(int, told)) == [ours, settings, every_cell]


def test_the_places_to_change_things_are_there():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("## Where do I change")[2].partition("\n## ")[0]
    folder, missing = ROOT, []
    for cell in re.findall(r"\| ([^|]+) \|$", table, re.MULTILINE)[2:]:
        for name in re.findall(r"`([^`]+)`", cell):
            wanted = name.replace("uXX_name/name.py", "u*/*.py").replace("uXX_name", "u*")
            near = [ROOT, folder]  # a second file stands beside the first
            if not any(list(place.glob(wanted)) for place in near):
                missing.append(name)
            folder = (ROOT / wanted).parent if "/" in wanted else folder
    assert missing == []


def test_our_own_deprecations_are_errors_and_other_peoples_are_not():
    def warn(module: str) -> None:
        warnings.warn_explicit("will go", DeprecationWarning, "file.py", 1, module=module)

    for ours in ("dlaudio.layers.conv", "autograder.judge.trusted", "test_house"):
        with pytest.raises(DeprecationWarning):
            warn(ours)
    with pytest.warns(DeprecationWarning):
        warn("somebody.else")
    with pytest.raises(RuntimeWarning):
        warnings.warn_explicit("divided", RuntimeWarning, "file.py", 1, module="somebody.else")


def test_every_test_is_read(pytestconfig):
    """By itself pytest passes over folders with names such as "build", and says nothing."""
    left_out = pytestconfig.getini("norecursedirs")
    paths = tracked("tests/*.py")
    folders = {part for path in paths for part in path.relative_to(ROOT).parts[:-1]}
    assert [name for name in folders if any(fnmatch.fnmatch(name, each) for each in left_out)] == []
    elsewhere = [
        path.name
        for path in paths
        if not path.name.startswith("test_")
        if re.search(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert elsewhere == []


def test_what_stands_at_the_top_is_told_in_the_readme():
    """The folders are those of its table; no file came there by accident."""
    there = {path.relative_to(ROOT).parts[0] for path in tracked("*")}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("## Where things are")[2].partition("\n\n`make help`")[0]
    told = set(re.findall(r"`(\w+)/`", table))
    assert {name for name in there if (ROOT / name).is_dir() and name[0] != "."} == told
    files = {name for name in there if (ROOT / name).is_file() and name[0] != "."}
    assert files == set(
        "CHANGELOG.md CITATION.cff CONTRIBUTING.md LICENSE Makefile README.md environment.yml "
        "nbgrader_config.py pyproject.toml".split()
    )


def test_the_folder_of_a_unit_holds_its_notebook_alone():
    """What a notebook writes beside itself when it runs is whoever's ran it."""
    there = {path.relative_to(ROOT / "course") for path in tracked("course/u[0-9][0-9]_*")}
    assert {path.suffix for path in there} == {".ipynb"}
    assert len(there) == len({path.parts[0] for path in there})
