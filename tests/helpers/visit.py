"""A visit to a notebook in JupyterLab, in a real browser: what is there, and what is done there."""

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import ROOT, STUDENT, serve
from playwright.sync_api import TimeoutError

SECONDS = 60  # for a whole unit
SCREENSHOTS = ROOT / "tests/screenshots"
LOST = "Error displaying widget"
THEMES = "@jupyterlab/apputils-extension:themes"
# JupyterLab may leave out what is not in view; here all of a notebook is to be seen, and when each
# cell was run.
WHOLE = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "recordTiming": True}}


@contextlib.contextmanager
def desk_of(folder: Path, *, theme: str = "light", **environment: str) -> Iterator[str]:
    """Address of JupyterLab on folder/course, as the student who was never there gets it."""
    config = folder / f"config-{theme}"
    settings = config / "labconfig/default_setting_overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(WHOLE | {THEMES: {"theme": f"JupyterLab {theme.title()}"}}))
    command = [sys.executable, "-m", "jupyterlab", "--allow-root", "--no-browser", "course"]
    paths = {"JUPYTER_CONFIG_PATH": STUDENT, "XDG_CACHE_HOME": str(folder / "cache")}
    with serve(command, folder, config, **paths, **environment) as address:
        yield address


class Visit:
    """The page of one notebook, with all that it asked for and all that it complained of."""

    def __init__(self, page, address: str, path: str):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        # a workspace of its own: in that of all, the notebooks of other visits are open too
        place = f"/lab/workspaces/{Path(path).stem}/tree/{path}"
        # until its kernel is connected, the notebook calls itself idle, and runs nothing
        with page.expect_websocket(lambda socket: "/channels" in socket.url, timeout=120_000):
            page.goto(re.sub(r"/lab/tree/[^?]*", place, address))
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=120_000)
        self.notebook = page.locator(".jp-Notebook")

    def _listen(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def code(self, text: str | re.Pattern):
        """The code cell that shows this text, which no other one does."""
        return self.notebook.locator(".jp-CodeCell").filter(
            has=self.page.locator(".jp-InputArea-editor").filter(has_text=text)
        )

    def menu(self, item: str) -> None:
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def type(self, cell, code: str) -> None:
        """Put code in the place of what a cell holds, by the keyboard."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def wait(self, seconds: float = SECONDS) -> None:
        """Until no cell is running or waits for its turn."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-InputPrompt')].every("
            "prompt => !prompt.textContent.includes('*'))",
            timeout=1000 * seconds,
        )

    def photograph(self, name: str) -> None:
        """All of the notebook, one screen after the other, into name-00.png, name-01.png, ..."""
        for path in SCREENSHOTS.glob(f"{name}-[0-9]*.png"):
            path.unlink()
        scroller = self.page.locator(".jp-WindowedPanel-outer")
        total, seen = scroller.evaluate("element => [element.scrollHeight, element.clientHeight]")
        for i, top in enumerate(range(0, total, seen - 40)):
            scroller.evaluate("(element, top) => { element.scrollTop = top; }", top)
            self.page.wait_for_timeout(100)
            scroller.screenshot(path=SCREENSHOTS / f"{name}-{i:02}.png")

    def run_all(self, seconds: float) -> None:
        """Run all cells, and wait for the last; again if JupyterLab, without a word, did not."""
        waiting = self.notebook.locator(".jp-InputPrompt").filter(has_text="[*]").first
        for left in reversed(range(4)):
            self.menu("Run All Cells")
            try:
                waiting.wait_for(timeout=30_000)
                break
            except TimeoutError:
                if not left:
                    raise
        self.wait(seconds)

    def complaints_of_cells(self) -> list[str]:
        """Errors, and what was written on stderr."""
        wrong = '[data-mime-type*="error"], [data-mime-type*="stderr"]'
        lost = self.notebook.get_by_text(LOST)
        return [*self.notebook.locator(wrong).all_inner_texts(), *lost.all_inner_texts()]

    def players(self) -> int:
        """How many sounds the browser has decoded; each must be one of them."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-OutputArea audio[src]')].every("
            "sound => sound.readyState >= 3 && sound.duration > 0)"
        )
        return self.notebook.locator(".jp-OutputArea audio[src]").count()

    def pictures(self) -> int:
        """How many pictures there are; each must be drawn and have words."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-OutputArea img')].every("
            "image => image.complete && image.naturalWidth > 20 && image.alt.length > 10)"
        )
        return self.notebook.locator(".jp-OutputArea img").count()

    def reopened(self, seconds: float = SECONDS) -> None:
        """Wait until what was saved is shown: a slow kernel makes some outputs wait for it."""
        self.page.wait_for_function(
            "lost => { const all = [...document.querySelectorAll('.jp-OutputArea-output')];"
            " return all.length && !all.some(one =>"
            " lost.some(words => one.textContent.startsWith(words))); }",
            arg=[LOST, "Loading widget"],
            timeout=1000 * seconds,
        )

    def demos(self):
        return self.notebook.locator(".jp-OutputArea .dlaudio-demo")

    def move(self, demo) -> list[str]:
        """An arrow key on the first control of a demo changes its picture or its words, or why."""
        demo.scroll_into_view_if_needed()
        image = demo.locator("img").first
        before = image.get_attribute("src"), demo.get_by_role("status").first.inner_text()
        control = demo.locator(".noUi-handle, select").first
        for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
            control.focus()
            self.page.keyboard.press(key)
            for _ in range(40):
                self.page.wait_for_timeout(100)
                now = image.get_attribute("src"), demo.get_by_role("status").first.inner_text()
                if now != before:
                    return [now[1]] if "cannot be drawn" in now[1] else []
        return [f"nothing moves: {before[1]}"]

    def save(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")

    def shut_out(self) -> list[str]:
        """What axe calls serious in the outputs, which are ours."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        options = {"resultTypes": ["violations"], "preload": False}
        found = axe.run(self.page, context={"include": [[".jp-OutputArea"]]}, options=options)
        return [
            f"{fault['id']} {len(fault['nodes'])}: {fault['nodes'][0]['html'][:300]}"
            for fault in found.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]
