"""``python -m autograder forget STUDENT``: remove a person from all that a class has kept."""

import contextlib
import shutil
import sqlite3
import sys
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from ..classroom.course import Course
from ..classroom.results import Store
from ..classroom.undisturbed import alone

STEPS = ("submitted", "autograded", "feedback")
OF_ALL = ("reports", "downloaded")  # folders of the class in which everybody is


def forget(course: Course, student: str) -> list[Path]:
    """Remove a student's files, results and marks, and what names the whole class; what there was.

    Reports and exported marks can be made again; archives that were collected cannot.
    """
    found = [course.path(step, student, "").parent / student for step in STEPS]
    store, folder = Store(course.class_folder), course.class_folder
    found += [store.path(unit.name, student) for unit in (folder / "results").glob("*")]
    found += [folder / name for name in OF_ALL] + list(folder.glob("*.csv"))
    there = [path for path in found if path.is_symlink() or path.exists()]
    for path in there:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            gradebook.remove_student(student)
        except MissingEntry:
            return there
    _without_traces(course.db_url)
    return [*there, Path(f"{student} in the gradebook")]


def _without_traces(db_url: str) -> None:
    """Write a gradebook in SQLite anew: what was deleted stays in the file until then."""
    prefix = "sqlite:///"
    if db_url.startswith(prefix):
        with contextlib.closing(sqlite3.connect(db_url.removeprefix(prefix))) as file:
            file.execute("VACUUM")


def command(options) -> int:
    """The command ``forget``; 1 if nothing is known of the student."""
    if options.student in ("", ".", "..") or {"/", "\\", "\0"} & set(options.student):
        print("forget needs the name of a student, which is no path.", file=sys.stderr)
        return 2
    course = Course(Path(options.course))
    with alone(course.class_folder):
        gone = forget(course, options.student)
    for path in gone:
        print(f"removed: {path}")
    print("Archives that you collected, and copies elsewhere, are yours to remove.")
    return int(not gone)
