"""How long a demo takes from a new value of a control to its picture, words and sound.

    python bench/demos.py                 # all demos, two minutes; writes bench/demos.md
    python bench/demos.py unrolling stairs  # some of them, and writes nothing

Each control goes through some of its values while the others stay. The time is the processor's, of
the kernel alone: what the browser adds is the same for all demos, a few hundredths of a second.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import importlib
import pkgutil
import sys
import time
from pathlib import Path

import numpy as np

from dlaudio import widgets
from dlaudio.widgets.demo import demo
from dlaudio.widgets.flipbook import values

GOAL = 100  # ms
MOST = 6  # values of one control
TEXT = """\
# How fast the demos answer

Written by `python bench/demos.py`: from a new value of a control until its picture, words and sound
are made, in milliseconds of the processor's time, in the middle and at most, over all controls of a
demo. The goal is a median of less than {goal} ms from the key to the picture; the browser takes its
part too. The last column is the demo without a kernel, its flip-book, in kB; 400 is the most.
One thread of a virtual machine with 2 cores{beside}.

| demo | median, ms | most, ms | flip-book, kB |
|---|---|---|---|
"""


def modules(about: str) -> dict:
    """The demos of the course that the command names, by name; all if it names none.

    It answers `--help` with `about`, and a name that is none with those that there are.
    """
    found = [one.name for one in pkgutil.iter_modules(widgets.__path__)]
    every = {name: importlib.import_module(f"dlaudio.widgets.{name}") for name in found}
    demos = {name: one for name, one in every.items() if hasattr(one, "CONTROLS")}
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=about, formatter_class=layout)
    parser.add_argument("demo", nargs="*", help="one of: " + ", ".join(demos))
    names = parser.parse_args().demo or [*demos]
    if unknown := [name for name in names if name not in demos]:
        parser.error(f"no demo is called {', '.join(unknown)}; there are {', '.join(demos)}")
    return {name: demos[name] for name in names}


def times(module) -> tuple[list[float], int]:
    """Milliseconds of each change of a control, and the bytes of the flip-book."""
    panel = demo(module.draw, title=module.TITLE, controls=module.CONTROLS)
    spent = []
    for name, control in module.CONTROLS.items():
        widget, first = panel.controls[name], control.value
        others = [value for value in values(control) if value != first]
        places = np.unique(np.linspace(0, len(others) - 1, MOST).round().astype(int))
        for value in [*(others[i] for i in places), first]:
            start = time.process_time()
            widget.value = value
            spent.append(1000 * (time.process_time() - start))
            assert "cannot be drawn" not in panel.scene.text, (module.__name__, name, value)
    return spent, len(panel.flipbook())


def main() -> None:
    """Print a line a demo; if all were measured, keep the table."""
    rows = []
    for name, module in modules(__doc__).items():
        spent, size = times(module)
        rows.append((np.median(spent), max(spent), size / 1000, name))
        print(
            f"{name:20} {rows[-1][0]:4.0f} {rows[-1][1]:4.0f} ms {rows[-1][2]:4.0f} kB", flush=True
        )
    slow = [name for median, *_, name in rows if median > GOAL]
    print(f"{len(rows)} demos, {len(slow)} above {GOAL} ms: {', '.join(slow) or 'none'}")
    if sys.argv[1:]:
        return
    load = os.getloadavg()[1] if hasattr(os, "getloadavg") else 0
    beside = f", which had {load:.0f} programs to run at a time" if load > 1.5 else ""
    table = "".join(
        f"| `{name}` | {median:.0f} | {most:.0f} | {size:.0f} |\n"
        for median, most, size, name in sorted(rows, reverse=True)
    )
    path = Path(__file__).with_suffix(".md")
    path.write_text(TEXT.format(goal=GOAL, beside=beside) + table, encoding="utf-8")


if __name__ == "__main__":
    main()
