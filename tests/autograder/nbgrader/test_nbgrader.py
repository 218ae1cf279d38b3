"""nbgrader, whole: generate, release, fetch, submit, collect, autograde and give feedback.

Its own commands, its own exchange, and a class of seven, each with another kind of notebook. Two
of them use the exchange; the notebooks of the others lie where `collect` would put them.
"""

import html
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import classroom
import nbformat
import numpy as np
import pytest
from nbgrader.api import Gradebook

from autograder.build import source
from autograder.build.release import SOLUTION
from autograder.judge.grading import SEED, assess
from autograder.library import answers
from dlaudio import exercises
from dlaudio.assessment.quiz import as_shown

UNIT, NAME = "u01_perceptron", "perceptron.ipynb"
ITEMS = exercises.of_unit(UNIT)
FULL = sum(item.points for item in ITEMS)
SOURCE = classroom.ROOT / "solutions" / UNIT / "perceptron.py"

# Half of the exercises answered, each in another way of being partly right.
PARTLY = {
    "perceptron": "def perceptron(X, w):\n    return np.where(X @ w[1:] + w[0] >= 0, +1, -1)",
    "signed_distance": (
        "def signed_distance(X, w):\n"
        "    size = np.sqrt((w[1:] ** 2).sum())\n"
        "    return w[1:] / size, w[0] / size, (X @ w[1:] + w[0]) / size"
    ),
    "perceptron_epoch": "def perceptron_epoch(w, X, y):\n    return w, mistakes_made",
    "mistake_bound": "def my_bound(X, y, w):\n    return 1, 1, 1",
    "pocket": "def pocket(w, X, y, n_epochs)\n    return w",
    "sse_slope": (
        "def sse_slope(w, X, y, step):\n"
        "    labels = np.where(w[0] + X @ w[1:] > 0, 1, -1)\n"
        "    print('labels', labels)\n"
        "    return np.sum((y - labels) ** 2), np.zeros(len(w) + 1)"
    ),
    "gates": 'gates = {"AND": [-1.5, 1, 1], "OR": [-0.4, 1, 1]}',
    "perceptron_quiz": "perceptron_quiz = "
    + repr(
        as_shown({"bias": "B", "weight": "c", "bound": "d"}, ["bias", "weight", "bound"])
        | {"restless": "?", "credit": ""}
    ),
}
PARTLY_POINTS = {
    "perceptron": 1,  # the boundary is wrong
    "signed_distance": 2,  # the offset is wrong
    "sse_slope": 1,  # the slope has the wrong shape
    "gates": 2,  # there is no NOT
    "perceptron_quiz": 2,
}
PARTLY_SAID = [
    "It looks as if your answer gives +1 on the line (>= instead of >)",
    "It looks as if your answer has the sign of the offset turned round",
    "NameError: name 'mistakes_made' is not defined: it needs a line above that makes it, and none "
    "came (in your line return w, mistakes_made)",
    "There is nothing called mistake_bound.",
    "There is nothing called pocket.",
    "✗ slope has the wrong shape: got (3,), expected (2,).",
    "✗ NOT KeyError: needs an entry 'NOT'.",
    "○left out: to_zero_one 0 of 2 Not answered yet.",
]


def mistaken(number: int) -> dict[str, str]:
    """For each exercise the name of its misconception of this number."""
    return {item.name: list(answers.misconceptions(item))[number] for item in ITEMS}


MISTAKEN = {"eli": mistaken(0), "fay": mistaken(1), "gus": mistaken(-1)}
# "nobody" is a user of most systems, and then hands in as that user.
BY_EXCHANGE = ["dora", "nobody"]
WHOLE = {"ada"}  # who hands in all cells; the others have deleted what only shows something
STUDENTS = ["ada", "nobody", "cem", "dora", *MISTAKEN]


def submissions(released, solved) -> dict:
    """A notebook for each student."""
    given = {cell.metadata.nbgrader.grade_id: cell.source for cell in solved.cells if answer(cell)}
    varied = {
        item.name: classroom.from_library(item.name, "variants", name)
        for item in ITEMS
        for name in list(answers.variants(item))[:1]
    }
    made = {"ada": given, "nobody": varied, "cem": {}, "dora": PARTLY}
    for student, names in MISTAKEN.items():
        made[student] = {
            exercise: classroom.from_library(exercise, "misconceptions", name)
            for exercise, name in names.items()
        }
    filled = {student: classroom.fill(released, given) for student, given in made.items()}
    for student in set(made) - WHOLE:
        filled[student].cells = [cell for cell in filled[student].cells if is_needed(cell)]
    return filled


def is_needed(cell) -> bool:
    """Whether a cell is graded, or imports what the graded ones need."""
    return "nbgrader" in cell.metadata or "import numpy as np" in cell.source


def answer(cell) -> bool:
    marks = cell.metadata.get("nbgrader", {})
    return marks.get("solution", False) and not marks.get("grade", False)


class Class:
    """What came of it: scores by student and exercise, and the pages that the students got."""

    def __init__(self, course):
        self.course = course
        course.instructor("generate_assignment", UNIT)
        course.instructor("release_assignment", UNIT)
        self.released = nbformat.read(course.root / "course" / UNIT / NAME, as_version=4)
        solved = nbformat.read(course.root / "solutions" / UNIT / NAME, as_version=4)
        self.submitted = submissions(self.released, solved)
        with ThreadPoolExecutor(2) as both:
            list(both.map(self.hand_in, BY_EXCHANGE))
        course.instructor("collect", UNIT)
        for student in set(STUDENTS) - set(BY_EXCHANGE):
            course.put(student, NAME, self.submitted[student])
        self.log = course.instructor("autograde", UNIT).stderr
        course.instructor("generate_feedback", UNIT)
        course.instructor("release_feedback", UNIT)
        with ThreadPoolExecutor(2) as both:
            fetched = list(both.map(self.fetch_feedback, BY_EXCHANGE))
        self.pages = {student: course.page(student, NAME) for student in STUDENTS}
        self.fetched = dict(zip(BY_EXCHANGE, fetched, strict=True))
        self.scores = {student: self.scores_of(student) for student in STUDENTS}

    def hand_in(self, student: str) -> None:
        self.course.student(student, "fetch_assignment", UNIT)
        path = self.course.home(student) / UNIT / NAME
        assert nbformat.read(path, as_version=4) == self.released
        nbformat.write(self.submitted[student], path)
        self.course.student(student, "submit", UNIT)

    def fetch_feedback(self, student: str) -> str:
        self.course.student(student, "fetch_feedback", UNIT)
        (page,) = (self.course.home(student) / UNIT / "feedback").glob("*/perceptron.html")
        return page.read_text(encoding="utf-8")

    def scores_of(self, student: str) -> dict[str, float]:
        database = self.course.root / "autograder" / "class" / "gradebook.db"
        with Gradebook(f"sqlite:///{database}", "dlaudio") as gradebook:
            submission = gradebook.find_submission(UNIT, student)
            (notebook,) = submission.notebooks
            assert submission.max_score == sum(item.points for item in ITEMS)
            assert not submission.needs_manual_grade
            scores = {grade.name.removeprefix("check_"): grade.score for grade in notebook.grades}
            assert submission.score == pytest.approx(sum(scores.values()))
        return scores

    def words(self, student: str) -> str:
        """What the page says, without its mark-up."""
        return html.unescape(re.sub(r"<[^>]+>", "", self.pages[student]))


@pytest.fixture(scope="module")
def graded() -> Iterator[Class]:
    # pytest's own temporary folders are closed to the other user
    with tempfile.TemporaryDirectory() as folder:
        yield Class(classroom.Course(Path(folder), UNIT))


def test_the_release_is_the_one_that_is_committed(graded):
    committed = classroom.ROOT / "course" / UNIT / NAME
    assert graded.released == nbformat.read(committed, as_version=4)


@pytest.mark.parametrize("student", ["ada", "nobody"])
def test_right_answers_get_all_points(graded, student):
    assert graded.scores[student] == {item.name: item.points for item in ITEMS}
    assert not re.search(r"✗ \w+: ", graded.words(student))


def test_the_notebook_as_released_gets_none(graded):
    assert graded.scores["cem"] == {item.name: 0 for item in ITEMS}
    assert not re.search(r"✓ \w+: right", graded.words("cem"))


def test_partly_right_answers(graded):
    assert graded.scores["dora"] == {item.name: PARTLY_POINTS.get(item.name, 0) for item in ITEMS}
    words = graded.words("dora")
    assert [text for text in PARTLY_SAID if text not in words] == []


@pytest.mark.parametrize("student", MISTAKEN)
def test_misconceptions_lose_points_and_are_named(graded, student):
    said = graded.words(student)
    for item in ITEMS:
        mistake = answers.misconceptions(item)[MISTAKEN[student][item.name]]
        points = assess(item, mistake.answer, SEED).points
        assert graded.scores[student][item.name] == points < item.points
        assert f"It looks as if your answer {mistake.sentence}." in said


def test_grades_by_hand(graded):
    totals = {student: sum(scores.values()) for student, scores in graded.scores.items()}
    assert totals["ada"] == totals["nobody"] == FULL
    assert totals["cem"] == 0
    assert totals["dora"] == 8
    # no bias; normal as long as the weights; double steps; the margin without the bias
    assert graded.scores["eli"]["perceptron"] == 0
    assert graded.scores["fay"]["signed_distance"] == 2
    assert graded.scores["fay"]["perceptron_epoch"] == 0
    assert graded.scores["fay"]["mistake_bound"] == 1
    assert graded.scores["gus"]["perceptron_quiz"] == 4


@pytest.mark.parametrize("student", BY_EXCHANGE)
def test_the_page_reaches_the_student(graded, student):
    assert graded.fetched[student] == graded.pages[student]


def test_everyone_gets_a_page_of_their_own(graded):
    assert len(set(graded.pages.values())) == len(STUDENTS)
    for student, page in graded.pages.items():
        total = sum(graded.scores[student].values())
        assert f"Unit 1: The perceptron, {total:g} of {FULL:g} points" in graded.words(student)
        assert len(page.encode()) < 100_000


def answer_lines() -> set[str]:
    """Lines of the answers in the source, long enough to tell something."""
    cells = source.cells(SOURCE.read_text(encoding="utf-8"))
    text = "\n".join(body for _, _, body in cells)
    secret = {line.strip() for block in SOLUTION.findall(text) for line in block.splitlines()}
    public = {line.strip() for line in SOLUTION.sub("", text).splitlines()}
    return {line for line in secret - public if len(line) > 12}


@pytest.mark.parametrize("student", STUDENTS)
def test_no_page_shows_an_answer(graded, student):
    own = "\n".join(cell.source for cell in graded.submitted[student].cells)
    shown = {line for line in answer_lines() if line in graded.words(student)}
    assert {line for line in shown if line not in own} == set()
    quiz = answers.reference(exercises.find("perceptron_quiz"))
    section = graded.words(student).partition("perceptron_quiz")[2]
    assert not re.search(r"expected '[a-d]'", section), quiz


def test_the_search_for_answers_finds_them(graded):
    assert len(answer_lines()) > 20
    assert all(line in graded.words("ada") for line in answer_lines())


def test_the_log_has_no_errors(graded):
    assert not re.search(r"ERROR|CRITICAL|Traceback", graded.log)


def test_a_student_is_another_user_of_the_system(graded):
    owner = classroom.system_user("nobody")
    if owner is None:
        pytest.skip("this process cannot become another user who can run nbgrader")
    (inbound,) = (graded.course.exchange / "dlaudio" / "inbound").glob("nobody+*")
    assert inbound.stat().st_uid == owner.pw_uid


def test_validate_passes_on_the_answers_and_fails_on_the_release(graded):
    paths = ["ada.ipynb", "cem.ipynb"]  # the answers, and the notebook as released
    for path in paths:
        notebook = graded.submitted[path.partition(".")[0]]
        notebook.cells = [cell for cell in notebook.cells if is_needed(cell)]
        nbformat.write(notebook, graded.course.root / path)
    with ThreadPoolExecutor(2) as both:
        runs = both.map(lambda path: graded.course.instructor("validate", path), paths)
        right, released = (run.stdout for run in runs)
    assert "Success! Your notebook passes all the tests." in right
    assert "Success" not in released
    # values have no stub to call, so the cell that would define them has failed as well
    for item in ITEMS:
        assert f'check("{item.name}")' in released


def test_fractions_of_points_are_not_full_points():
    """nbgrader gives all points for a NumPy number, whose repr is no float: ours is a float."""
    for item in ITEMS:
        for mistake in answers.misconceptions(item).values():
            points = assess(item, mistake.answer, SEED).points
            assert not isinstance(points, np.generic)
