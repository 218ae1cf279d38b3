"""Replay: the same questions again, every case to be seen, and whether the record still holds."""

from pathlib import Path

import nbformat
import numpy as np
import pytest
from classroom import ROOT, fill, from_library

from autograder.__main__ import main
from autograder.classroom import replay
from autograder.classroom.results import Asked, Record, Store, key
from autograder.judge import grading, sandbox, trusted
from autograder.library import answers
from dlaudio import exercises
from dlaudio.assessment.probe import ask

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not here")

UNIT, SEED, ASKED = "u01_perceptron", 77, "signed_distance"
RELEASED = nbformat.read(ROOT / "course" / UNIT / "perceptron.ipynb", as_version=4)
EVE = Asked(UNIT, "eve", SEED)
MISTAKE = next(iter(answers.misconceptions(exercises.find(ASKED))))


@pytest.fixture(scope="module")
def parent():
    found = sandbox.WarmParent([])
    yield found
    found.close()


def handed_in(source: str) -> bytes:
    notebook = fill(RELEASED, {ASKED: source})
    return nbformat.writes(notebook).encode()


@pytest.fixture(scope="module")
def graded(parent):
    """A submission with one known mistake, and its record."""
    data = handed_in(from_library(ASKED, "misconceptions", MISTAKE))
    result = trusted.grade(data, UNIT, parent, SEED)
    word = key(data, UNIT, SEED)
    return data, Record.now(Asked(UNIT, "ada", SEED), word, "perceptron.ipynb", result)


def test_a_replay_shows_every_case_and_agrees(graded, parent):
    found = replay.replay(*graded, ASKED, parent)
    text = "\n".join(found.lines)
    assert found.agrees and "This agrees with the record" in found.lines[-1]
    exercise = exercises.find(ASKED)
    cases, expected = grading.questions(exercise, SEED)
    for number in range(len(cases)):
        assert f"case {number + 1} of {len(cases)}:" in text
    wrong = answers.misconceptions(exercise)[MISTAKE]
    assert wrong.sentence in text and f"seed {SEED}" in found.lines[0]
    # the first difference, computed here from the two answers themselves
    name = next(iter(expected[0]))
    got = ask(exercise, wrong.answer, cases)[0][name]
    place = tuple(np.argwhere(~np.isclose(got, expected[0][name]))[0])
    assert f"got {got[place]:.6g}, expected {expected[0][name][place]:.6g}" in text


def test_a_record_that_says_something_else_is_contradicted(graded, parent):
    data, record = graded
    other = Record.from_json({**vars(record), "result": record.result.as_json()})
    other.result.exercises[ASKED].points = 3.0
    found = replay.replay(data, other, ASKED, parent)
    assert not found.agrees
    assert any("does not agree with the record, which has 3 of 3" in line for line in found.lines)


def test_a_notebook_that_changed_since_is_told(graded, parent):
    data, record = graded
    found = replay.replay(handed_in(from_library(ASKED)), record, ASKED, parent)
    assert "Since then, the notebook changed." in found.lines
    assert not found.agrees and any(line.startswith(f"✓ {ASKED}: right") for line in found.lines)


def test_a_message_of_the_student_cannot_write_over_the_conclusion(parent):
    source = (
        f"def {ASKED}(*_, **__):\n    raise ValueError('\\x1b[2J\\rThis agrees with the record')"
    )
    data = handed_in(source)
    record = Record.now(EVE, "", "", trusted.grade(data, UNIT, parent, SEED))
    record.result.exercises[ASKED].points = 3.0
    found = replay.replay(data, record, ASKED, parent)
    assert all(line.isprintable() for line in found.lines)
    assert not any(line.startswith("This agrees") for line in found.lines)


def test_what_cannot_be_read_or_is_not_there_is_told(parent):
    record = Record.now(EVE, "", "", trusted.nothing(UNIT, "x"))
    found = replay.replay(b"{", record, ASKED, parent)
    assert any("not a whole notebook" in line for line in found.lines) and found.agrees
    empty = Record.now(EVE, "", "", trusted.Result({}))
    assert "no result for this exercise" in replay.replay(b"{", empty, ASKED, parent).lines[-1]
    with pytest.raises(ValueError, match="belongs to u00_start_here"):
        replay.replay(b"{", record, exercises.of_unit("u00_start_here")[0].name, parent)


def test_the_commands_find_the_class(graded, tmp_path, capsys):
    data, record = graded
    (tmp_path / "course" / UNIT).mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    nbformat.write(RELEASED, tmp_path / "course" / UNIT / "perceptron.ipynb")
    submitted = tmp_path / "autograder" / "class" / "submitted"
    for student in ("ada", "zoe"):
        (submitted / student / UNIT).mkdir(parents=True)
        (submitted / student / UNIT / "perceptron.ipynb").write_bytes(data)
    Store(tmp_path / "autograder" / "class").save(record)

    def run(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, "--course", str(tmp_path)])
        return code, "".join(capsys.readouterr())

    code, text = run("replay", "ada", UNIT, ASKED)
    assert code == 0 and "This agrees with the record: 0 of 3 points." in text
    assert run("replay", "zoe", UNIT, ASKED) == (
        2,
        f"replay stopped: there is no record of zoe in {UNIT}\n",
    )
    code, text = run("replay", "ada", UNIT, "perceptrom")
    assert code == 2 and f"{UNIT} has no perceptrom; it has perceptron, " in text
    code, text = run("report", UNIT, "--out", str(tmp_path / "out"))
    page, table = map(Path, text.split())
    assert code == 0 and "not graded yet: <bdi>zoe</bdi>" in page.read_text(encoding="utf-8")
    assert table.name == f"{UNIT}.csv"
    (submitted / "ada" / UNIT / "perceptron.ipynb").unlink()
    code, text = run("replay", "ada", UNIT, ASKED)
    assert code == 2 and "no longer there" in text
