"""Which of a student's files is graded, and that everything else is named."""

import json

import pytest
from driving import NAME, STAMP, UNIT, SmallClass

from autograder.__main__ import main
from autograder.classroom.results import Asked, Record
from autograder.classroom.sample import from_library
from autograder.classroom.tables import table
from autograder.classroom.work import Work
from autograder.judge import notebook_file, sandbox, trusted


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> SmallClass:
    return SmallClass(tmp_path_factory.mktemp("class"))


@pytest.fixture
def group(small, tmp_path):
    """The class, without anybody's submission."""
    submitted = small.root / "autograder" / "class" / "submitted"
    if submitted.exists():
        submitted.rename(tmp_path / "before")
    submitted.mkdir(parents=True)
    return small


def found(group):
    (one,) = group.course.handed_in(UNIT, NAME)
    return one


def untouched(group) -> bytes:
    return json.dumps(group.released).encode()


def test_a_finished_copy_beside_an_untouched_release_is_graded(group):
    group.hand_in("ada", group.filled("gates"), f"{NAME}-Copy1.ipynb")
    group.hand_in("ada", untouched(group))
    assert found(group).file.name == f"{NAME}-Copy1.ipynb"
    assert f"{NAME}-Copy1.ipynb was graded; {NAME}.ipynb was not looked at" in found(group).notes[0]
    group.hand_in("ada", group.filled("gates"))
    assert found(group).file.name == f"{NAME}.ipynb"


@pytest.mark.parametrize("name", [f"{NAME}.ipynb.txt", f"{NAME}.ipynb.json", "X.IPYNB"])
def test_a_notebook_under_another_name_is_one(group, name):
    group.hand_in("ada", group.filled("gates"), name)
    assert found(group).file.name == name
    assert found(group).notes == [f"The notebook was called {name}, not {NAME}.ipynb."]


def test_a_notebook_in_a_folder_of_its_own_is_graded(group):
    place = group.place("ada") / "my work" / "unit 1"
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_bytes(group.filled("gates"))
    (group.place("ada") / ".ipynb_checkpoints").mkdir()
    (group.place("ada") / ".ipynb_checkpoints" / "x.ipynb").write_bytes(b"")
    assert found(group).file == place / f"{NAME}.ipynb"
    assert found(group).notes == ["The notebook was in the folder my work/unit 1."]


def test_the_nearest_of_the_units_own_name_comes_first(group):
    (group.place("ada") / "old").mkdir()
    (group.place("ada") / "old" / f"{NAME}.ipynb").write_bytes(group.filled("gates"))
    group.hand_in("ada", group.filled())
    group.hand_in("ada", group.filled("gates"))
    assert found(group).file == group.place("ada") / f"{NAME}.ipynb"


def test_files_beside_it_are_named_and_not_more_than_a_few(group):
    group.hand_in("ada", group.filled("gates"))
    (group.place("ada") / "helpers.c").write_text("x = 1")
    assert found(group).notes == [f"{NAME}.ipynb was graded; helpers.c was not looked at."]
    for number in range(2000):
        (group.place("ada") / f"{number}.ipynb").write_bytes(b"")
    (note,) = found(group).notes
    assert "more were not looked at" in note and len(note) < 200


@pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")
def test_a_module_beside_the_notebook_can_be_imported(group):
    notebook = json.loads(group.filled("gates"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "gates":
            cell["source"] = "from helpers import mine as gates"
    group.hand_in("ada", json.dumps(notebook).encode())
    (group.place("ada") / "helpers.py").write_text(from_library("gates") + "\nmine = gates\n")
    (group.place("ada") / "json.py ; rm").write_text("no module")
    one = found(group)
    assert any("helpers.py: put beside the notebook" in note for note in one.notes)
    parent = sandbox.WarmParent(["import numpy as np"])
    result = trusted.grade(one.read(), UNIT, parent, 7)
    parent.close()
    assert result.points == result.exercises["gates"].max_points
    before = one.read()
    (group.place("ada") / "helpers.py").write_text("mine = 0")
    assert found(group).read() != before  # so it is graded again


@pytest.mark.parametrize(
    "packed", [b"[[", b"{}", b"[1]", b'{"../x.py": "a", "y.py": 5}', b"[" * 100_000]
)
def test_what_stands_behind_a_notebook_may_be_anything(packed):
    assert notebook_file.unpack(b"{}" + notebook_file.BESIDE + packed) == (b"{}", {})


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (STAMP.encode(), STAMP),
        (f"\ufeff{STAMP}\n".encode(), STAMP),
        (STAMP.encode("utf-16"), STAMP),
        (b"2026-01-31T12:00:00+01:00", "2026-01-31T12:00:00+01:00"),
        (b"01.03.2026", ""),
        (b"yesterday, I think", ""),
        (b"\xff\x00", ""),
        (b"", ""),
    ],
)
def test_when_it_was_handed_in_or_that_nobody_knows(group, written, understood):
    group.hand_in("ada", group.filled("gates"))
    (group.place("ada") / "timestamp.txt").write_bytes(written)
    one = found(group)
    assert one.timestamp == understood
    said = [note for note in one.notes if "timestamp.txt does not say when" in note]
    assert len(said) == (not understood)


def test_who_is_late_has_less_in_the_table(group):
    group.hand_in("ada", group.filled("gates"))
    work, result = Work(found(group)), trusted.nothing(UNIT, "")
    result.exercises["gates"].points = 3.0
    work.record = Record.now(Asked(UNIT, "ada", 1), "key", "x.ipynb", result)
    work.penalty = 1.0
    (_, line) = table([work]).splitlines()
    most = f"{result.max_points:g}"
    assert line.split() == f"ada 2/{most} Handed in late: 1 points were taken off.".split()


def test_a_folder_that_is_a_link_is_not_followed(group, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / UNIT).mkdir(parents=True)
    (elsewhere / UNIT / f"{NAME}.ipynb").write_bytes(group.filled("gates"))
    (group.root / "autograder" / "class" / "submitted" / "ada").symlink_to(elsewhere)
    assert found(group).file is None and "is no folder" in found(group).fault


def test_what_lies_elsewhere_is_named(group, capsys):
    submitted = group.root / "autograder" / "class" / "submitted"
    for name in ("ada", "bo/U01_Perceptron", "cem/u00_start_here", ".ipynb_checkpoints"):
        (submitted / name).mkdir(parents=True)
    (submitted / "ada" / f"{NAME}.ipynb").write_bytes(group.filled("gates"))
    (submitted / "bo" / "U01_Perceptron" / f"{NAME}.ipynb").write_bytes(group.filled("gates"))
    (submitted / "all.zip").write_bytes(b"PK")
    assert main(["grade", UNIT, "--course", str(group.root)]) == 1
    said = [text for text in capsys.readouterr().out.splitlines() if text.startswith("Not looked")]
    assert said == [
        f"Not looked at: ada/{NAME}.ipynb is in no folder called {UNIT}",
        "Not looked at: all.zip is no folder of a student: python -m autograder collect reads "
        "archives",
        f"Not looked at: bo/U01_Perceptron is not called {UNIT}",
    ]
