"""Memory and time of the driver when a class grows: what is entered, and the feedback pages.

    python -m bench.memory [--students 3000] [--write]

One submission of unit 1 is graded, and entered for as many students as there are, by the code that
enters a class. The workers and the sandbox are not in it: they grade one after the other, and a
warm parent is replaced after so many (see `RECYCLE`). `--write` keeps the table in bench/memory.md.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import nbformat  # noqa: E402
from grading import ROOT, UNIT, Course, machine, submissions  # noqa: E402

from autograder.classroom import course, results, workers  # noqa: E402
from autograder.classroom.course import HandedIn  # noqa: E402
from autograder.classroom.results import Asked, Record, Store  # noqa: E402
from autograder.judge import trusted  # noqa: E402
from autograder.nbgrader.gradebook import Book  # noqa: E402

SEED = 1
LOOKS = 30, 100, 300, 1000, 3000, 10_000  # numbers of students at which memory is looked at


def measure(students: int) -> list[tuple[str, float, float]]:
    """Rows of a name, MB of this process, and milliseconds of a processor for each submission."""
    (notebook,) = submissions(1)
    data = nbformat.writes(notebook).encode()
    with tempfile.TemporaryDirectory() as folder:
        made = Course(Path(folder), [], (ROOT / "nbgrader_config.py").read_text())
        of_class = course.Course(made.folder)
        task = workers.task(UNIT, of_class.released(UNIT)[1], confined=True)
        parent = workers.warm_parent(task)
        result = trusted.grade(data, UNIT, parent, SEED)
        parent.close()
        key, store, rows = results.key(data, UNIT, SEED), Store(of_class.class_folder), []
        with Book(of_class, UNIT) as book:
            start, before = time.process_time(), 0
            for number in range(1, students + 1):
                student = f"student{number:05}"
                record = Record.now(Asked(UNIT, student, SEED), key, "", result)
                store.save(record)
                book.enter(record, HandedIn(student), data)
                if number in LOOKS or number == students:
                    each = (time.process_time() - start) / (number - before)
                    rows.append((f"{number} stored and entered", _megabytes(), 1000 * each))
                    start, before = time.process_time(), number
            book.write_feedback([])
            each = (time.process_time() - start) / students
            rows.append((f"{students} feedback pages", _megabytes(), 1000 * each))
    return rows


def _megabytes() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=3000)
    parser.add_argument("--write", action="store_true", help="keep the table beside this program")
    options = parser.parse_args()
    where = machine()
    lines = ["| of one driver | memory | of a processor, each more |", "|---|---|---|"]
    for name, size, each in measure(options.students):
        lines.append(f"| {name} | {size:.0f} MB | {each:.1f} ms |")
    print(said := "\n".join(lines))
    if options.write:
        text = f"# A class that grows\n\nWritten by `bench/memory.py`. {where}.\n\n{said}\n"
        (ROOT / "bench" / "memory.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
