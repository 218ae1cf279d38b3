"""The rows of a submission in nbgrader's gradebook: made in one go, and filled in by the grader."""

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import compute_checksum

from ..classroom.results import Record


def new_submission(unit: Assignment, student: str) -> SubmittedAssignment:
    """The rows of a submission in which nothing is filled in, to be added and committed.

    nbgrader's own way commits the student, the submission and its date one after the other.
    """
    # by their numbers: the unit's own rows would keep every submission that was made of them
    new = SubmittedAssignment(assignment_id=unit.id, student_id=student)
    for notebook in unit.notebooks:
        rows = SubmittedNotebook(notebook_id=notebook.id, assignment=new)
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            Grade(cell_id=cell.id, notebook=rows)
        for cell in [*notebook.solution_cells, *notebook.task_cells]:
            Comment(cell_id=cell.id, notebook=rows)
    return new


def names_of_cells(rows: Notebook) -> dict[str, str]:
    """The names of a unit's graded and answered cells, by their numbers in the gradebook."""
    cells = [*rows.grade_cells, *rows.solution_cells, *rows.task_cells]
    return {cell.id: cell.name for cell in cells}


def fill_in(
    rows: SubmittedNotebook, record: Record, notebook: NotebookNode, names: dict[str, str]
) -> None:
    """Scores and remarks of the grader in the gradebook's rows of a submitted notebook.

    What was given by hand is left as it is, and asks to be looked at again (as in nbgrader).
    `names` are those of the unit's cells (see `names_of_cells`).
    """
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in marked}
    for grade in rows.grades:
        name = names[grade.cell_id]
        grade.auto_score = _score(name, record, cells.get(name))
        grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
    for comment in rows.comments:
        unanswered = _unanswered(cells.get(names[comment.cell_id]))
        comment.auto_comment = "No response." if unanswered else None


def _score(name: str, record: Record, cell: NotebookNode | None) -> float | None:
    """Points of a check; of a written answer 0 if there is none, else None: a person says."""
    found = record.result.exercises.get(name.removeprefix("check_"))
    if found is not None:
        return found.points
    return 0.0 if _unanswered(cell) else None


def _unanswered(cell: NotebookNode | None) -> bool:
    """Whether an answer is missing or is still what was released."""
    return cell is None or cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
