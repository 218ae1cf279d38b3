"""How long a demo takes in the browser: from a key on its first control to the painted picture.

    python bench/keys.py            # all demos, four minutes; writes bench/keys.md
    python bench/keys.py stairs     # some of them, and writes nothing

JupyterLab, a kernel and Chromium on this machine. Each demo is in a cell of its own; the key is an
arrow, on a slider's handle or on a menu, one after the other has been answered.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
from demos import modules
from nbformat.v4 import new_code_cell, new_notebook

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/helpers"))
from lab import STUDENT, browse, serve

PRESSES = 9
PAUSE = 400  # ms between two keys: what a reader needs at least to look
GOAL = 100  # ms
TEXT = """\
# From the key to the picture

Written by `python bench/keys.py`: milliseconds from an arrow key on the first control of a demo
until its new picture is painted, in JupyterLab and Chromium; {presses} keys, one every {pause} ms:
the first, the middle one, the longest. The first finds nothing drawn; while it is looked at, the
kernel draws the neighbours (`dlaudio.widgets.album`). {under} of {all} demos have their middle
under {goal} ms; the middle of the middles is {median:.0f} ms. A virtual machine with 2 cores, which
had {load:.0f} programs to run at a time, the browser among them.

| demo | first | middle | longest |
|---|---|---|---|
"""
CELL = """\
from dlaudio.widgets import {name}
from dlaudio.widgets.demo import demo

demo({name}.draw, title={name}.TITLE, controls={name}.CONTROLS)"""

# Presses are timed from the event of the key to the frame after the new picture is decoded.
LISTEN = """demo => {
  const times = []; demo.times = times; let pressed = 0;
  demo.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  demo.addEventListener('load', event => {
    const from = pressed; pressed = 0;
    if (from) requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - from)));
  }, true);
}"""


def main() -> None:
    """Print what the keys of each demo took; if all were tried, keep the table."""
    found = modules(__doc__)
    kernel = {"name": "python3", "display_name": "Python 3"}
    cells = [new_code_cell(CELL.format(name=name)) for name in found]
    seen = {}
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        course.mkdir()
        nbformat.write(
            new_notebook(cells=cells, metadata={"kernelspec": kernel}), course / "demos.ipynb"
        )
        options = ["--allow-root", "--no-browser", "--LabApp.default_url=/lab/tree/demos.ipynb"]
        command = [sys.executable, "-m", "jupyterlab", *options, "course"]
        config = Path(folder) / "config"
        with (
            serve(command, Path(folder), config, JUPYTER_CONFIG_PATH=STUDENT) as address,
            browse(address, viewport={"width": 1280, "height": 900}) as page,
        ):
            page.set_default_timeout(90_000)
            page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
            cells = page.locator(".jp-CodeCell")
            for i, name in enumerate(found):
                cells.nth(i).scroll_into_view_if_needed()
                cells.nth(i).locator(".cm-content").click()
                page.keyboard.press("Control+Enter")
                seen[name] = one(page, cells.nth(i).locator(".dlaudio-demo"), name)
                page.keyboard.press("Escape")
    middles = {name: statistics.median(times) for name, times in seen.items()}
    said = {
        "under": sum(middle < GOAL for middle in middles.values()),
        "median": statistics.median(middles.values()),
        "load": os.getloadavg()[0],
        "all": len(seen),
    }
    print("{under} of {all} demos; median {median:.0f} ms; load {load:.1f}".format(**said))
    if sys.argv[1:]:
        return
    rows = "".join(
        f"| `{name}` | {seen[name][0]:.0f} | {middles[name]:.0f} | {max(seen[name]):.0f} |\n"
        for name in sorted(seen, key=middles.get, reverse=True)
    )
    text = TEXT.format(presses=PRESSES, pause=PAUSE, goal=GOAL, **said) + rows
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")


def one(page, demo, name: str) -> list[float]:
    """Press keys on the first control of a demo; what each took, in ms."""
    demo.locator("img").wait_for()
    demo.evaluate(LISTEN)
    control = demo.locator("select, .noUi-handle").first
    control.focus()
    menu = control.evaluate("element => element.tagName == 'SELECT'")
    for i in range(PRESSES):
        on, back = ("ArrowDown", "ArrowUp") if menu else ("ArrowRight", "ArrowLeft")
        page.keyboard.press(on if i % 6 < 3 else back)
        page.wait_for_timeout(PAUSE)
    page.wait_for_timeout(1000)
    times = demo.evaluate("demo => demo.times")
    assert times, f"{name} painted nothing"
    print(f"{name:20}", *(f"{time:4.0f}" for time in times), flush=True)
    return times


if __name__ == "__main__":
    main()
