"""Marks for Canvas and Moodle, where they may lie, and how a person leaves a class."""

import csv
import os
import subprocess
import sys

import pytest
from driving import NAME, ROOT, UNIT, SmallClass

from autograder.__main__ import main
from autograder.classroom.results import Asked, Record
from autograder.judge import trusted
from autograder.nbgrader.gradebook import Book

POINTS = {"gates": 3.0}


@pytest.fixture
def group(tmp_path) -> SmallClass:
    """Two who have handed in, one of them late and with a name that is a formula, and one who
    has not. (Nothing is run: their records are made.)"""
    group = SmallClass(tmp_path)
    with Book(group.course, UNIT) as book:
        book.gradebook.add_student("cem", first_name="Cem", last_name="Öz", email="cem@example.org")
        book.gradebook.add_student("ada-l", first_name="=1+1", last_name="Lovelace")
        for student in ("ada-l", "ben"):
            group.hand_in(student, group.filled())
            (handed_in,) = [
                one for one in group.course.handed_in(UNIT, NAME) if one.student == student
            ]
            result = trusted.nothing(UNIT, "")
            result.exercises["gates"].points = 3.0
            record = Record.now(Asked(UNIT, student, 1), "key", f"{NAME}.ipynb", result)
            group.store.save(record)
            book.enter(record, handed_in, handed_in.read())
        rows = book.gradebook.find_submission_notebook(NAME, UNIT, "ben")
        rows.late_submission_penalty = 1.0
        book.gradebook.db.commit()
        group.most = book.gradebook.find_assignment(UNIT).max_score
    return group


def export(group: SmallClass, *options: str) -> None:
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(group.folder)}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT / "course"), str(ROOT), os.environ["PYTHONPATH"]]
    )
    command = [sys.executable, "-m", "nbgrader", "export", *options]
    subprocess.run(command, cwd=group.root, env=environment, check=True, capture_output=True)


def table(path) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_marks_for_three_gradebooks_lie_in_the_class_folder(group):
    before = {path.name for path in group.root.iterdir()}
    where = "--exporter=autograder.nbgrader.exporters."
    export(group, f"{where}Canvas")
    export(group, f"{where}Moodle")
    export(group)
    assert {path.name for path in group.root.iterdir()} == before
    folder = group.store.folder
    assert table(folder / "canvas.csv") == [
        ["Student", "ID", "SIS Login ID", "Section", UNIT],
        ["    Points Possible", "", "", "", f"{group.most:g}"],
        ["Lovelace, =1+1", "", "ada-l", "", "3"],
        ["ben", "", "ben", "", "2"],
        ["Öz, Cem", "", "cem", "", ""],
    ]
    head, ada, _, cem = table(folder / "moodle.csv")
    assert head[-1] == f"Assignment: {UNIT} (Real)"
    assert ada == ["'=1+1", "Lovelace", "ada-l", "", "3"]
    assert cem == ["Cem", "Öz", "cem", "cem@example.org", ""]
    assert {row[3] for row in table(folder / "grades.csv")[1:]} == {"ada-l", "ben", "cem"}


def test_a_student_who_is_forgotten_is_nowhere(group, capsys):
    folder, options = group.store.folder, ["--course", str(group.root)]
    (folder / "reports").mkdir()
    (folder / "reports" / f"{UNIT}.html").write_text("ada-l")
    (folder / "canvas.csv").write_text("ada-l")
    with Book(group.course, UNIT) as book:
        book.write_feedback([])
    assert len(list(folder.rglob("ada-l*"))) == 4  # three folders, and a record
    assert main(["forget", "ada-l", *options]) == 0
    assert list(folder.rglob("ada-l*")) == []
    left = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not [data for data in left if b"ada-l" in data or b"Lovelace" in data]  # gradebook, too
    with group.gradebook() as gradebook:
        assert {student.id for student in gradebook.students} == {"ben", "cem"}
    assert group.store.load(UNIT, "ben") is not None and group.shown("ben")
    assert main(["forget", "ada-l", *options]) == 1
    assert main(["forget", "../course", *options]) == main(["forget", "..", *options]) == 2
    (folder / "submitted" / ".hidden").mkdir()
    assert main(["forget", ".hidden", *options]) == 0 and not list(folder.rglob(".hidden"))
    assert "no path" in capsys.readouterr().err and (group.root / "course").is_dir()
