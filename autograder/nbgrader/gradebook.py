"""Enter results into nbgrader: rows of its gradebook, the notebook that formgrader shows, pages.

Points come from the grader's record, never from outputs. What people gave by hand stays: manual
scores, extra credit and comments. The notebook is written last and names the record it shows, so
after an interruption it is known what has still to be entered.
"""

import copy
import json
import logging
import os
import tempfile
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader.api import (
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc

from ..classroom.course import Course, CourseError, HandedIn, small_file
from ..classroom.results import Record
from . import autograded, people, rows
from .autograded import Template
from .feedback import page

# nbgrader logs what it also raises, with a traceback
logging.getLogger("tornado.application").addHandler(logging.NullHandler())
BESIDE = ("timestamp.txt", "submission_secret.txt")  # nbgrader needs them to release feedback


class Book:
    """A unit in the course's gradebook. One process writes at a time.

    Parameters
    ----------
    course : Course
    unit : str

    Raises
    ------
    CourseError
        If the gradebook has another version of the unit, with submissions in it.
    """

    def __init__(self, course: Course, unit: str):
        self.course, self.unit = course, unit
        self.name, released = course.released(unit)
        self.template = Template(released)
        self.gradebook = Gradebook(course.db_url, course.course_id)
        if not self._knows_unit():
            self._add_unit()
        # the unit's cells, held here, are then not read again for every student
        self.gradebook.db().expire_on_commit = False
        book = self.gradebook.find_notebook(self.name, self.unit)
        self.rows = [book, *book.grade_cells, *book.solution_cells, *book.task_cells]
        self.names_of_cells = rows.names_of_cells(book)

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_) -> None:
        self.gradebook.close()

    def _knows_unit(self) -> bool:
        try:
            cells = self.gradebook.find_notebook(self.name, self.unit).grade_cells
        except MissingEntry:
            return False
        return {cell.name: cell.max_score for cell in cells} == self.template.points

    def _add_unit(self) -> None:
        """Let nbgrader enter the unit as when it generates an assignment, but not write course/."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                self._convert(GenerateAssignment, release_directory=folder)
            except Exception as error:
                raise CourseError(
                    f"nbgrader cannot enter {self.unit} into its gradebook ({error}). If exercises "
                    "changed while there are submissions, the old ones have to be removed first: "
                    f"nbgrader db assignment remove {self.unit} --force"
                ) from error
        self.gradebook.db.expire_all()
        if not self._knows_unit():
            raise CourseError(
                f"solutions/{self.unit} and course/{self.unit} do not have the same exercises: "
                f"build them again with `python -m autograder build {self.unit}`"
            )

    # ---- entering ------------------------------------------------------------------------------

    def has(self, record: Record, handed_in: HandedIn) -> bool:
        """Whether this record is entered, whole."""
        try:
            self.gradebook.find_submission(self.unit, record.student)
            shown = _written(self.notebook_path(record.student))
        except (MissingEntry, OSError, ValueError):
            return False
        return shown["metadata"].get("dlaudio") == mark(record, handed_in.timestamp)

    def enter(self, record: Record, handed_in: HandedIn, data: bytes) -> None:
        """Enter a record, `data` being the bytes that were graded."""
        notebook = autograded.build(data, record, self.template)
        self.enter_rows(record, handed_in, notebook)
        notebook.metadata["dlaudio"] = mark(record, handed_in.timestamp)
        self._write(handed_in, notebook)

    def enter_rows(self, record: Record, handed_in: HandedIn, notebook: NotebookNode) -> None:
        """The gradebook's part of `enter`."""
        with self.gradebook.db.no_autoflush:  # nbgrader warns of it
            submission = self._submission(record.student)
            if date := _date(handed_in):
                submission.timestamp = date
            this = self.rows[0].id
            (entered,) = (book for book in submission.notebooks if book.notebook_id == this)
            rows.fill_in(entered, record, notebook, self.names_of_cells)
            entered.late_submission_penalty = None
        self.gradebook.db.commit()
        if submission.total_seconds_late > 0:
            where = {"notebook": self.name, "assignment": self.unit, "student": record.student}
            resources = {"nbgrader": {**where, "db_url": self.course.db_url}}
            penalties = AssignLatePenalties(config=self.course.config, log=_quiet())
            penalties.preprocess(new_notebook(), resources)

    def _submission(self, student: str) -> SubmittedAssignment:
        """A student's submission of the unit; where there is none, a new one, not committed yet."""
        try:
            return self.gradebook.find_submission(self.unit, student)
        except MissingEntry:
            # asked anew: whoever teaches may have entered the student meanwhile
            if self.gradebook.db.get(Student, student) is None:
                self.gradebook.db.add(Student(id=student))
            new = rows.new_submission(self.rows[0].assignment, student)
            self.gradebook.db.add(new)
            return new

    def penalties(self) -> dict[str, float]:
        """Points that were taken off from those who were late, by student."""
        late = self.gradebook.db.query(SubmittedNotebook).filter(
            SubmittedNotebook.late_submission_penalty > 0
        )
        of_unit = [one for one in late if one.assignment.name == self.unit]
        return {one.student.id: one.late_submission_penalty for one in of_unit}

    def names(self) -> dict[str, str]:
        """What students are called, where the gradebook knows it."""
        return people.names(self.gradebook)

    def notebook_path(self, student: str) -> Path:
        return self.course.path("autograded", student, self.unit) / f"{self.name}.ipynb"

    def _write(self, handed_in: HandedIn, notebook: NotebookNode) -> None:
        path = self.notebook_path(handed_in.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        submitted = self.course.path("submitted", handed_in.student, self.unit)
        for name in BESIDE:
            if text := small_file(submitted / name):
                _put(path.with_name(name), text)
        _put(path, json.dumps(notebook))

    # ---- pages ---------------------------------------------------------------------------------

    def write_feedback(self, students: list[str]) -> None:
        """The feedback pages of these students, and of all others who have none yet.

        As `nbgrader generate_feedback` makes them, which opens the gradebook anew for each cell.
        """
        # what the database computes is read with its row, not column by column
        self.gradebook.db.expire_all()
        for submission in self.gradebook.assignment_submissions(self.unit):
            student = submission.student_id
            place = self.course.path("feedback", student, self.unit)
            graded = self.notebook_path(student)
            if student not in students and (place / f"{self.name}.html").exists():
                continue
            try:
                notebook = _written(graded)
            except OSError:
                continue  # nothing is graded
            # a page shows nothing of the cells that have no marks
            notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"]]
            notebook = nbformat.from_dict(notebook)
            (entered,) = (book for book in submission.notebooks if book.name == self.name)
            place.mkdir(parents=True, exist_ok=True)
            for name in BESIDE:
                if text := small_file(graded.with_name(name)):
                    _put(place / name, text)
            known = self._known(student, entered, notebook)
            _put(place / f"{self.name}.html", page(notebook, known))
            self.gradebook.db.expire(entered)  # and with it its grades: a class may be large

    def _known(self, student: str, entered: SubmittedNotebook, notebook: NotebookNode) -> dict:
        """What nbgrader's GetGrades enters into the cells, and what it says of the whole."""
        grades = {grade.name: grade for grade in entered.grades}
        comments = {comment.name: comment.comment for comment in entered.comments}
        for cell in notebook.cells:
            marks = cell.metadata.get("nbgrader", {})
            if grade := grades.get(marks.get("grade_id")):
                score = None if grade.auto_score is grade.manual_score is None else grade.score
                marks["score"] = score  # of the points that stand there: the released unit's
            if comment := comments.get(marks.get("grade_id")):
                marks["comment"] = comment
        penalty = entered.late_submission_penalty or 0.0
        return {
            "student": student,
            "called": people.called(entered.student),
            "assignment": self.unit,
            "score": entered.score - penalty,
            "max_score": entered.max_score,
            "late_penalty": penalty,
        }

    def _convert(self, converter: type[BaseConverter], **settings) -> None:
        """Run one of nbgrader's converters on the unit."""
        config = copy.deepcopy(self.course.config)
        config.CourseDirectory.update(assignment_id=self.unit, **settings)
        directory = CourseDirectory(config=config)
        converter(coursedir=directory, config=config, log=_quiet()).start()


def _date(handed_in: HandedIn) -> datetime | None:
    """When it was handed in, in UTC; a date that cannot be read counts as none, so as on time."""
    try:
        return parse_utc(handed_in.timestamp)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _written(path: Path) -> dict:
    """A notebook that `Book` wrote; to check it against the schema would take longer than a page.

    Raises
    ------
    ValueError
        If it is none.
    """
    notebook = json.loads(path.read_bytes())
    if not isinstance(notebook, dict) or not isinstance(notebook.get("metadata"), dict):
        raise ValueError(f"{path} is no notebook")
    return notebook


def mark(record: Record, timestamp: str) -> dict:
    """What a notebook says of the record it shows."""
    return {"key": record.key, "timestamp": timestamp}


def _put(path: Path, text: str) -> None:
    """Write a file so that it is whole whenever it is there."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _quiet() -> logging.Logger:
    log = logging.getLogger("autograder.nbgrader")
    log.setLevel(logging.CRITICAL)
    return log
