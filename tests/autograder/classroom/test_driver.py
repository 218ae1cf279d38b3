"""The driver: a class whose files are as they come is graded, and graded again."""

import os
import shutil

import driving
import pytest
from driving import NAME, UNIT, SmallClass, changed

from autograder.__main__ import main
from autograder.classroom import results
from autograder.classroom.driver import Driver
from autograder.judge import cgroup, sandbox
from autograder.judge.bounds import OutOfTime
from autograder.library import folder as library
from autograder.nbgrader.gradebook import Book
from dlaudio import exercises

LONG = "ф" * 126  # 252 bytes, nearly all that a folder's name may have
POINTS = {item.name: item.points for item in exercises.of_unit(UNIT)}
ALL = sum(POINTS.values())

pytestmark = pytest.mark.skipif(not sandbox.available(), reason="bubblewrap is not installed")


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> SmallClass:
    """A class of ten, whose files are as they come, and the first run of the command over it."""
    group = SmallClass(tmp_path_factory.mktemp("class"))
    full = group.filled(*POINTS)
    group.hand_in("ada", full)
    group.hand_in("ben", group.filled())
    group.hand_in("cem", group.filled("pocket", "gates"))
    group.hand_in("dot", full[: len(full) // 2])
    group.hand_in("eva", full, "Kopie von perceptron (1).ipynb")
    group.hand_in("fin", full)
    group.hand_in("fin", group.filled(), "older try.ipynb")
    group.hand_in(LONG, group.filled("gates"))
    (group.place("gil") / "my answers.pdf").write_bytes(b"%PDF")
    (group.place("hal") / f"{NAME}.ipynb").symlink_to(group.place("ada") / f"{NAME}.ipynb")
    os.mkfifo(group.place("ida") / f"{NAME}.ipynb")
    group.first = group.run("--feedback")
    return group


@pytest.fixture
def group(graded, tmp_path) -> SmallClass:
    """A copy of that class, for a test that changes it: the tests may run in any order."""
    return graded.copied(tmp_path)


def lines(run) -> dict[str, str]:
    """What the table says of each student."""
    rows = run.out.removesuffix(cgroup.sentence() + "\n").splitlines()[1:]
    return {line.split()[0]: " ".join(line.split()[1:]) for line in rows}


def test_points_are_what_the_answers_deserve(graded):
    some = POINTS["pocket"] + POINTS["gates"]
    wanted = {"ada": ALL, "ben": 0, "cem": some, "eva": ALL, "fin": ALL, LONG: POINTS["gates"]}
    nothing = dict.fromkeys(["dot", "gil", "hal", "ida"], 0)
    assert graded.scores() == wanted | nothing


def test_the_table_has_a_line_for_each_student_and_says_what_was_wrong(graded):
    said = lines(graded.first)
    assert graded.first.out.splitlines()[0].split() == ["student", "points", "notes"]
    assert graded.first.out.endswith(cgroup.sentence() + "\n")  # nothing, where the kernel counts
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
    assert graded.store.seed() > 2**40 and record.seed != graded.store.seed()
    assert record.key == results.key(graded.filled(*POINTS), UNIT, record.seed)
    assert record.file == f"{NAME}.ipynb" and record.graded.endswith("+00:00")
    assert list(graded.store.records(UNIT)) == sorted(graded.scores())
    assert graded.store.load(UNIT, LONG).student == LONG


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


def test_a_dry_run_says_what_would_be_done_and_does_nothing(group):
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


def test_only_what_changed_is_graded_again(group):
    before = group.results()
    group.hand_in("cem", changed(group.filled("pocket", "gates", "xor_weights"), "more"))
    group.hand_in("jo", group.filled("gates"))
    group.run()
    after = group.results()
    assert {name for name in after if after[name] != before.get(name)} == {"cem", "jo"}
    assert group.scores()["cem"] == sum(POINTS[n] for n in ("pocket", "gates", "xor_weights"))
    assert group.scores()["jo"] == POINTS["gates"]


@pytest.fixture
def read_anew():
    """What this process has read of the exercises is read again, in this test and after it."""

    def forget() -> None:
        for cached in (library.statements, library.bindings, library.answer_cells):
            cached.cache_clear()
        results.exercises_hash.cache_clear()

    forget()
    yield forget
    forget()


def test_an_exercise_that_changed_is_graded_again_and_no_other_unit(
    read_anew, graded, tmp_path, monkeypatch
):
    assert {work.why for work in Driver(graded.course, UNIT, Book).work} == {""}
    shared = [shutil.copytree(one, tmp_path / one.name) for one in results.SHARED]
    monkeypatch.setattr(results, "SHARED", shared)
    for unit in (UNIT, "u00_start_here"):
        shutil.copytree(library.SOLUTIONS / unit, tmp_path / "solutions" / unit)
    monkeypatch.setattr(library, "SOLUTIONS", tmp_path / "solutions")

    def hashes() -> tuple[str, str]:
        read_anew()
        return tuple(results.exercises_hash(unit) for unit in (UNIT, "u00_start_here"))

    def change(path, old, new) -> bool:
        """Whether the unit's hash is another once the file has changed, and no other unit's."""
        before = hashes()
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        after = hashes()
        assert before[1] == after[1]
        return before[0] != after[0]

    own = tmp_path / "solutions" / UNIT
    probes = tmp_path / "exercises" / f"{UNIT}.py"
    assert change(probes, "import numpy", "import math\nimport numpy")
    assert change(own / "mistakes.py", "import numpy", "import math\nimport numpy")
    assert change(own / f"{NAME}.py", "### BEGIN SOLUTION\n", "### BEGIN SOLUTION\n    0\n")
    assert not change(own / f"{NAME}.py", "# # 1 · ", "# # 1 ·  ")  # the text asks nothing
    before = hashes()
    with open(tmp_path / "assessment" / "compare.py", "a") as file:
        file.write("\n# changed\n")
    assert all(a != b for a, b in zip(before, hashes(), strict=True))  # what judges all
    files = [work for work in Driver(graded.course, UNIT, Book).work if work.record or work.why]
    assert {work.why for work in files} == {"the exercises changed"}


def test_what_people_gave_survives_a_regrade(group):
    with group.gradebook() as gradebook:
        grade = gradebook.find_grade("check_gates", NAME, UNIT, "cem")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        gradebook.find_comment("gates", NAME, UNIT, "cem").manual_comment = "Nicely said."
        gradebook.db.commit()
    before = group.results()
    run = group.run("--regrade", "--student", "cem")
    assert run.code == 0 and list(lines(run)) == ["cem"]
    assert {n for n, data in group.results().items() if data != before[n]} <= {"cem"}
    with group.gradebook() as gradebook:
        grade = gradebook.find_grade("check_gates", NAME, UNIT, "cem")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (3, 1.5, 0.25)
        assert grade.score == 1.75 and grade.needs_manual_grade
        assert gradebook.find_comment("gates", NAME, UNIT, "cem").comment == "Nicely said."
        assert not gradebook.find_grade("check_pocket", NAME, UNIT, "cem").needs_manual_grade


def test_a_lost_gradebook_is_filled_again_from_the_results(group):
    before, scores = group.results(), group.scores()
    (group.store.folder / "gradebook.db").unlink()
    group.run()
    assert (group.results(), group.scores()) == (before, scores)


def test_course_is_not_written(graded):
    released = driving.ROOT / "course" / UNIT / f"{NAME}.ipynb"
    copy = graded.root / "course" / UNIT / f"{NAME}.ipynb"
    assert copy.stat().st_mtime < (graded.store.folder / "gradebook.db").stat().st_mtime
    assert [path.name for path in copy.parent.iterdir()] == [released.name]


def test_what_is_raised_over_one_student_is_that_students_problem(group, monkeypatch, capsys):
    save = results.Store.save

    def save_others(store, record):
        if record.student == "ada":
            raise OSError(28, "No space left on device")
        save(store, record)

    monkeypatch.setattr(results.Store, "save", save_others)
    options = ["grade", UNIT, "--course", str(group.root), "--jobs", "1", "--regrade"]
    assert main([*options, "--student", "ada", "--student", "cem"]) == 1
    said = capsys.readouterr().out
    assert "NOT GRADED: its result cannot be stored: No space left on device" in said
    assert f"{POINTS['gates'] + POINTS['pocket']}/{ALL}" in said


@pytest.mark.parametrize("error", [RuntimeError("a fault"), MemoryError(), OutOfTime()])
def test_a_fault_of_the_grader_is_not_the_code_of_a_class_that_is_graded(
    graded, monkeypatch, capsys, error
):
    def fail(*given, **more):
        raise error

    monkeypatch.setattr(Driver, "__init__", fail)
    assert main(["grade", UNIT, "--course", str(graded.root)]) == 4
    said = capsys.readouterr().err
    assert type(error).__name__ in said and said.endswith("a fault of the grader itself.\n")


def test_where_nothing_can_be_written_a_sentence_says_so(graded, tmp_path, capsys, monkeypatch):
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.submitted_directory = '/proc/class/submitted'\n"
    )
    assert main(["grade", UNIT, "--course", str(tmp_path)]) == 2
    assert "grade stopped: nothing can be written to /proc/class" in capsys.readouterr().err
