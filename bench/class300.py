"""Three hundred submissions of unit 1, graded and entered, with and without feedback pages.

    python -m bench.class300 [--students 300] [--write]

Prints the wall time, to be read on a machine that does nothing else, and the processor time of the
driver and its workers (that of the sandbox is not in it), stage by stage. The goals for 300 on two
processors are 45 s with pages and 15 s without; the exit code is 1 if 300 take longer with them.
`--write` keeps the outcome in bench/class300.md, beside that of before.
"""

import argparse
import resource
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading import ROOT, UNIT, Course, machine, submissions  # noqa: E402

GOAL, GOAL_WITHOUT = 45.0, 15.0  # seconds for 300, with pages and without
FEW = 2  # a class of so many costs the start: imports, the warm parent, the questions
# before cells were left out that no mark needs: seconds for 300 with pages, 2 quiet processors
BEFORE = 154.0


@dataclass
class Run:
    """What grading a class took: seconds by the clock, and of the driver's and workers' time."""

    wall: float
    used: float

    def less(self, other: "Run", students: int) -> "Run":
        """What each of the students took more."""
        return Run((self.wall - other.wall) / students, (self.used - other.used) / students)


def measure(students: int, *, feedback: bool) -> Run:
    """Grade a class of copies of unit 1 in a course of its own.

    Raises
    ------
    SystemExit
        If a page is missing, or the grader fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = (ROOT / "nbgrader_config.py").read_text()
        course = Course(Path(folder), submissions(students), settings)
        before = _used()
        more = ["--feedback"] if feedback else []
        wall = course.run("autograder", "grade", UNIT, "--course", folder, *more)
        used = _used() - before
        pages = len(list(Path(folder).glob(f"autograder/class/feedback/*/{UNIT}/*.html")))
    if pages != students * feedback:
        raise SystemExit(f"{students * feedback} pages should be there, found {pages}")
    return Run(wall, used)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--write", action="store_true", help="keep the outcome beside this program")
    options = parser.parse_args()
    where, students = machine(), options.students
    start = measure(FEW, feedback=False)
    without = measure(students, feedback=False)
    whole = measure(students, feedback=True)
    said = table(students, start, without, whole)
    print(f"{where}.\n{said}")
    if options.write:
        text = f"# A large class\n\nWritten by `bench/class300.py`. {where}.\n\n{said}\n"
        (ROOT / "bench" / "class300.md").write_text(text, encoding="utf-8")
    return int(students >= 300 and whole.wall > GOAL)


def table(students: int, start: Run, without: Run, whole: Run) -> str:
    """The stages in Markdown, and what was before."""
    one, page = without.less(start, students - FEW), whole.less(without, students)
    rows = [
        (f"start, with {FEW} submissions", start),
        ("one more submission, graded and entered", one),
        ("one more feedback page", page),
        (f"{students} submissions, no pages (goal for 300: {GOAL_WITHOUT:g} s)", without),
        (f"{students} submissions, with pages (goal for 300: {GOAL:g} s)", whole),
    ]
    lines = [f"| {UNIT} | by the clock | of the driver's and workers' processor time |"]
    lines += ["|---|---|---|"]
    lines += [f"| {name} | {run.wall:.3f} s | {run.used:.3f} s |" for name, run in rows]
    lines += ["", f"Before what no mark needs was left out, 300 with pages took {BEFORE:g} s."]
    return "\n".join(lines)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
