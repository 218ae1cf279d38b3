"""Two thousand hostile files: what each costs the grader, and that none earns a point.

    python bench/fuzz.py [--files 2000]

The files come out of the grammars of tests/helpers/hostile.py. Each is read, graded in the sandbox,
stored, shown and put on a page; archives are also collected. The table is printed and written to
bench/fuzz.md. The exit code is 1 if a file earned something, was too slow or raised an error.
"""

import argparse
import collections
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT), str(ROOT / "tests" / "helpers")]

import hostile  # noqa: E402
from grading import machine  # noqa: E402

from autograder.classroom import collect  # noqa: E402
from autograder.classroom.course import CourseError  # noqa: E402
from autograder.inside.limits import Limits  # noqa: E402
from autograder.judge import sandbox  # noqa: E402
from dlaudio import exercises  # noqa: E402


class Places:
    """Where `collect` puts what it reads."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, step: str, student: str, unit: str) -> Path:
        return self.folder / step / student / unit


def try_all(count: int) -> tuple[dict[str, list[hostile.Trial]], list[str]]:
    """What every file cost, by kind, and a line for each that did what it must not."""
    trials, faults = collections.defaultdict(list), []
    # a file that only waits must not wait for long
    limits = Limits(memory=1 << 30, cell_seconds=2.0)
    parent = sandbox.WarmParent(["import numpy as np"], limits=limits)
    for number in range(count):
        kind, data = hostile.file(number)
        try:
            done = hostile.trial(number, parent)
            if kind == "archives":
                _collect(data)
        except Exception:
            faults.append(f"file {number} ({kind}): {traceback.format_exc(limit=-2)}")
            continue
        trials[kind].append(done)
        if done.result.points:
            faults.append(f"file {number} ({kind}) earned {done.result.points:g} points")
        if done.used > hostile.BUDGET:
            faults.append(f"file {number} ({kind}) took {done.used:.1f} s of processor time")
    parent.close()
    return trials, faults


def _collect(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "all.zip"
        path.write_bytes(data)
        try:
            collect.collect(Places(Path(folder)), hostile.UNIT, path)
        except CourseError:
            pass  # it says in a sentence what is wrong with it


def table(trials: dict[str, list[hostile.Trial]]) -> str:
    lines = ["| files of | number | median | slowest | slowest, waiting included |"]
    lines += ["|---|---|---|---|---|"]
    for kind, found in trials.items():
        used = sorted(one.used for one in found)
        passed = max(one.passed for one in found)
        row = [kind, len(found), f"{used[len(used) // 2]:.3f} s", f"{used[-1]:.2f} s"]
        lines.append(f"| {' | '.join(map(str, [*row, f'{passed:.1f} s']))} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=hostile.FILES)
    options = parser.parse_args()
    object.__setattr__(exercises.find(hostile.ANSWER), "seconds", 1.0)
    where = machine()
    trials, faults = try_all(options.files)
    text = (
        f"# Hostile files\n\nWritten by `make fuzz`. {where}.\n\n{table(trials)}\n\n"
        "Seconds of the grader's own processor time for one file, from reading it to its feedback "
        "page;\nan answer had 1 s, a cell 2 s. "
        f"{len(faults)} of {options.files} files earned a point, took more than "
        f"{hostile.BUDGET:g} s\nor raised an error.\n"
    )
    (ROOT / "bench" / "fuzz.md").write_text(text, encoding="utf-8")
    print("\n".join([text, *faults]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
