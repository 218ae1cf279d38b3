"""A build makes what is committed, refuses what students must not get, and changes nothing else."""

import functools
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from stored_files import alike

from autograder.__main__ import main
from autograder.build import release, source
from autograder.build import units as build
from autograder.library.folder import text_of
from dlaudio import exercises
from dlaudio.assessment import store

ROOT = Path(__file__).parents[3]
UNIT = "u01_perceptron"
QUICKEST = "u00_start_here"  # of all units, when it is run
SOURCE = f"solutions/{UNIT}/perceptron.py"
# The texts of all units, which link to their neighbours.
TEXTS = {str(text_of(unit).relative_to(ROOT)) for unit in exercises.units()}
# What a build writes of the unit.
BUILT = {
    f"course/dlaudio/assessment/explained/{UNIT}.txt",
    f"course/dlaudio/assessment/stored/{UNIT}.npz",
    f"course/dlaudio/predictions/built/{UNIT}.json",
    f"solutions/{UNIT}/perceptron.ipynb",
    f"course/{UNIT}/perceptron.ipynb",
}


# And of all units that are there.
PAGES = {"course/dlaudio/syllabus.json", "course/start.ipynb", "course/LICENSE"}
GIVEN = ("nbgrader_config.py", "LICENSE")


# ---- the repository ----------------------------------------------------------------------------


# What never ends is ended by a signal, at times in a callback of Python's own, which says so.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("unit", exercises.units())
def test_a_rebuild_changes_nothing(unit, tmp_path):
    """What is committed is what the source gives (tests/units runs it, with all its points)."""
    made = build.build_unit(unit, tmp_path, ROOT, run=False)
    assert [path.name for path, data in made.items() if not same(path, data)] == []


def same(path: Path, data: bytes) -> bool:
    there = path.read_bytes()
    return there == data or (path.suffix == ".npz" and alike(there, data))


def test_a_unit_is_run_before_it_is_built(capsys, monkeypatch):
    ran = []
    monkeypatch.setattr(
        release, "run", lambda notebook, run=release.run: ran.append(notebook) or run(notebook)
    )
    assert main(["build", QUICKEST, "--check"]) == 0
    assert capsys.readouterr().out.endswith(f"{QUICKEST}: as it was\n")
    assert len(ran) == 1


@pytest.mark.parametrize("unit", exercises.units())
def test_no_line_of_an_answer_is_in_the_committed_release(unit):
    path = text_of(unit)
    released = nbformat.read(ROOT / "course" / unit / f"{path.stem}.ipynb", as_version=4)
    release.check_leaks(path.read_text(encoding="utf-8"), unit, released)


@pytest.mark.parametrize("unit", exercises.units())
def test_no_hint_stands_between_the_choices_of_a_question(unit):
    (path,) = (ROOT / "course" / unit).glob("*.ipynb")
    texts = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert [text for text in texts if re.search(r"</details>\s*- \(", text)] == []


@pytest.fixture(scope="module", autouse=True)
def asked_once():
    """Stored questions are made of what is committed, wherever a test builds: once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build.stored, "make", functools.cache(build.stored.make))
        yield


# ---- a unit in a folder of its own, without running it -----------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repository")
    for name in (*GIVEN, *TEXTS):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "run", lambda notebook: None)
        assert build.build_units((UNIT,), root=folder) is False
    return folder


@pytest.fixture
def not_run(monkeypatch):
    monkeypatch.setattr(release, "run", lambda notebook: None)


def contents(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_a_build_in_another_place_gives_the_same_bytes(root):
    built = contents(root)
    assert set(built) == BUILT | PAGES | TEXTS | set(GIVEN)
    assert {name for name in BUILT if built[name] != (ROOT / name).read_bytes()} == set()


def test_check_says_what_differs_and_changes_nothing(root, not_run, capsys):
    text = (root / SOURCE).read_text(encoding="utf-8")
    try:
        (root / SOURCE).write_text(text + "\n# %% [markdown]\n# One more word.\n")
        before = contents(root)
        assert build.build_units((UNIT,), check=True, root=root) is True
        assert contents(root) == before
    finally:
        (root / SOURCE).write_text(text)
    said = capsys.readouterr().out
    assert f"course/{UNIT}/perceptron.ipynb" in said and "solutions/" in said
    assert "stored" not in said


def test_building_again_writes_what_was_damaged(root, not_run, capsys):
    before = contents(root)
    (root / "course" / UNIT / "perceptron.ipynb").write_text("{}")
    assert build.build_units((UNIT,), root=root) is False
    said = f"the first page: as it was\n{UNIT}: wrote course/{UNIT}/perceptron.ipynb\n"
    assert capsys.readouterr().out == said
    assert contents(root) == before


def test_marks_outside_an_answer_stop_the_build(root, tmp_path, not_run):
    text = (root / SOURCE).read_text(encoding="utf-8")
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    extra = "\n# %%\n### BEGIN SOLUTION\nsecret = 1\n### END SOLUTION\n"
    (tmp_path / SOURCE).write_text(text + extra)
    with pytest.raises(build.BuildError, match="generate_assignment failed"):
        build.build_units((UNIT,), root=tmp_path)


def test_a_text_that_is_refused_stops_the_build(tmp_path, not_run):
    with pytest.raises(build.BuildError, match=f"there is no solutions/{UNIT}/perceptron.py"):
        build.build_units((UNIT,), root=tmp_path)
    shutil.copy(ROOT / "LICENSE", tmp_path)
    (tmp_path / SOURCE).parent.mkdir(parents=True)
    (tmp_path / SOURCE).write_text("# %% [markdown]\n# # 1 · A title\n# Time: about 1 hour\n")
    with pytest.raises(build.BuildError, match=f"{UNIT}: .* needs one cell with exercise="):
        build.build_units((UNIT,), root=tmp_path)


def test_the_command_line_says_why_a_build_stopped(monkeypatch, capsys):
    def stop(*arguments, **options):
        raise build.BuildError("a sentence")

    monkeypatch.setattr(build, "build_unit", stop)
    assert main(["build", UNIT]) == 1
    assert capsys.readouterr().err == "build stopped: a sentence\n"


def test_the_command_line_fails_where_a_check_finds_a_difference(monkeypatch, capsys):
    different = {ROOT / "course" / UNIT / "perceptron.ipynb": b"else"}
    monkeypatch.setattr(build, "build_unit", lambda *arguments: different)
    assert main(["build", UNIT, "--check"]) == 1
    assert "differs from course/u01_perceptron/perceptron.ipynb" in capsys.readouterr().out


def test_new_questions_are_there_for_the_run_only(tmp_path):
    path = tmp_path / "stored" / "unit.npz"
    with pytest.raises(RuntimeError), build._for_now(path, b"new"):
        assert path.read_bytes() == b"new"
        raise RuntimeError
    assert not path.exists()
    path.write_bytes(b"old")
    with build._for_now(path, b"new"):
        assert path.read_bytes() == b"new"
    assert path.read_bytes() == b"old"
    changed = path.stat().st_mtime_ns
    with build._for_now(path, b"old"):
        pass
    assert path.stat().st_mtime_ns == changed


# ---- running the instructor's notebook ---------------------------------------------------------

RIGHT = "def perceptron(X, w):\n    return np.where(w[0] + X @ w[1:] > 0, 1, -1)"
GRADED = source.CHECK_CELL.format(name="perceptron")


def run(*sources: str) -> nbformat.NotebookNode:
    made = new_notebook(cells=[new_markdown_cell("# A title")])
    for text in ["import numpy as np\nfrom dlaudio.check import check", *sources]:
        cell = new_code_cell(text)
        if text == GRADED:
            cell.metadata["nbgrader"] = {"grade": True, "points": 2.0, "grade_id": "check_it"}
        made.cells.append(cell)
    release.run(made)
    return made


def test_full_marks_pass_and_the_notebook_stays_without_outputs():
    made = run(RIGHT, GRADED, "print('a word')\n3.5")
    assert all(cell.outputs == [] for cell in made.cells[1:])


@pytest.mark.parametrize(
    "sources, words",
    [
        ([RIGHT.replace(">", ">="), GRADED], "check_it gets 1.0 of 2.0:\n"),
        ([GRADED], "check_it gets 0.0 of 2.0:\n"),
        (["1 / 0"], "ZeroDivisionError"),
        (["import warnings\nwarnings.warn('careful')"], "a cell writes to stderr: .*careful"),
        (["import sys\nprint('one word', file=sys.stderr)"], "writes to stderr: one word"),
        (["import os\nos._exit(1)"], "notebook fails: .*[Kk]ernel died"),
    ],
    ids=["lost points", "unanswered", "error", "warning", "stderr", "dead kernel"],
)
def test_a_notebook_that_is_not_clean_is_refused(sources, words):
    with pytest.raises(ValueError, match=f"(?s){words}"):
        run(*sources)


def test_a_cell_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(release, "SECONDS", 2)
    with pytest.raises(ValueError, match="notebook fails: .*timed out"):
        run("while True:\n    pass")


# ---- leaks -------------------------------------------------------------------------------------

TEXT = """
# %%
total = 0

# %% exercise="perceptron"
def perceptron(X, w):
    ### BEGIN SOLUTION
    total = 0
    score = w[0] + X @ w[1:]
    labels = [
    ]
    return np.where(score > 0, 1, -1)
    ### END SOLUTION
"""
STUB = 'def perceptron(X, w):\n    raise NotImplementedError("your code here")'


def leaks(*sources: str) -> None:
    cells = [new_code_cell(text) for text in sources]
    release.check_leaks(TEXT, UNIT, new_notebook(cells=cells))


def test_a_release_without_the_answer_is_clean():
    leaks("total = 0", STUB, 'check("perceptron")', "x = [\n    ]")


@pytest.mark.parametrize(
    "leaked",
    [
        "def perceptron(X, w):\n    return np.where(score > 0, 1, -1)",
        "    score = w[0] + X @ w[1:]   ",
        "# text\nlabels = [\n1]",
    ],
)
def test_a_line_of_an_answer_is_a_leak(leaked):
    with pytest.raises(ValueError, match="the release shows an answer: "):
        leaks(STUB, leaked)


@pytest.mark.parametrize(
    "leaked",
    [
        "### BEGIN SOLUTION",
        "x = 1\n### END SOLUTION",
        "### BEGIN HIDDEN TESTS",
        "import autograder",
    ],
)
def test_marks_and_the_grader_are_leaks(leaked):
    with pytest.raises(ValueError, match="the release still has"):
        leaks(STUB, leaked)


def test_the_answers_of_the_course_as_released_would_be_found():
    """The search finds each answer of the real unit, were it not cut out."""
    text = (ROOT / SOURCE).read_text(encoding="utf-8")
    solved = nbformat.read(ROOT / "solutions" / UNIT / "perceptron.ipynb", as_version=4)
    for cell in solved.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            cell.source = cell.source.replace("### BEGIN SOLUTION", "").replace("### END", "")
            with pytest.raises(ValueError, match="the release shows an answer"):
                release.check_leaks(text, UNIT, new_notebook(cells=[cell]))


def test_bytes_of_a_notebook_have_no_outputs():
    cell = new_code_cell("x = 1", id="x", execution_count=3)
    cell.outputs = [nbformat.v4.new_output("stream", text="said")]
    data = release.dumps(new_notebook(cells=[cell]))
    assert b"said" not in data and b'"execution_count": null' in data
    assert data.endswith(b"}\n") and not data.endswith(b"\n\n")
    assert data == release.dumps(nbformat.reads(data.decode(), as_version=4))


def test_stored_questions_are_where_dlaudio_looks_for_them():
    assert store.path(UNIT) == ROOT / "course/dlaudio/assessment/stored" / f"{UNIT}.npz"
