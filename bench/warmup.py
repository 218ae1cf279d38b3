"""What it costs to begin grading each unit: processor time of the warm parent until it is ready.

    python -m bench.warmup [UNIT ...] [--write]

The warm parent runs of a unit what answers may need, before any student's code. Everything is
counted: bubblewrap, Python, what is imported. The goal is 4 s for each unit; the exit code is 1 if
one takes longer (a test holds it as well). `--write` keeps the table in bench/warmup.md.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading import ROOT, machine  # noqa: E402

from autograder.classroom import workers  # noqa: E402
from autograder.classroom.course import Course  # noqa: E402
from autograder.inside.usage import cpu_seconds  # noqa: E402
from dlaudio import exercises  # noqa: E402

GOAL = 4.0  # seconds of a processor
# the same when each unit ran whole, with what numba compiles kept but for units 6, 7 and 9
WHOLE = [2.1, 3.1, 2.5, 4.8, 3.0, 4.6, 13.5, 20.9, 3.7, 18.7, 6.2, 9.0, 8.7, 14.7, 6.0]


def measure(unit: str) -> tuple[float, int, int]:
    """Seconds of a processor until the unit's warm parent is ready, cells that ran, and all."""
    task = workers.task(unit, Course(ROOT).released(unit)[1], confined=True)
    parent = workers.warm_parent(task)
    seconds = cpu_seconds(parent.parent.process.pid)
    parent.close()
    return seconds, len(task.cells) - len(task.later), len(task.cells)


def table(found: dict[str, tuple[float, int, int]]) -> str:
    """The rows in Markdown."""
    lines = ["| unit | before | seconds of a processor | cells that run, of all |"]
    lines += ["|---|---|---|---|"]
    for unit, (seconds, run, cells) in found.items():
        before = WHOLE[int(unit[1:3])]
        lines.append(f"| {unit} | {before:.1f} | {seconds:.2f} | {run} of {cells} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("units", nargs="*", metavar="UNIT", help="all, if none is named")
    parser.add_argument("--write", action="store_true", help="keep the table beside this program")
    options = parser.parse_args()
    where = machine()
    found = {unit: measure(unit) for unit in options.units or exercises.units()}
    print(said := table(found))
    if options.write:
        text = f"# Before a class is graded\n\nWritten by `bench/warmup.py`. {where}.\n\n{said}\n"
        (ROOT / "bench" / "warmup.md").write_text(text, encoding="utf-8")
    return int(any(seconds > GOAL for seconds, _, _ in found.values()))


if __name__ == "__main__":
    sys.exit(main())
