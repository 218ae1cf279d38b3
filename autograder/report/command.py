"""The command ``report``: a class's page and its table, written into a folder."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from dlaudio import exercises

from ..classroom.course import Course, CourseError
from ..classroom.results import Store
from ..judge.record import record
from .classes import ClassReport, gather, table
from .overview import overview
from .page import page
from .term import term

NOBODY: Mapping[str, str] = {}


def write(report: ClassReport, folder: Path, names: Mapping[str, str] = NOBODY) -> list[Path]:
    """Write the page, with people's names, and the table into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{report.unit}-anonymous" if report.anonymous else report.unit
    contents = {
        folder / f"{stem}.html": page(report.called(names), record((report.unit,))),
        folder / f"{stem}.csv": table(report),
    }
    for path, text in contents.items():
        path.write_bytes(text.encode(errors="backslashreplace"))
    return list(contents)


def command(options, names_of: Callable[[Course], Mapping[str, str]]) -> int:
    """The command ``report``; always 0, but 2 where it is not said of what.

    `names_of` says what the students of a course are called.
    """
    course = Course(Path(options.course))
    store, folder = Store(course.class_folder), Path(options.out or course.class_folder / "reports")
    names = NOBODY if options.anonymous else names_of(course)
    if options.all:
        return _all(store, folder, options.anonymous, names)
    if options.unit is None:
        raise CourseError("report needs a unit, such as u01_perceptron, or --all")
    name, _ = course.released(options.unit)
    students = [one.student for one in course.handed_in(options.unit, name)]
    found = gather(store, options.unit, handed_in=students, anonymous=options.anonymous)
    if not options.anonymous:
        found = replace(found, pages=_pages(course, options.unit, name, folder, found.results))
    for path in write(found, folder, names):
        print(path)
    return 0


def _pages(course: Course, unit: str, name: str, folder: Path, students: Iterable[str]) -> dict:
    """Links from a report in a folder to the feedback pages that there are."""
    places = {one: course.path("feedback", one, unit) / f"{name}.html" for one in students}
    return {
        student: quote(os.path.relpath(place, folder.resolve()))
        for student, place in places.items()
        if place.is_file()
    }


def _all(store: Store, folder: Path, anonymous: bool, names: Mapping[str, str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"all{'-anonymous' * anonymous}.html"
    text = overview(term(store, exercises.units(), anonymous=anonymous, names=names))
    path.write_bytes(text.encode(errors="backslashreplace"))
    print(path)
    return 0
