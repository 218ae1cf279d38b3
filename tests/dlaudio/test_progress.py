"""What has been done: counted from what is remembered, said in words, taken along, brought back."""

import json
import zipfile

import pytest

from dlaudio import exercises, luggage, notebook_memory, progress, syllabus
from dlaudio.check import check
from dlaudio.plots.progress import bars


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DLAUDIO_HOME", str(tmp_path / "my_library"))
    return tmp_path / "my_library"


def passed(*names):
    for name in names:
        progress.remember_points(exercises.find(name), exercises.find(name).points)


def test_the_units_are_those_of_the_exercises():
    assert tuple(unit.name for unit in syllabus.units()) == exercises.units()
    assert syllabus.units()[11].link == "u11_lstm/lstm.ipynb"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 minutes"), (33, "35 minutes"), (60, "1 hour"), (75, "1¼ hours"), (150, "2½ hours")],
)
def test_times_as_they_are_said(minutes, said):
    assert syllabus.hours(minutes) == said


def test_nothing_done(home):
    first, last = progress.text().splitlines()
    total = sum(item.points for unit in exercises.units() for item in exercises.of_unit(unit))
    assert first.startswith("0 of ") and f"0 of {total} points" in first
    unit = syllabus.units()[0]
    assert last == (
        f"Next: the exercise {exercises.of_unit(unit.name)[0].name} of unit 0, {unit.title}: "
        f"{unit.link}. {exercises.of_unit(unit.name)[0].asks}"
    )


def test_a_check_is_counted_and_the_best_of_several_stays(home, capsys):
    def half(X, w):
        return (X @ w[1:] + w[0] > 0) * 2 - 1 if (X % 1).any() else 0 * X[:, 0]

    assert check("perceptron", half) == 1.0
    (done,) = [done for done in progress.so_far() if done.unit.number == 1]
    assert done.points == {"perceptron": 1.0} and done.passed == []
    assert check("perceptron", lambda X, w: (X @ w[1:] + w[0] > 0) * 2 - 1) == 2.0
    assert check("perceptron", half) == 1.0
    (done,) = [done for done in progress.so_far() if done.unit.number == 1]
    assert done.passed == ["perceptron"] and done.got == 2
    assert done.minutes == pytest.approx(done.unit.minutes * 2 / done.total)


def test_what_each_exercise_asks_is_listed_with_how_it_stands(home, capsys):
    passed("to_zero_one")
    check.list("u01")
    title, *lines = capsys.readouterr().out.splitlines()
    assert title.startswith(" 1 ") and len(lines) == len(exercises.of_unit("u01_perceptron"))
    done = [line for line in lines if line.lstrip().startswith("✓")]
    assert [line.split()[1] for line in done] == ["to_zero_one,"]
    with pytest.raises(ValueError, match="no unit's name begins with 'u77'"):
        check.list("u77")


def test_what_is_next_follows_the_last_unit_that_was_begun(home):
    passed("perceptron", "lstm_step")
    first = exercises.of_unit("u11_lstm")[0].name
    assert progress.text().splitlines()[-1].startswith(f"Next: the exercise {first} of unit 11")
    passed(*(item.name for unit in exercises.units() for item in exercises.of_unit(unit)))
    assert progress.text().splitlines()[-1] == "All of it is done."


def test_predictions_that_came_true(home):
    notebook_memory.remember("predict/u01_perceptron/creep", {"chosen": "b", "right": True})
    notebook_memory.remember("predict/u01_perceptron/other", {"chosen": "a", "right": False})
    notebook_memory.remember("predict/u02_gradient_descent/x", {"chosen": "a", "right": True})
    assert "Of your 3 predictions 2 came true." in progress.text()


@pytest.mark.parametrize("entry", [None, 3, [], {"points": "many"}, {"points": float("nan")}, {}])
def test_what_makes_no_sense_counts_nothing(entry, home):
    notebook_memory.remember_all({"points/u01_perceptron/perceptron": entry, "predict/u01": 2})
    assert progress.text().startswith("0 of ")


def test_more_points_than_there_are_count_as_all(home):
    notebook_memory.remember("points/u01_perceptron/perceptron", {"points": 1e9})
    assert progress.so_far()[1].got == exercises.find("perceptron").points


def test_the_picture_fills_each_bar_as_far_as_one_got(home):
    passed("lstm_step")
    units = progress.so_far()
    ax = bars(units).axes[0]
    filled = [bar.get_width() for bar in ax.patches[1::2]]
    assert filled[11] == pytest.approx(units[11].minutes / 60) and sum(filled) == filled[11] > 0


def test_it_says_so_where_nothing_is_remembered(monkeypatch, capsys):
    monkeypatch.setenv("DLAUDIO_HOME", "")
    progress.progress()
    assert capsys.readouterr().out.startswith("Nothing is remembered here.\n0 of ")


# ---- to another machine ------------------------------------------------------------------------


def test_there_and_back(home, tmp_path, monkeypatch, capsys):
    passed("perceptron", "lstm_step")
    (home / "u11_lstm.py").write_text("mine = 1\n")
    (home / ".checked.json").write_text("{}")
    (home / "notes.txt").write_text("private")
    archive = progress.export(tmp_path / "all.zip")
    assert zipfile.ZipFile(archive).namelist() == ["progress.json", "u11_lstm.py"]

    other = tmp_path / "other"
    monkeypatch.setenv("DLAUDIO_HOME", str(other))
    progress.remember_points(exercises.find("perceptron"), 1.0)
    passed("sse")
    progress.restore(archive)
    assert capsys.readouterr().out == "Brought back 1 files of the library and 2 results.\n"
    assert (other / "u11_lstm.py").read_text() == "mine = 1\n"
    names = {name for done in progress.so_far() for name in done.passed}
    assert names == {"perceptron", "lstm_step", "sse"}


def test_a_file_that_is_there_already_is_not_lost(home, tmp_path, capsys):
    home.mkdir()
    (home / "u11_lstm.py").write_text("old = 1\n")
    archive = progress.export(tmp_path / "all.zip")
    (home / "u11_lstm.py").write_text("new = 1\n")
    progress.restore(archive)
    assert "u11_lstm_from_archive.py" in capsys.readouterr().out
    assert (home / "u11_lstm.py").read_text() == "new = 1\n"
    assert (home / "u11_lstm_from_archive.py").read_text() == "old = 1\n"


def test_nothing_to_export(home):
    with pytest.raises(ValueError, match="nothing has been kept here yet"):
        progress.export()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (None, "is no archive that progress.export wrote"),
        ({"progress.json": "[]"}, "holds no results"),
        ({"progress.json": "{"}, "holds no results"),
        ({"u11_lstm.py": "x" * 1_000_001}, "larger than 1 MB"),
        ({"u11_lstm.py": b"\xff"}, "no text in UTF-8"),
    ],
)
def test_an_archive_that_is_none(files, said, home, tmp_path):
    path = tmp_path / "all.zip"
    path.write_bytes(b"PK and no more")
    if files is not None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    with pytest.raises(ValueError, match=said):
        luggage.unpack(path)
    assert not home.exists()


def test_an_archive_writes_nothing_but_what_is_the_librarys(home, tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../u11_lstm.py", "/u11_lstm.py", ".checked.json", "u11_lstm.pyc", "a/b.py"):
            archive.writestr(name, "x")
        archive.writestr("progress.json", json.dumps({"points/u01_perceptron/gates": {}}))
    luggage.unpack(path)
    assert [item.name for item in home.iterdir()] == ["progress.json"]
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["all.zip"]
