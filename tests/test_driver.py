"""The driver: a class is graded, graded again, interrupted, and its driver killed at any moment."""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import driving
import pytest
from driving import NAME, UNIT, SmallClass, changed, gone, short_notebook, until

from autograder import results, sandbox, workers
from autograder.__main__ import main
from autograder.course import CourseError
from autograder.driver import Driver
from autograder.undisturbed import alone, uninterrupted
from dlaudio import exercises

POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
ALL = sum(POINTS.values())

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> SmallClass:
    """A class of nine, whose files are as they come, and the first run of the command over it."""
    group = SmallClass(tmp_path_factory.mktemp("class"))
    full = group.filled(*POINTS)
    group.hand_in("ada", full)
    group.hand_in("ben", group.filled())
    group.hand_in("cem", group.filled("pocket", "gates"))
    group.hand_in("dot", full[: len(full) // 2])
    group.hand_in("eva", full, "Kopie von perceptron (1).ipynb")
    group.hand_in("fin", full)
    group.hand_in("fin", group.filled(), "older try.ipynb")
    (group.place("gil") / "my answers.pdf").write_bytes(b"%PDF")
    (group.place("hal") / f"{NAME}.ipynb").symlink_to(group.place("ada") / f"{NAME}.ipynb")
    os.mkfifo(group.place("ida") / f"{NAME}.ipynb")
    group.first = group.run("--feedback")
    return group


def lines(run) -> dict[str, str]:
    """What the table says of each student."""
    return {line.split()[0]: " ".join(line.split()[1:]) for line in run.out.splitlines()[1:]}


def test_points_are_what_the_answers_deserve(graded):
    some = POINTS["pocket"] + POINTS["gates"]
    wanted = {"ada": ALL, "ben": 0, "cem": some, "eva": ALL, "fin": ALL}
    nothing = dict.fromkeys(["dot", "gil", "hal", "ida"], 0)
    assert graded.scores() == wanted | nothing


def test_the_table_has_a_line_for_each_student_and_says_what_was_wrong(graded):
    said = lines(graded.first)
    assert graded.first.out.splitlines()[0].split() == ["student", "points", "notes"]
    assert said["ada"] == f"{ALL}/{ALL}" and said["ben"] == f"0/{ALL}"
    assert "not a whole notebook" in said["dot"]
    assert "The notebook was called Kopie von perceptron (1).ipynb" in said["eva"]
    assert "older try.ipynb was not looked at" in said["fin"]
    assert "There is no notebook in the folder (there is my answers.pdf)" in said["gil"]
    assert "There is no notebook in the folder" in said["hal"]
    assert "There is no notebook in the folder" in said["ida"]
    assert graded.first.code == 1  # there are some that cannot be read
    assert graded.first.err == ""


def test_what_cannot_be_read_is_said_in_the_notebook_and_on_the_page(graded):
    (cell,) = graded.shown("dot").cells
    assert "not a whole notebook" in cell.source
    page = graded.course.path("feedback", "dot", UNIT) / f"{NAME}.html"
    assert "not a whole notebook" in page.read_text()


def test_results_are_private_and_have_what_an_appeal_needs(graded):
    path = graded.store.path(UNIT, "ada")
    assert path.stat().st_mode & 0o077 == 0
    assert (graded.store.folder / "seed.json").stat().st_mode & 0o077 == 0
    record = graded.store.load(UNIT, "ada")
    assert record.seed == graded.store.seed() > 2**40
    assert record.key == results.key(graded.filled(*POINTS), UNIT, record.seed)
    assert record.file == f"{NAME}.ipynb" and record.graded.endswith("+00:00")
    assert list(graded.store.records(UNIT)) == sorted(graded.scores())


def test_the_seed_is_drawn_once_and_is_another_one_elsewhere(graded, tmp_path):
    assert graded.store.seed() == graded.store.seed()
    assert results.Store(tmp_path).seed() != graded.store.seed()
    (tmp_path / "seed.json").write_text("{")
    with pytest.raises(results.StoreError, match="is damaged"):
        results.Store(tmp_path).seed()


def test_nothing_is_graded_twice(graded):
    before = graded.results(), graded.scores()
    again = graded.run()
    assert (graded.results(), graded.scores()) == before
    assert again.code == 1 and lines(again) == lines(graded.first)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(graded):
    group = graded
    before = group.results()
    group.hand_in("ben", changed(group.filled(), "a second thought"))
    group.hand_in("jo", group.filled("gates"))
    tree = {path: path.stat().st_mtime_ns for path in group.store.folder.rglob("*.json")}
    run = group.run("--dry-run")
    said = {line.split()[0]: " ".join(line.split()[1:]) for line in run.out.splitlines()}
    assert said["ben"] == "grade: the submission changed" and said["jo"] == "grade: new"
    assert {said[name] for name in ("ada", "cem", "dot")} == {"nothing: up to date"}
    assert run.code == 0 and group.results() == before
    assert {path: path.stat().st_mtime_ns for path in tree} == tree


def test_only_what_changed_is_graded_again(graded):
    before = graded.results()
    graded.hand_in("cem", changed(graded.filled("pocket", "gates", "xor_weights"), "more"))
    graded.run()
    after = graded.results()
    assert {name for name in after if after[name] != before.get(name)} == {"ben", "cem", "jo"}
    assert graded.scores()["cem"] == sum(POINTS[n] for n in ("pocket", "gates", "xor_weights"))
    assert graded.scores()["jo"] == POINTS["gates"]


def test_an_exercise_that_changed_is_graded_again_and_no_other_unit(graded, tmp_path, monkeypatch):
    assert {work.why for work in Driver(graded.course, UNIT).work} == {""}
    folders = [shutil.copytree(one, tmp_path / one.name) for one in results.SOURCES]
    monkeypatch.setattr(results, "SOURCES", folders)

    def hashes() -> tuple[str, str]:
        results.exercises_hash.cache_clear()
        return tuple(results.exercises_hash(unit, 1) for unit in (UNIT, "u00_start_here"))

    here, other = hashes()
    for folder in folders:
        with open(folder / f"{UNIT}.py", "a") as file:
            file.write("\n# changed\n")
        assert hashes()[0] != here and hashes()[1] == other
        here = hashes()[0]
    with open(folders[0] / "compare.py", "a") as file:
        file.write("\n# changed\n")
    assert hashes()[0] != here and hashes()[1] != other  # what judges all
    files = [work for work in Driver(graded.course, UNIT).work if work.record or work.why]
    assert {work.why for work in files} == {"the exercises changed"}
    monkeypatch.undo()
    results.exercises_hash.cache_clear()


def test_what_people_gave_survives_a_regrade(graded):
    with graded.gradebook() as gradebook:
        grade = gradebook.find_grade("check_gates", NAME, UNIT, "cem")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment("gates", NAME, UNIT, "cem").manual_comment = "Nicely said."
        gradebook.db.commit()
    before = graded.results()
    run = graded.run("--regrade", "--student", "cem")
    assert run.code == 0 and list(lines(run)) == ["cem"]
    assert {n for n, data in graded.results().items() if data != before[n]} <= {"cem"}
    with graded.gradebook() as gradebook:
        grade = gradebook.find_grade("check_gates", NAME, UNIT, "cem")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (3, 1.5, 0.25)
        assert grade.score == 1.75 and grade.needs_manual_grade
        assert gradebook.find_comment("gates", NAME, UNIT, "cem").comment == "Nicely said."
        assert not gradebook.find_grade("check_pocket", NAME, UNIT, "cem").needs_manual_grade


def test_a_lost_gradebook_is_filled_again_from_the_results(graded):
    before, scores = graded.results(), graded.scores()
    (graded.store.folder / "gradebook.db").unlink()
    graded.run()
    assert graded.results() == before
    assert graded.scores() == scores | {
        "cem": sum(POINTS[n] for n in ("pocket", "gates", "xor_weights"))
    }


def test_course_is_not_written(graded):
    released = driving.ROOT / "course" / UNIT / f"{NAME}.ipynb"
    copy = graded.root / "course" / UNIT / f"{NAME}.ipynb"
    assert copy.stat().st_mtime < (graded.store.folder / "gradebook.db").stat().st_mtime
    assert [path.name for path in copy.parent.iterdir()] == [released.name]


# ---- interruptions -----------------------------------------------------------------------------


@pytest.fixture
def group(tmp_path) -> SmallClass:
    group = SmallClass(tmp_path / "group")
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


def test_killed_at_fifty_moments_it_loses_nothing_and_grades_nobody_twice(group):
    """Each round kills the driver somewhere; when a class is done, another one is handed in."""
    rng = random.Random(20260131)
    known, counts, classes, kills = {}, set(), 0, 0
    while kills < 50:
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
        Driver(group.course, UNIT)


def test_a_worker_with_other_exercises_refuses():
    task = workers.Task(UNIT, 1, (), "another hash")
    with pytest.raises(workers.WorkerError, match="another version of u01_perceptron"):
        workers.grade(task, b"")


def test_a_submission_that_costs_every_worker_is_left_to_a_person(group, monkeypatch):
    def deadly(task, data):
        if b"# 3" in data:
            os._exit(9)
        if b"# 4" in data:
            raise RuntimeError("what nobody thought of")
        return grade(task, data)

    grade = workers.grade
    monkeypatch.setattr(workers, "grade", deadly)
    driver = Driver(group.course, UNIT, students=["s2", "s3", "s4"])
    task = workers.task(UNIT, driver.seed, driver.released, confined=True)
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
