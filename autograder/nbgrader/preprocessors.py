"""Trusted grading for `nbgrader autograde`: the same judge and record as `python -m autograder`.

nbgrader converts a submission in two steps. In the first, `Grade` puts in the place of what was
handed in the notebook as it was graded; in the second, `SaveGrades` enters the grader's points.
`nbgrader_config.py` names both. What nbgrader leaves out, `misnamed` says.
"""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool
from traitlets.log import get_logger

from ..classroom import workers
from ..classroom.course import Course, HandedIn
from ..classroom.results import Record, Store
from . import autograded
from .gradebook import mark
from .rows import fill_in, names_of_cells


class AnyFile(NotebookExporter):
    """Hands any file to the preprocessors: what is no notebook comes to them as an empty one."""

    def from_filename(self, filename: str, resources=None, **options):
        try:
            notebook = nbformat.read(filename, as_version=4)
        except Exception:  # `Grade` reads the file itself, and says what is wrong with it
            notebook = nbformat.v4.new_notebook()
        resources = self._init_resources(resources)
        resources["file"] = filename
        return self.from_notebook_node(notebook, resources=resources, **options)


class Grade(NbGraderPreprocessor):
    """Grades what was handed in, and stores the result."""

    sandbox = Bool(True, help="Confine students' code (False gives it your rights).").tag(
        config=True
    )

    def preprocess(self, notebook: NotebookNode, resources: dict):
        unit, student, course = _where(self, resources)
        store = Store(course.class_folder)
        _, released = course.released(unit)
        file = Path(resources["file"])
        data = HandedIn(student, file).read()
        asked = store.asked(unit, student, data)
        task = workers.task(unit, released, confined=self.sandbox, limits=course.limits)
        graded = workers.grade(task, data, asked.seed)
        record = Record.now(asked, graded.key, file.name, graded.result)
        store.save(record)
        return autograded.build(data, record, autograded.Template(released)), resources


class SaveGrades(NbGraderPreprocessor):
    """Enters the stored result into the gradebook."""

    def preprocess(self, notebook: NotebookNode, resources: dict):
        unit, student, course = _where(self, resources)
        record = Store(course.class_folder).load(unit, student)
        with Gradebook(course.db_url, course.course_id) as gradebook:
            name = resources["nbgrader"]["notebook"]
            rows = gradebook.find_submission_notebook(name, unit, student)
            fill_in(rows, record, notebook, names_of_cells(rows.notebook))
            gradebook.db.commit()
        notebook.metadata["dlaudio"] = mark(record, course.timestamp(unit, student))
        return notebook, resources


def misnamed(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook of nbgrader before a submission: it converts no notebook that has another name."""
    name, _ = Course(Path.cwd()).released(assignment)  # nbgrader works in the course's folder
    paths = [Path(path) for path in notebooks]
    if name not in [path.stem for path in paths]:
        sender = paths[0].parent.parent.name
        get_logger().warning(
            f"{sender} handed in {', '.join(path.name for path in paths)} and no {name}.ipynb: "
            "nbgrader leaves that out. To grade it all the same: "
            f"python -m autograder grade {assignment} --student {sender}"
        )


def _where(preprocessor: NbGraderPreprocessor, resources: dict) -> tuple[str, str, Course]:
    """Unit, student and course of the notebook at hand."""
    known = resources["nbgrader"]
    root = Path(preprocessor.parent.parent.coursedir.root)  # of the exporter's converter
    return known["assignment"], known["student"], Course(root, known["db_url"])
