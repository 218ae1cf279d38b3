"""What is entered into nbgrader: rows of its gradebook."""

import json
import os
import sqlite3
import subprocess
import sys

import nbformat
import pytest
from driving import NAME, ROOT, STAMP, UNIT, SmallClass
from nbformat.v4 import new_markdown_cell
from nbgrader.utils import compute_checksum
from test_autograded import POINTS, STUB, WRITTEN, record_of

from autograder.classroom.course import CourseError, HandedIn
from autograder.classroom.sample import fill, from_library
from autograder.nbgrader.gradebook import Book

# ---- the gradebook -----------------------------------------------------------------------------


@pytest.fixture
def group(tmp_path) -> SmallClass:
    """A class whose unit has a written answer."""
    group = SmallClass(tmp_path / "group")
    for step in ("solutions", "course"):
        path = group.root / step / UNIT / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cell = new_markdown_cell(STUB, id="why_a_line")
        cell.metadata["nbgrader"] = nbformat.from_dict(WRITTEN)
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        notebook.cells.append(cell)
        nbformat.write(notebook, path)
    group.released = nbformat.read(path, as_version=4)
    return group


def enter(group: SmallClass, answer: str | None, timestamp: str = STAMP) -> None:
    notebook = fill(group.released, {"gates": from_library("gates")})
    if answer is None:
        del notebook.cells[-1]
    else:
        notebook.cells[-1].source = answer
    data = nbformat.writes(notebook).encode()
    group.hand_in("ada", data)
    with Book(group.course, UNIT) as book:
        record, handed_in = record_of(data), HandedIn("ada", timestamp=timestamp)
        assert not book.has(record, handed_in)
        book.enter(record, handed_in, data)
        assert book.has(record, handed_in)


@pytest.mark.parametrize("answer", ["Because it is straight.", STUB, None])
def test_a_written_answer_waits_for_a_person(group, answer):
    enter(group, answer)
    written = answer not in (STUB, None)
    with group.gradebook() as gradebook:
        grade = gradebook.find_grade("why_a_line", NAME, UNIT, "ada")
        assert grade.needs_manual_grade == written
        assert grade.auto_score == (None if written else 0)
        comment = gradebook.find_comment("why_a_line", NAME, UNIT, "ada").comment
        assert comment == (None if written else "No response.")
        assert gradebook.find_comment("gates", NAME, UNIT, "ada").comment is None
        assert gradebook.find_comment("pocket", NAME, UNIT, "ada").comment == "No response."
        submission = gradebook.find_submission(UNIT, "ada")
        assert submission.score == sum(POINTS.values()) / 2
        assert submission.max_score == sum(POINTS.values()) + 2
        assert str(submission.timestamp) == "2026-01-31 12:00:00"


def test_a_date_that_is_none_counts_as_on_time(group):
    enter(group, "x", timestamp="yesterday, I think")
    with group.gradebook() as gradebook:
        assert gradebook.find_submission(UNIT, "ada").total_seconds_late == 0


def test_nbgraders_penalty_for_being_late(group):
    with open(group.root / "nbgrader_config.py", "a") as file:
        file.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with Book(group.course, UNIT) as book:
        book.gradebook.update_or_create_assignment(UNIT, duedate="2026-01-30 12:00:00 UTC")
    enter(group, "x")
    with group.gradebook() as gradebook:
        rows = gradebook.find_submission_notebook(NAME, UNIT, "ada")
        assert rows.late_submission_penalty == rows.score > 0
    with Book(group.course, UNIT) as book:
        assert book.penalties() == {"ada": rows.late_submission_penalty}


def test_a_unit_that_changed_under_its_submissions_is_not_mixed_up(group):
    enter(group, "x")
    for step in ("solutions", "course"):
        path = group.root / step / UNIT / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith("gates")]
        nbformat.write(notebook, path)
    with pytest.raises(CourseError, match="nbgrader db assignment remove u01_perceptron"):
        Book(group.course, UNIT)


def test_points_that_changed_are_taken_over(group):
    enter(group, "x")
    for step in ("solutions", "course"):
        path = group.root / step / UNIT / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells[-1].metadata.nbgrader.points = 7.0
        nbformat.write(notebook, path)
    with Book(group.course, UNIT) as book:
        submission = book.gradebook.find_submission(UNIT, "ada")
        assert submission.max_score == sum(POINTS.values()) + 7


def test_a_gradebook_that_is_locked_loses_nothing(group):
    group.hand_in("ada", group.filled("gates"))
    assert group.run().code == 0
    group.hand_in("ada", group.filled("gates", "pocket"))
    lock = sqlite3.connect(group.store.folder / "gradebook.db")
    lock.execute("BEGIN EXCLUSIVE")
    run = group.run()
    assert run.code == 2 and "database is locked" in run.err and "Nothing is lost" in run.err
    lock.rollback()
    lock.close()
    assert group.run().code == 0
    assert group.scores() == {"ada": POINTS["gates"] + POINTS["pocket"]}


def test_nbgraders_own_command_gives_the_same_scores(group):
    """`nbgrader autograde` with our configuration, against the driver."""
    for student, exercises_done in {"ada": POINTS, "ben": [], "cem": ["gates", "pocket"]}.items():
        group.hand_in(student, group.filled(*exercises_done))
    group.hand_in("dot", group.filled(*POINTS)[:2000])
    stripped = nbformat.reads(group.filled("gates").decode(), as_version=4)
    for cell in stripped.cells:
        cell.metadata.pop("nbgrader", None)
    group.hand_in("eva", nbformat.writes(stripped).encode())
    assert group.run().code == 1
    wanted, seed = group.scores(), group.store.seed()
    assert wanted["ada"] == sum(POINTS.values()) and wanted["eva"] == POINTS["gates"]
    (group.store.folder / "gradebook.db").unlink()
    records = {name: group.store.load(UNIT, name) for name in wanted}
    nbgrader(group, "generate_assignment", UNIT, "--force")
    said = nbgrader(group, "autograde", UNIT, "--force")
    assert "Traceback" not in said and "all the same" not in said
    assert group.scores() == wanted and group.store.seed() == seed
    for student, before in records.items():
        after = group.store.load(UNIT, student)
        assert after.graded >= before.graded and after.key == before.key
        assert after.result.exercises == before.result.exercises
    assert "not a whole notebook" in group.shown("dot").cells[0].source
    again = group.run()
    assert again.code == 1 and group.scores() == wanted
    assert {name: group.store.load(UNIT, name).graded for name in wanted} == {
        name: json.loads(data)["graded"] for name, data in group.results().items()
    }


def test_a_notebook_that_nbgrader_leaves_out_for_its_name(group):
    group.hand_in("fin", group.filled("gates"), "my copy.ipynb")
    assert group.run().code == 0
    said = nbgrader(group, "autograde", UNIT, "--force", code=1)
    assert f"fin handed in my copy.ipynb and no {NAME}.ipynb" in said
    assert f"python -m autograder grade {UNIT} --student fin" in said
    assert group.run("--student", "fin").code == 0  # and it is there again
    assert group.scores() == {"fin": POINTS["gates"]}
    assert "The notebook was called my copy.ipynb" in group.shown("fin").cells[0].source


def nbgrader(group: SmallClass, *arguments: str, code: int = 0) -> str:
    """What an nbgrader command in the course's folder says."""
    environment = {key: value for key, value in os.environ.items() if key != "DLAUDIO_STOCK"}
    paths = [str(ROOT / "course"), str(ROOT), os.environ["PYTHONPATH"]]
    environment |= {"PYTHONPATH": os.pathsep.join(paths), "JUPYTER_CONFIG_DIR": str(group.folder)}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=group.root, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stderr
