"""`make lab` and `make teach` in a real browser: each shows what its people need, unasked."""

import contextlib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import lab
import nbformat
from lab import ROOT, STUDENT, browse, serve
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, TimeoutError

FIRST = ROOT / "course/start.ipynb"


@contextlib.contextmanager
def opened(command: list[str], folder: Path, tmp_path: Path, **environment: str) -> Iterator[Page]:
    """The page that a command opens for somebody who was never there, ready to be used."""
    tmp_path.mkdir(exist_ok=True)
    with serve(command, folder, tmp_path / "config", **environment) as address:
        with browse(address) as page:
            page.set_default_timeout(90_000)  # the machine may be busy with other tests
            page.locator("#jp-main-statusbar").wait_for(timeout=60_000)
            page.locator(".jp-DirListing-item").first.wait_for()
            yield page


def listed(page: Page) -> set[str]:
    return set(page.locator(".jp-DirListing-itemText").all_inner_texts())


def questions(page: Page) -> str:
    # JupyterLab asks whether it may fetch news once it is ready, and keeps the question here.
    page.wait_for_timeout(3000)
    return "".join(page.locator(".Toastify, .jp-Dialog").all_inner_texts())


def test_make_lab_opens_the_first_page(tmp_path):
    with opened(["make", "lab"], ROOT, tmp_path) as page:
        title = nbformat.read(FIRST, as_version=4).cells[0].source.splitlines()[0].lstrip("# ")
        page.locator(".jp-Notebook h1").filter(has_text=title).wait_for()
        assert page.locator(".jp-Launcher").count() == 0
        assert page.get_by_role("menuitem", name="Nbgrader").count() == 0
        assert questions(page) == ""
        page.locator(".jp-BreadCrumbs-home").click()
        page.locator(".jp-DirListing-itemText").filter(has_text="u01_perceptron").wait_for()
        expected = {path.name for path in (ROOT / "course").iterdir() if path.name[0] != "."}
        assert listed(page) == expected - {"__pycache__"}


def test_make_teach_has_formgrader(tmp_path):
    with opened(["make", "teach"], ROOT, tmp_path) as page:
        assert {"solutions", "course", "nbgrader_config.py"} <= listed(page)
        assert questions(page) == ""
        page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        grader = page.frame_locator("iframe").locator("table")
        grader.get_by_text("u00_start_here").wait_for(timeout=30_000)


def run_all(page: Page, until: str) -> None:
    """Run all cells; again if JupyterLab, without a word, dropped a run on a fresh kernel."""
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    for left in reversed(range(5)):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            page.locator(until).first.wait_for(timeout=20_000)
            return
        except TimeoutError:
            if not left:
                raise


# What stands before a widget and each of its parts when no kernel answers.
BEFORE = """demo => [demo, ...demo.querySelectorAll('.jupyter-widgets-disconnected')].map(
    one => getComputedStyle(one, '::before').content)"""
VIEW = ".jp-OutputArea-output:has(.dlaudio-live)"
DEMO = """\
from dlaudio.widgets import stairs
from dlaudio.widgets.demo import demo

demo(stairs.draw, title=stairs.TITLE, controls=stairs.CONTROLS)"""
RECORDER = "from dlaudio import audio\naudio.record()"


def test_demo_and_recorder_are_there_after_save_and_reopen(tmp_path):
    """Its state is in the saved file: the next day it shows before anything has run."""
    course = tmp_path / "course"
    course.mkdir()
    kernel = {"name": "python3", "display_name": "Python 3"}
    cells = [new_code_cell(DEMO), new_code_cell(RECORDER)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, course / "demo.ipynb")
    options = ["--allow-root", "--no-browser", "--LabApp.default_url=/lab/tree/demo.ipynb"]
    command = [sys.executable, "-m", "jupyterlab", *options, "course"]
    settings = {"JUPYTER_CONFIG_PATH": STUDENT}
    demo, error = ".jp-OutputArea .noUi-handle", "Error displaying widget"

    with opened(command, tmp_path, tmp_path, **settings) as page:
        assert page.locator(demo).count() == 0
        run_all(page, until=demo)
        page.locator(".jp-OutputArea img").wait_for()
        page.get_by_role("button", name="Record", exact=True).wait_for()
        page.keyboard.press("Control+s")
        page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    with opened(command, tmp_path, tmp_path / "next day", **settings) as page:
        page.locator(demo).first.wait_for()
        assert page.get_by_text(error).count() == 0
        picture = page.locator(".jp-OutputArea img")
        assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
        live = page.locator(".dlaudio-live")
        assert live.count() == 2
        for widget in live.all():
            said = widget.evaluate(BEFORE)
            assert "Run this cell" in said[0] and set(said[1:]) == {"none"}
        # what ipywidgets does where a kernel connects late; the course's extension draws it again
        late = f"output => {{ output.textContent = '{error}: not found'; }}"
        page.locator(VIEW).first.evaluate(late)
        page.locator(demo).first.wait_for()
        assert page.get_by_text(error).count() == 0


def test_who_comes_too_late_for_a_port_takes_another(tmp_path, monkeypatch):
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = iter([taken.getsockname()[1], lab.free_port()])
        monkeypatch.setattr(lab, "free_port", lambda: next(ports))
        with serve(command, tmp_path, tmp_path / "config") as address:
            assert str(taken.getsockname()[1]) not in address
