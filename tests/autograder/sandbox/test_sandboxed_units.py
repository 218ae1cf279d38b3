"""Every unit in the sandbox: known answers are judged as in the record, whole notebooks as well.

There are no recordings in there but those that come with the course.
"""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.classroom import sample, workers
from autograder.classroom.course import Course
from autograder.inside.usage import cpu_seconds
from autograder.judge import grading, sandbox, trusted
from autograder.judge.demonstrations import NOT_RUN
from autograder.judge.sandbox import WarmParent
from autograder.library import answers
from dlaudio import exercises
from dlaudio.assessment.verdict import Verdict
from dlaudio.exercises import Exercise

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")
COURSE = Course(Path(__file__).parents[3])
SEED = 1  # one of the record's: what its questions cost is shared
MADE = 25  # answers of a unit that another function made
PATIENCE = 3  # so many times its seconds, for the judge may have to wait for a processor as well


@pytest.fixture(scope="module", params=exercises.units())
def unit(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def parent(unit) -> Iterator[WarmParent]:
    found = workers.warm_parent(workers.task(unit, COURSE.released(unit)[1], confined=True))
    yield found
    found.close()


def test_it_is_ready_after_four_seconds_of_a_processor(parent):
    assert cpu_seconds(parent.parent.process.pid) < 4


# ---- known answers -----------------------------------------------------------------------------


def verdicts(
    item: Exercise, cells: dict[str, str], parent: WarmParent
) -> Iterator[tuple[str, Verdict]]:
    """The verdict on each cell, by its name; answers may use what students have to do without.

    One process runs them all, each in an empty notebook, unless an answer costs it.
    """
    session = parent.session()
    try:
        for name, source in cells.items():
            if session.lost:
                session = parent.session()
            session.allow(PATIENCE * item.seconds)
            session.run("%reset -f")
            session.run(source)
            # bytes too: what a cell may send is less than an answer may
            session.allow(PATIENCE * item.seconds)
            yield name, grading.assess(item, session.get(item.name), SEED)
    finally:
        session.close()


def known(unit: str, kind: str) -> Iterator[tuple[Exercise, dict[str, str]]]:
    """Each exercise with the cells of its answers of a kind; a few are made, and have no source."""
    made = 0
    for item in exercises.of_unit(unit):
        cells = {}
        for name in getattr(answers, kind)(item):
            try:
                cells[name] = sample.from_library(item.name, kind, name)
            except ValueError:
                made += 1
        yield item, cells
    assert made <= MADE


def test_every_mistake_is_named_and_gets_what_it_gets_outside(unit, parent):
    misjudged = []
    for item, cells in known(unit, "misconceptions"):
        outside = dict(zip(answers.misconceptions(item), grading.known(item, SEED), strict=True))
        for name, verdict in verdicts(item, cells, parent):
            sentence, replies = outside[name]
            wanted = grading.weigh(item, replies, SEED).points
            if (verdict.diagnosis, verdict.points) != ([sentence], wanted):
                misjudged.append(f"{item.name}, {name}: {verdict.points} {verdict.diagnosis}")
    assert misjudged == []


def test_every_right_answer_is_right(unit, parent):
    wrong = [
        f"{item.name}, {name}"
        for item, cells in known(unit, "variants")
        for name, verdict in verdicts(item, cells, parent)
        if not verdict.right
    ]
    assert wrong == []


# ---- whole notebooks ---------------------------------------------------------------------------


def grade(student: str, unit: str, parent: WarmParent) -> trusted.Result:
    notebook = sample.students(COURSE, unit)[f"sample-{student}"]
    return trusted.grade(nbformat.writes(notebook).encode(), unit, parent, SEED)


def test_nothing_gets_nothing(unit, parent):
    assert grade("nothing", unit, parent).points == 0


def test_the_solution_gets_full_marks_and_what_is_left_out_shows_the_same(
    unit, parent, monkeypatch
):
    """Run whole, it needs only what comes with the course: nothing else is there in the sandbox."""
    some = grade("all-right", unit, parent)
    assert (some.points, some.notes) == (some.max_points, [])
    monkeypatch.setattr(trusted, "demonstrations", lambda *_: {})
    whole = grade("all-right", unit, parent)
    assert (some.exercises, some.notes) == (whole.exercises, whole.notes)
    assert some.outputs.keys() == whole.outputs.keys()
    for number, outputs in some.outputs.items():
        looked_at = all(output.get("text") != NOT_RUN for output in outputs)
        if looked_at and " ms" not in str(outputs):  # it measured a time
            assert outputs == whole.outputs[number], number
    every = [output for outputs in whole.outputs.values() for output in outputs]
    assert [out for out in every if out["output_type"] == "error"] == []
    assert [out for out in every if out.get("name") == "stderr"] == []


# Setup cells have one form; these import the least, some and the most.
SETUPS = ["u00_start_here", "u05_backprop", "u12_generation"]


@pytest.mark.parametrize("unit", SETUPS, indirect=True)
def test_a_first_line_that_cannot_run_here_costs_nothing(unit, parent):
    """As on Colab: its drive is imported before all else, and metadata is gone."""
    notebook = sample.students(COURSE, unit)["sample-all-right"]
    for cell in notebook.cells:
        cell.metadata = {}
    first = next(cell for cell in notebook.cells if "import numpy as np" in cell.source)
    first.source = f"from google.colab import drive\n{first.source}"
    result = trusted.grade(nbformat.writes(notebook).encode(), unit, parent, SEED)
    assert result.points == result.max_points, result.notes
    assert any("taken from the released one" in note for note in result.notes)
