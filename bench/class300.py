"""Three hundred submissions of unit 1, graded and entered, with a feedback page for each.

    python bench/class300.py [--students 300] [--write]

Prints the wall time, to be read on a machine that does nothing else, and the processor time of the
driver and its workers (that of the sandbox is not in it). The goal is 45 s with 2 processors; the
exit code is 1 if 300 take longer. `--write` keeps the outcome in bench/class300.md.
"""

import argparse
import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading import ROOT, UNIT, Course, machine, submissions  # noqa: E402

GOAL = 45.0  # seconds for 300


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--write", action="store_true", help="keep the outcome beside this program")
    options = parser.parse_args()
    where = machine()
    with tempfile.TemporaryDirectory() as folder:
        settings = (ROOT / "nbgrader_config.py").read_text()
        course = Course(Path(folder), submissions(options.students), settings)
        before = _used()
        seconds = course.run("autograder", "grade", UNIT, "--course", folder, "--feedback")
        used = _used() - before
        pages = len(list(Path(folder).glob(f"autograder/class/feedback/*/{UNIT}/*.html")))
    if pages != options.students:
        raise SystemExit(f"{options.students} pages should be there, found {pages}")
    each = seconds / options.students
    said = (
        f"{options.students} submissions of {UNIT}, graded, entered and each with a feedback page: "
        f"{seconds:.1f} s, {each:.3f} s each; {used:.1f} s of processor time of the driver and its "
        f"workers. The goal for 300 is {GOAL:g} s."
    )
    print(f"{where}.\n{said}")
    if options.write:
        text = f"# A large class\n\nWritten by `bench/class300.py`. {where}.\n\n{said}\n"
        (ROOT / "bench" / "class300.md").write_text(text, encoding="utf-8")
    return int(options.students >= 300 and seconds > GOAL)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
