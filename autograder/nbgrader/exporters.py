"""Marks as Canvas's and Moodle's gradebooks import them: plug-ins for ``nbgrader export``.

``nbgrader export --exporter=autograder.nbgrader.exporters.Canvas``; files go where
`nbgrader_config.py` says, below the class's folder. Names and addresses are those of
``nbgrader db student import``. Whoever has handed in nothing for a unit has an empty cell, which
both leave as it is.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

from ..classroom.tables import no_formula


class Marks(ExportPlugin):
    """A line a student, a column a unit."""

    file = "grades.csv"

    def export(self, gradebook: Gradebook) -> None:
        place = Path(self.to or ".")
        path = place / self.file if place.is_dir() else place
        units = [one for one in gradebook.assignments if not self.assignment or self._has(one)]
        chosen = {str(student) for student in self.student}
        students = [one for one in gradebook.students if not chosen or one.id in chosen]
        students.sort(key=lambda student: student.id)
        with open(path, "w", newline="", encoding="utf-8") as file:
            lines = csv.writer(file)
            lines.writerows(self.head(units))
            for student in students:
                marks = [_score(gradebook, unit, student) for unit in units]
                lines.writerow([*(no_formula(name or "") for name in self.names(student)), *marks])
        self.log.info("Exported %s students to %s", len(students), path)

    def _has(self, unit: Assignment) -> bool:
        return unit.name in {str(name) for name in self.assignment}

    def head(self, units: list[Assignment]) -> Iterator[list[str]]:
        """The lines above the students."""
        raise NotImplementedError

    def names(self, student: Student) -> list[str | None]:
        """The cells that say who a student is."""
        raise NotImplementedError


def _score(gradebook: Gradebook, unit: Assignment, student: Student) -> str:
    try:
        found = gradebook.find_submission(unit.name, student.id)
    except MissingEntry:
        return ""
    return f"{max(found.score - (found.late_submission_penalty or 0.0), 0.0):g}"


class Canvas(Marks):
    """Canvas finds its students by the login, and makes an assignment for an unknown column."""

    file = "canvas.csv"

    def head(self, units):
        yield ["Student", "ID", "SIS Login ID", "Section", *(unit.name for unit in units)]
        yield ["    Points Possible", "", "", "", *(f"{unit.max_score:g}" for unit in units)]

    def names(self, student):
        full = ", ".join(filter(None, [student.last_name, student.first_name]))
        return [full or student.id, "", student.id, ""]


class Moodle(Marks):
    """Moodle asks, when it imports, which column says who somebody is: here, three do."""

    file = "moodle.csv"

    def head(self, units):
        named = (f"Assignment: {unit.name} (Real)" for unit in units)
        yield ["First name", "Last name", "ID number", "Email address", *named]

    def names(self, student):
        return [student.first_name, student.last_name, student.id, student.email]
