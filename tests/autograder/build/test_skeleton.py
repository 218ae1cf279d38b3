"""A new exercise and a new unit: they build, are graded, and say what they lack."""

import shutil
import sys

import pytest
from repository import ROOT

from autograder.build import skeleton, units
from autograder.judge.grading import assess
from autograder.judge.record import examine
from autograder.library import answers, folder
from dlaudio import exercises
from dlaudio.assessment import store

UNIT = "u98_try"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A place where units can be made, which the course takes for its own."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    for place in ("solutions", "course/dlaudio/exercises", "course/dlaudio/assessment/stored"):
        (tmp_path / place).mkdir(parents=True)
    monkeypatch.setattr(folder, "SOLUTIONS", tmp_path / "solutions")
    monkeypatch.setattr(store, "FOLDER", tmp_path / "course/dlaudio/assessment/stored")
    also = str(tmp_path / "course/dlaudio/exercises")
    monkeypatch.setattr(exercises, "__path__", [*exercises.__path__, also])
    monkeypatch.setattr(units, "neighbours", lambda unit, root: ("", ""))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def forget():
    sys.modules.pop(f"dlaudio.exercises.{UNIT}", None)
    exercises.units.cache_clear()
    exercises.of_unit.cache_clear()


def test_a_new_exercise_builds_and_is_graded_and_says_what_it_lacks(root, tmp_path_factory):
    assert len(skeleton.new_unit(UNIT, root)) == 4
    forget()
    skeleton.new_exercise(UNIT, "louder", root)
    forget()
    (item,) = exercises.of_unit(UNIT)
    made = units.build_unit(UNIT, tmp_path_factory.mktemp("built"), root, run=False)
    released = made[root / "course" / UNIT / "try.ipynb"]
    assert b"return 2 * x" not in released and b"def louder(x)" in released

    for path, data in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert assess(item, answers.reference(item), 1).right
    (mistake,) = answers.misconceptions(item).values()
    verdict = assess(item, mistake.answer, 1)
    assert verdict.points == 0 and verdict.diagnosis == [mistake.sentence]
    assert examine(item).misjudged == ["needs 5 misconceptions and 2 right variants"]


@pytest.mark.parametrize(
    ("unit", "name", "sentence"),
    [
        ("u01_perceptron", "Two Tones", "needs a name such as two_tones"),
        ("u01_perceptron", "pocket", "u01_perceptron has an exercise called pocket"),
        ("u97_nothing", "two_tones", "`python -m autograder new u97_nothing` makes it"),
    ],
)
def test_what_cannot_be_an_exercise_is_refused(root, unit, name, sentence):
    with pytest.raises(ValueError, match=sentence):
        skeleton.new_exercise(unit, name, root)


def test_what_cannot_be_a_unit_is_refused(root):
    skeleton.new_unit(UNIT, root)
    with pytest.raises(ValueError, match="there is u98_try already"):
        skeleton.new_unit("u98_again", root)
    with pytest.raises(ValueError, match="needs a name such as u14_your_unit"):
        skeleton.new_unit("tones", root)
