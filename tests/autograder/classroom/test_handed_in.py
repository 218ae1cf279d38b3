"""Which of a student's files is graded, and that everything else is named."""

import json
import os
import re

import pytest
from driving import NAME, STAMP, UNIT, SmallClass

from autograder.__main__ import main
from autograder.classroom import handed_in
from autograder.classroom.results import Asked, Record
from autograder.classroom.sample import from_library
from autograder.classroom.tables import line, table
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
    work.name = "Ada\nLovelace"
    assert "ada  Ada Lovelace" in table([work]).splitlines()[1]
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


def _character(found: re.Match) -> str:
    size = 2 if found[1] == "x" else 4
    return chr(int(found[2][:size], 16)) + found[2][size:]


ODD_NAMES = (
    r"""
a b|-rf|--regrade|*|?.ipynb|$(id)|`id`|'|"|\\|%s|{}|;|#|~|=1+1|@x|CON|..x|...|\x09|two\x0alines|0|-1
ünïcode|学生|ع|\u202eesrever|\u200b|e\u0301|é|🎧|\x01|\x7f|PERCEPTRON.IPYNB|p.ipynb.txt|x.ipynb|_x.ipynb
_draft|perceptron (1).ipynb|perceptron-Copy1.ipynb|Kopie von perceptron.ipynb|a.zip|a.tar.gz|a.7z
u01|U01_Perceptron|u01_perceptron.ipynb|unit 1|week2|notes.txt|answers.txt|.hidden
.perceptron.ipynb|~$x.docx|x.ipynb~|x.bak|helpers.c|data.csv|timestamp.txt.old|null|true|perceptron
""".strip()
    .replace("\n", "|")
    .split("|")
)
ODD_NAMES = [re.sub(r"\\([xu])(\w\w+)", _character, name) for name in ODD_NAMES]
ODD_NAMES += ["x" * 200, "学" * 80, f"{'x' * 120}.ipynb", os.fsdecode(b"latin-\xe9")]
KINDS_OF_THINGS = ["file", "folder", "full folder", "link", "dangling link", "pipe"]


def put(path, kind: str) -> None:
    match kind:
        case "file":
            path.write_bytes(b"x")
        case "folder":
            path.mkdir()
        case "full folder":
            path.mkdir()
            (path / "inside.pdf").write_bytes(b"x")
        case "link":
            path.symlink_to("/etc/hostname")
        case "dangling link":
            path.symlink_to("nothing")
        case "pipe":
            os.mkfifo(path)


def is_named(name: str, said: list[str]) -> bool:
    """Whether a name, as far as it can be printed, stands in one of the texts."""
    return any(line(name)[:150] in line(text) or line(name)[:150] in text for text in said)


@pytest.mark.parametrize("kind", KINDS_OF_THINGS)
def test_whatever_lies_beside_the_units_folders_is_named(group, kind):
    submitted = group.root / "autograder" / "class" / "submitted"
    group.hand_in("ada", group.filled("gates"))
    for name in ODD_NAMES:
        put(submitted / "ada" / name, kind)
        if kind not in ("folder", "full folder"):  # a folder there is a student's
            put(submitted / name, kind)
    said = group.course.passed_over(UNIT)
    assert [name for name in ODD_NAMES if not is_named(f"ada/{name}", said)] == []
    if kind not in ("folder", "full folder"):
        assert [name for name in ODD_NAMES if not any(t.startswith(name) for t in said)] == []


@pytest.mark.parametrize("kind", KINDS_OF_THINGS)
@pytest.mark.parametrize("first", [0, 1])
def test_whatever_lies_in_a_units_folder_is_graded_or_named(group, kind, first):
    """A few at a time: of more, a note says how many there are."""
    for place in range(first, len(ODD_NAMES), 10):
        few = ODD_NAMES[place : place + 5]
        group.hand_in(f"s{place}", group.filled("gates"))
        for name in few:
            put(group.place(f"s{place}") / name, kind)
        one = next(o for o in group.course.handed_in(UNIT, NAME) if o.student == f"s{place}")
        assert one.file.name == f"{NAME}.ipynb"
        names = few if kind != "full folder" else [f"{name}/inside.pdf" for name in few]
        if kind == "full folder":  # what is hidden is not entered
            names = [name if name[0] != "." else name.partition("/")[0] for name in names]
        unnamed = [name for name in names if not is_named(name, one.notes)]
        if kind == "folder":  # in an empty one there is nothing to name
            unnamed = [name for name in unnamed if name[0] == "."]
        assert unnamed == []


def test_of_very_many_files_it_is_said_how_many(group, monkeypatch):
    monkeypatch.setattr(handed_in, "MAX_LOOKED_AT", 20)
    group.hand_in("ada", group.filled("gates"))
    for number in range(50):
        (group.place("ada") / f"{number}.pdf").write_bytes(b"")
        (group.place("ada").parent / f"x{number}").write_bytes(b"")
    (note,) = found(group).notes
    assert "and 45 more were not looked at" in note
    said = group.course.passed_over(UNIT)
    assert said[-1] == "ada has 31 more files and folders"


def test_a_folder_too_deep_is_named(group):
    group.hand_in("ada", group.filled("gates"))
    deep = group.place("ada") / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (deep / "answers.pdf").write_bytes(b"")
    (note,) = found(group).notes
    assert "a/b/c/d was not looked at" in note


def test_a_dry_run_names_what_lies_elsewhere(group, capsys):
    group.hand_in("ada", group.filled("gates"))
    (group.place("ada").parent / "answers.pdf").write_bytes(b"")
    assert main(["grade", UNIT, "--dry-run", "--course", str(group.root)]) == 0
    assert "Not looked at: ada/answers.pdf belongs to no unit" in capsys.readouterr().out
