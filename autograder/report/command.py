"""The command ``report``: a class's page and its table, written into a folder."""

from pathlib import Path

from ..classroom.course import Course
from ..classroom.results import Store
from ..judge.record import record
from .classes import ClassReport, gather, table
from .page import page


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
    """The command ``report``; always 0."""
    course = Course(Path(options.course))
    name, _ = course.released(options.unit)
    students = [one.student for one in course.handed_in(options.unit, name)]
    store = Store(course.class_folder)
    found = gather(store, options.unit, handed_in=students, anonymous=options.anonymous)
    for path in write(found, Path(options.out or course.class_folder / "reports")):
        print(path)
    return 0
