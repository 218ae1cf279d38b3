"""Archives of Moodle and Canvas are collected into the class's own folder, and nothing else."""

import zipfile

import pytest
from driving import NAME, ROOT, UNIT, SmallClass

from autograder.__main__ import main
from autograder.classroom import collect as collecting

MOODLE = {
    "Ada Lovelace_123456_assignsubmission_file_/perceptron.ipynb": b"ada",
    "Bo von B_123457_assignsubmission_file_/sub/perceptron.ipynb": b"bo",
    "Bo von B_123457_assignsubmission_file_/helpers.py": b"x = 1",
    "Cem_123458_assignsubmission_file_perceptron.ipynb": b"cem",
}
CANVAS = {
    "lovelaceada_123456_7890123_perceptron-1.ipynb": b"second",
    "lovelaceada_123456_7890122_perceptron.ipynb": b"first",
    "bo_LATE_123457_7890124_perceptron-2.ipynb": b"bo",
    "cem_123458_7890125_Kopie von perceptron (1).ipynb": b"cem",
}


@pytest.fixture
def group(tmp_path) -> SmallClass:
    return SmallClass(tmp_path)


def archive(group, files: dict[str, bytes]):
    path = group.folder / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


def collect(group, files) -> int:
    return main(["collect", str(archive(group, files)), UNIT, "--course", str(group.root)])


def handed_in(group) -> dict[str, bytes]:
    folder = group.root / "autograder" / "class" / "submitted"
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_moodles_archive_is_collected(group, capsys):
    assert collect(group, MOODLE) == 0
    assert handed_in(group) == {
        f"123456/{UNIT}/perceptron.ipynb": b"ada",
        f"123457/{UNIT}/helpers.py": b"x = 1",
        f"123457/{UNIT}/perceptron.ipynb": b"bo",
        f"123458/{UNIT}/perceptron.ipynb": b"cem",
    }
    assert "Moodle. Students: 3; with something new: 3." in capsys.readouterr().out
    assert collect(group, MOODLE) == 0
    assert "with something new: 0." in capsys.readouterr().out


def test_canvas_archive_is_collected_and_the_last_attempt_counts(group):
    assert collect(group, CANVAS) == 0
    assert handed_in(group) == {
        f"bo/{UNIT}/perceptron.ipynb": b"bo",
        f"cem/{UNIT}/Kopie von perceptron (1).ipynb": b"cem",
        f"lovelaceada/{UNIT}/perceptron.ipynb": b"second",
    }


def test_a_class_packed_as_nbgrader_has_it_keeps_its_timestamps(group):
    files = {f"submitted/ada/{UNIT}/{name}": b"x" for name in (f"{NAME}.ipynb", "timestamp.txt")}
    assert collect(group, files) == 0
    assert set(handed_in(group)) == {f"ada/{UNIT}/{NAME}.ipynb", f"ada/{UNIT}/timestamp.txt"}


def test_nothing_collected_is_no_success(group, capsys):
    assert collect(group, {"Assignment 1/ada.ipynb": b"x"}) == 1
    said = capsys.readouterr().err
    assert "Nothing was collected" in said and "does not say whose it is" in said
    (group.folder / "all.zip").write_bytes(b"PK\3\4 no archive")
    assert main(["collect", str(group.folder / "all.zip"), UNIT, "--course", str(group.root)]) == 2


@pytest.mark.parametrize(
    "name",
    [
        ".._123456_7890123_perceptron.ipynb",
        "ada_1_2_..",
        "ada_1_2_.hidden.ipynb",
        "ada_1_2_a\x1b[2J.ipynb",
        "ada_1_2_a\u202eb.ipynb",
        "ada_1_2_a:b.ipynb",
        f"{'ф' * 126}_1_2_perceptron.ipynb",
        "ada_1_2_timestamp.txt",
    ],
)
def test_a_name_that_is_none_is_said_and_nothing_else_is_lost(group, name, capsys):
    assert collect(group, {"bo_123457_7890124_perceptron.ipynb": b"bo", name: b"x"}) == 1
    assert handed_in(group) == {f"bo/{UNIT}/perceptron.ipynb": b"bo"}
    said = capsys.readouterr().err
    assert said.startswith("left out: ") and "\x1b" not in said and "\u202e" not in said


def test_a_file_that_unpacks_to_too_much_is_left_out(group, monkeypatch, capsys):
    monkeypatch.setattr(collecting, "NOTEBOOK_BYTES", 1 << 20)
    files = {"ada_1_2_perceptron.ipynb": bytes(2 << 20), "bo_1_2_perceptron.ipynb": b"bo"}
    assert collect(group, files) == 1
    assert handed_in(group) == {f"bo/{UNIT}/perceptron.ipynb": b"bo"}
    assert "more than 1 MB" in capsys.readouterr().err


def test_what_is_collected_is_nobodys_but_the_classs(group):
    before = {path for path in group.root.rglob("*") if path.is_file()}
    collect(group, MOODLE)
    new = {path for path in group.root.rglob("*") if path.is_file()} - before
    private = group.root / "autograder" / "class"
    assert new and all(path.is_relative_to(private) for path in new)
    assert "/autograder/class/" in (ROOT / ".gitignore").read_text()
