"""`make lab` serves the course, and a real browser shows it."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def lab(tmp_path) -> str:
    """Address of JupyterLab as `make lab` starts it; everything it started ends with the test."""
    # A first visit, on a desk whose browser does nothing.
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "BROWSER": "true"}
    log = tmp_path / "lab.log"
    with open(log, "w") as output:
        make = subprocess.Popen(
            ["make", "lab"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while not (address := re.search(r"http://localhost:\S+token=\w+", log.read_text())):
            assert make.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield address.group()
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        make.wait(timeout=30)


def test_make_lab_shows_the_course(lab):
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox"] if os.getuid() == 0 else []
        )
        page = browser.new_page()
        page.goto(lab)
        page.locator(".jp-DirListing-item").first.wait_for(timeout=60_000)
        shown = set(page.locator(".jp-DirListing-itemText").all_inner_texts())
        browser.close()
    expected = {path.name for path in (ROOT / "course").iterdir() if not path.name.startswith(".")}
    assert shown == expected - {"__pycache__"}
