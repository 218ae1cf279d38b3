"""What each unit costs: processor time, its longest cell, memory; and what `check` adds to answers.

    python bench/units.py                # all units, five minutes; writes bench/units.md
    python bench/units.py u05_backprop   # some of them, and writes nothing

Each instructor's notebook is run as the tests run it, by a kernel without a network and with the
sounds that come with the course. The seconds are the processor's. Of `check` the middle of three
calls with the right answer is taken, less what the answer itself takes on the same questions.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["DLAUDIO_HOME"] = ""  # nothing is remembered

import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/helpers"))
from executed import executed  # noqa: E402

from autograder.library import answers  # noqa: E402
from dlaudio import check, exercises  # noqa: E402
from dlaudio.assessment import store  # noqa: E402
from dlaudio.assessment.probe import ask  # noqa: E402

SECONDS, MEGABYTES, CELL, OWN = 30, 700, 15, 100  # the goals; of `check`, milliseconds
TEXT = """\
# What the units cost

Written by `python bench/units.py`: each unit, solved, from its first cell to its last, on one
thread of a virtual machine with 2 cores{beside}. The goals are {seconds} s and {megabytes} MB
a unit, {cell} s a cell, and that `check` takes at most {own} ms more than the answer itself:
the median and the most of the unit's exercises.

| unit | processor, s | longest cell, s | memory, MB | check adds, ms | at most, ms |
|---|---|---|---|---|---|
"""


def cost_of_check(item: exercises.Exercise) -> float:
    """Milliseconds that `check` takes beside the right answer's own."""
    answer, questions = answers.reference(item), store.load(item).cases

    def spent(call) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            call()
            times.append(time.process_time() - start)
        return float(np.median(times))

    whole = spent(lambda: check.question(item, answer))
    return 1000 * max(whole - spent(lambda: ask(item, answer, questions)), 0.0)


def measured(unit: str) -> tuple[float, float, float, float, float]:
    """Seconds, the longest cell's, MB, and the median and largest cost of `check` in ms."""
    (path,) = (ROOT / "solutions" / unit).glob("*.ipynb")
    _, seen = executed(path)
    added = [cost_of_check(item) for item in exercises.of_unit(unit)]
    return (
        seen["seconds"],
        max(seen["cells"]),
        seen.get("peak", 0) / 1000,
        float(np.median(added)),
        max(added),
    )


def main(units: list[str]) -> None:
    busy = os.getloadavg()[0]
    rows = []
    for unit in units or exercises.units():
        rows.append((unit, *measured(unit)))
        print("{:22} {:6.1f} s {:6.1f} s {:5.0f} MB {:5.0f} ms {:5.0f} ms".format(*rows[-1]))
    if units:
        return
    goals = {"seconds": SECONDS, "megabytes": MEGABYTES, "own": OWN, "cell": CELL}
    text = TEXT.format(**goals, beside=f" (others used {busy:.1f} of them)" if busy > 0.5 else "")
    line = "| {} | {:.1f} | {:.1f} | {:.0f} | {:.0f} | {:.0f} |\n"
    text += "".join(line.format(*row) for row in rows)
    whole = sum(row[1] for row in rows)
    text += f"\nThe whole course takes {whole / 60:.1f} minutes of the processor; the goal is 5.\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
