"""What people are called, as the gradebook has it from `nbgrader db student import`."""

import os

from nbgrader.api import Gradebook, Student
from sqlalchemy.exc import OperationalError

from ..classroom.course import Course

SQLITE = "sqlite:///"


def called(student: Student) -> str:
    """First and last name; nothing where the gradebook has none."""
    return " ".join(filter(None, [student.first_name, student.last_name]))


def names(gradebook: Gradebook) -> dict[str, str]:
    """Names by student, of those who have one."""
    found = {student.id: called(student) for student in gradebook.students}
    return {student: name for student, name in found.items() if name}


def names_of(course: Course) -> dict[str, str]:
    """The same of a course; nothing where it has no gradebook yet, or none that can be read."""
    if course.db_url.startswith(SQLITE) and not os.path.exists(course.db_url.removeprefix(SQLITE)):
        return {}
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            return names(gradebook)
    except OperationalError:
        return {}
