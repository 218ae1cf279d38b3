"""The command ``report``: a class's page and its table, written into a folder."""

import os
from collections.abc import Iterable
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


def write(report: ClassReport, folder: Path) -> list[Path]:
    """Write the page and the table into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{report.unit}-anonymous" if report.anonymous else report.unit
    contents = {
        folder / f"{stem}.html": page(report, record((report.unit,))),
        folder / f"{stem}.csv": table(report),
    }
    for path, text in contents.items():
        path.write_bytes(text.encode(errors="backslashreplace"))
    return list(contents)


def command(options) -> int:
    """The command ``report``; always 0, but 2 where it is not said of what."""
    course = Course(Path(options.course))
    store, folder = Store(course.class_folder), Path(options.out or course.class_folder / "reports")
    if options.all:
        return _all(store, folder, options.anonymous)
    if options.unit is None:
        raise CourseError("report needs a unit, such as u01_perceptron, or --all")
    name, _ = course.released(options.unit)
    students = [one.student for one in course.handed_in(options.unit, name)]
    found = gather(store, options.unit, handed_in=students, anonymous=options.anonymous)
    if not options.anonymous:
        found = replace(found, pages=_pages(course, options.unit, name, folder, found.results))
    for path in write(found, folder):
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


def _all(store: Store, folder: Path, anonymous: bool) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"all{'-anonymous' * anonymous}.html"
    text = overview(term(store, exercises.units(), anonymous=anonymous))
    path.write_bytes(text.encode(errors="backslashreplace"))
    print(path)
    return 0
