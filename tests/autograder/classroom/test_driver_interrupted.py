"""The driver interrupted, killed at any moment, and where it cannot grade."""

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import time
from pathlib import Path

import driving
import pytest
from driving import NAME, UNIT, SmallClass, changed, gone, short_notebook, until

from autograder.__main__ import main
from autograder.classroom import driver as driver_module
from autograder.classroom import workers
from autograder.classroom.course import CourseError
from autograder.classroom.driver import Driver
from autograder.classroom.undisturbed import alone, uninterrupted
from autograder.judge import sandbox
from autograder.nbgrader.gradebook import Book
from dlaudio import exercises

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
ALL = sum(POINTS.values())

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")


# ---- interruptions -----------------------------------------------------------------------------


@pytest.fixture
def group(tmp_path) -> SmallClass:
    group = SmallClass(tmp_path / "group", imports="import numpy as np")
    for number in range(8):
        group.hand_in(f"s{number}", changed(short_notebook("gates", "pocket"), str(number)))
    return group


SMALL = POINTS["gates"] + POINTS["pocket"]


def test_control_c_stops_cleanly_and_the_next_run_goes_on(group):
    run = group.start()
    until(lambda: len(group.results()) >= 2)
    started = run.children()
    run.kill(signal.SIGINT)
    run.wait()
    assert run.code == 130 and gone(started)
    assert "Interrupted:" in run.err and "Traceback" not in run.err
    known = group.results()
    assert 2 <= len(known) < 8 and set(group.scores()) == set(known)
    assert group.run().code == 0
    assert group.scores() == {f"s{number}": SMALL for number in range(8)}
    assert {name: data for name, data in group.results().items() if name in known} == known


def test_a_worker_that_is_killed_costs_nothing(group):
    run = group.start()
    until(lambda: len(group.results()) >= 1)
    worker = driving.descendants(run.process.pid)[0]
    os.kill(worker, signal.SIGKILL)
    run.wait()
    assert run.code == 0 and gone([worker])
    assert group.scores() == {f"s{number}": SMALL for number in range(8)}


def test_one_driver_at_a_time(group):
    with alone(group.store.folder):
        run = group.run()
    assert run.code == 2 and "being graded by another process" in run.err
    assert group.results() == {}


def test_killed_at_any_moment_it_loses_nothing_and_grades_nobody_twice(group):
    """Each round kills the driver somewhere; when a class is done, another one is handed in.

    A dozen rounds; as many as DLAUDIO_KILLS says in `make test-class`.
    """
    rng = random.Random(20260131)
    known, counts, classes, kills = {}, set(), 0, 0
    while kills < int(os.environ.get("DLAUDIO_KILLS", "12")):
        run = group.start("--jobs", "1")
        wait_for_a_moment(rng, run, group, len(known))
        run.kill(signal.SIGKILL)
        run.wait()
        kills += run.code == -signal.SIGKILL  # or else it was done before
        after = group.results()
        assert {name: after.get(name) for name in known} == known, "lost, or graded twice"
        known = after
        counts.add(len(known))
        for data in known.values():
            assert json.loads(data)["result"]["exercises"]["gates"]["points"] == POINTS["gates"]
        assert_whole(group.store.folder / "gradebook.db")
        if len(known) == 8:
            classes += 1
            for number in range(8):
                data = changed(short_notebook("gates", "pocket"), f"{classes}.{number}")
                group.hand_in(f"s{number}", data)
            shutil.rmtree(group.store.folder / "results")
            known = {}
    assert len(counts) > 3, "the moments were all alike"
    assert group.run().code == 0
    assert group.scores() == {f"s{number}": SMALL for number in range(8)}
    assert {name: data for name, data in group.results().items() if name in known} == known
    assert [path for path in group.store.folder.rglob("*") if path.suffix == ".part"] == []


def wait_for_a_moment(rng, run, group, known: int) -> None:
    """While it starts, or about when the next results are stored and entered."""
    if rng.random() < 0.3:
        time.sleep(rng.uniform(0, 1.5))
        return
    enough = known + rng.randint(1, 3)
    until(lambda: len(group.results()) >= enough or not run.process.is_alive())
    time.sleep(rng.uniform(0, 0.1))


def assert_whole(database: Path) -> None:
    if database.exists():
        with contextlib.closing(sqlite3.connect(database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_control_c_waits_for_what_must_not_be_cut():
    done = []
    with pytest.raises(KeyboardInterrupt):
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("all")
    assert done == ["all"]


# ---- failures ----------------------------------------------------------------------------------


def test_without_a_sandbox_nothing_is_graded_unless_told_to(group, tmp_path):
    run = group.run("--student", "s1", PATH=str(tmp_path))
    assert run.code == 3 and group.results() == {}
    assert "bubblewrap (bwrap) is not installed" in run.err
    run = group.run("--student", "s1", "--no-sandbox", PATH=str(tmp_path))
    assert run.code == 0 and "students' code has all your rights" in run.err
    assert group.scores() == {"s1": SMALL}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--student", "nobody"], "nothing was handed in for u01_perceptron by nobody"),
        (["--course", "/nonexistent"], "there is no nbgrader_config.py in /nonexistent"),
        (["--scheduler", "tcp://127.0.0.1:1"], "there is no Dask scheduler at tcp://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_done_is_said(group, arguments, said):
    if "--scheduler" in arguments:
        pytest.importorskip("distributed")
    run = group.run(*arguments)
    assert run.code == 2 and said in run.err and "Traceback" not in run.err


@pytest.mark.parametrize("arguments", [["u77"], [UNIT, "--jobs", "0"], [UNIT, "--jobs", "two"]])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["grade", *arguments])
    assert stop.value.code == 2
    assert "needs a number of processes" in (err := capsys.readouterr().err) or "no unit" in err


def test_the_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    said = capsys.readouterr().out
    assert "exit codes:" in said and all(f"\n  {code} " in said for code in (0, 1, 2, 3, 130))


def test_an_empty_class_is_no_error(tmp_path):
    run = SmallClass(tmp_path / "empty").run()
    assert run.code == 0 and "Nothing was handed in for u01_perceptron" in run.out


def test_a_sample_class_where_there_is_none(tmp_path):
    group = SmallClass(tmp_path / "sample")
    run = group.run("--sample")
    assert run.code == 0 and "a made-up class of 6" in run.out
    scores = group.scores()
    assert scores["sample-all-right"] == scores["sample-other-words"] == ALL
    assert scores["sample-nothing"] == 0
    assert 0 < scores["sample-first-mistakes"] < ALL and 0 < scores["sample-last-mistakes"] < ALL
    assert "took longer than" in run.out
    assert "made-up" not in group.run("--sample").out


def test_without_a_release_it_says_what_to_build(tmp_path):
    group = SmallClass(tmp_path / "bare")
    (group.root / "course" / UNIT / f"{NAME}.ipynb").unlink()
    with pytest.raises(CourseError, match="python -m autograder build u01_perceptron"):
        Driver(group.course, UNIT, Book)


def test_a_worker_with_other_exercises_refuses():
    task = workers.Task(UNIT, (), "another hash")
    with pytest.raises(workers.WorkerError, match="another version of u01_perceptron"):
        workers.grade(task, b"", 1)


def test_a_submission_that_costs_every_worker_is_left_to_a_person(
    group, monkeypatch, tmp_path, capsys
):
    """It is tried twice: among the others, and alone when they are done.

    Where no terminal shows the bar, a line now and then says how far it is.
    """
    monkeypatch.setattr(driver_module, "TELL_EVERY", 2)
    log = tmp_path / "log"

    def note(what):
        with open(log, "a") as file:
            file.write(what)

    def deadly(task, data, seed):
        if b"# 3" in data:
            note("3")
            os._exit(9)
        if b"# 4" in data:
            note("4")
            raise RuntimeError("what nobody thought of")
        found = grade(task, data, seed)
        note("2")
        return found

    grade = workers.grade
    monkeypatch.setattr(workers, "grade", deadly)
    driver = Driver(group.course, UNIT, Book, students=["s2", "s3", "s4"])
    task = workers.task(UNIT, driver.released, confined=True)
    pool = workers.LocalPool(task, 2)
    try:
        driver.run(pool)
    finally:
        pool.close()
    problems = {work.student: work.problem for work in driver.work if work.problem}
    assert problems == {
        "s3": "the process that graded it died",
        "s4": "the grader failed: RuntimeError: what nobody thought of",
    }
    assert set(group.results()) == set(group.scores()) == {"s2"}
    assert "u01_perceptron: 2 of 3 graded\n" in capsys.readouterr().err
    first, again = log.read_text()[:3], log.read_text()[3:]
    assert set(first) == {"2", "3", "4"} and sorted(again) == ["3", "4"]


def test_a_scheduler_that_never_answers_is_given_up(group):
    pytest.importorskip("distributed")
    with socket.create_server(("127.0.0.1", 0)) as mute:  # accepts, and says nothing
        run = group.run("--scheduler", f"tcp://127.0.0.1:{mute.getsockname()[1]}")
    assert run.code == 2 and "no answer in 10 s" in run.err and "Traceback" not in run.err
