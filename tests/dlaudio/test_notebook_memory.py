"""What a notebook remembers: kept whole, found again, and never in the way."""

import json
import os
import sys

import pytest

from dlaudio import notebook_memory
from dlaudio.notebook_memory import recall_all, remember


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_is_remembered_is_found_again(home):
    remember("predict/u01_perceptron/creep", {"chosen": "b", "right": True})
    remember("passed/u01_perceptron/margin", 3.5)
    remember("passed/u01_perceptron/margin", 4)
    expected = {
        "predict/u01_perceptron/creep": {"chosen": "b", "right": True},
        "passed/u01_perceptron/margin": 4,
    }
    assert recall_all() == expected
    assert json.loads((home / "progress.json").read_text("utf-8")) == expected
    assert os.listdir(home) == ["progress.json"]


def test_it_lies_beside_the_units(tmp_path, monkeypatch):
    monkeypatch.delenv("DLAUDIO_HOME", raising=False)
    unit = tmp_path / "u01_perceptron"
    unit.mkdir()
    monkeypatch.chdir(unit)
    assert notebook_memory.home() == tmp_path / "my_library"
    monkeypatch.chdir(tmp_path)
    assert notebook_memory.home() == tmp_path / "my_library"


@pytest.mark.parametrize("broken", ['{"a": 1', "[1, 2]", "\x00"])
def test_a_broken_file_is_put_aside_with_one_sentence(broken, home, capsys):
    home.mkdir()
    (home / "progress.json").write_text(broken, encoding="utf-8")
    remember("a", 2)
    said = capsys.readouterr()
    assert said.out.count("\n") == 1 and "cannot be read" in said.out and said.err == ""
    assert recall_all() == {"a": 2}
    assert (home / "progress.broken.json").read_text("utf-8") == broken


def test_a_write_that_fails_leaves_the_file_as_it_was(home, monkeypatch):
    remember("a", 1)
    before = (home / "progress.json").read_bytes()

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    remember("a", 2)
    assert (home / "progress.json").read_bytes() == before
    assert os.listdir(home) == ["progress.json"]


@pytest.mark.parametrize("setting", [("DLAUDIO_HOME", ""), ("NBGRADER_EXECUTION", "autograde")])
def test_nothing_is_kept_where_notebooks_are_graded(setting, tmp_path, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path))
    monkeypatch.setenv(*setting)
    monkeypatch.chdir(tmp_path)
    remember("a", 1)
    assert recall_all() == {} and os.listdir(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "file" / "kept"))
    remember("a", 1)
    assert recall_all() == {} and capsys.readouterr().out == ""


@pytest.mark.parametrize("value", [{1, 2}, float("nan")])
def test_what_json_cannot_hold_is_refused(value, home):
    with pytest.raises(ValueError, match="'a' needs a value that JSON can hold"):
        remember("a", value)


def test_it_says_where_what_is_kept_does_not_last(home, tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_memory, "COLAB_DRIVE", tmp_path / "drive")
    assert notebook_memory.forgotten() == ""
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    assert notebook_memory.forgotten().startswith("This Binder session forgets your library")
    monkeypatch.delenv("BINDER_SERVICE_HOST")
    monkeypatch.setitem(sys.modules, "google.colab", None)
    assert "mount your Google Drive" in notebook_memory.forgotten()
    (tmp_path / "drive").mkdir()
    assert notebook_memory.forgotten() == ""
    monkeypatch.delenv("DLAUDIO_HOME")
    assert notebook_memory.home() == tmp_path / "drive" / "my_library"


def test_the_instructors_folder_and_the_milestones_have_none_of_their_own(tmp_path, monkeypatch):
    monkeypatch.delenv("DLAUDIO_HOME", raising=False)
    for place, expected in (
        ("solutions/u01_perceptron", None),
        ("course/milestones", tmp_path / "course" / "my_library"),
    ):
        (tmp_path / place).mkdir(parents=True)
        monkeypatch.chdir(tmp_path / place)
        assert notebook_memory.home() == expected
