"""JupyterLab and a real browser for the tests; everything that is started here ends with them."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from ports import free_port

from dlaudio.lab import variables

ROOT = Path(__file__).parents[2]
STUDENT = variables(ROOT, teach=False)["JUPYTER_CONFIG_PATH"]  # as `dlaudio lab` sets it
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What the browser would ask the network for by itself.
QUIET = ("background-networking", "component-update", "sync", "gpu", "default-apps")
ADDRESS = r"http://localhost:\S+token=\w+"
TAKEN = r"port \d+ is not available|already in use"  # what JupyterLab says before it ends
TRIES = 3


@contextlib.contextmanager
def serve(command: list[str], folder: Path, config: Path, **environment: str) -> Iterator[str]:
    """Address of the JupyterLab that a command starts, on a first visit: `config` is empty.

    BROWSER is set, so that JupyterLab opens none on a machine that has a display. By itself each
    takes port 8888 if it is free, and two that start at the same moment both find it so: here each
    is given a port of its own, and another one if something else was quicker.
    """
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(config), "BROWSER": "true"} | environment
    config.mkdir(exist_ok=True)
    log = config / "lab.log"
    for left in reversed(range(TRIES)):
        port = {"JUPYTER_PORT": str(free_port()), "JUPYTER_PORT_RETRIES": "0"}
        with open(log, "w") as output:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment | port,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            deadline = time.monotonic() + 60
            while not (address := re.search(ADDRESS, log.read_text())):
                if left and process.poll() is not None and re.search(TAKEN, log.read_text()):
                    break
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.1)
            else:
                yield address.group()
                return
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


@contextlib.contextmanager
def browse(address: str, *, microphone: bool = False, **context) -> Iterator[Page]:
    """A page of a real browser at that address; skips the test where there is no browser.

    With `microphone`, it has one that nobody needs to allow, and that beeps every second.
    """
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")
    options = [f"--disable-{what}" for what in QUIET]
    if microphone:
        options += [f"--use-fake-{what}-for-media-stream" for what in ("device", "ui")]
    if os.getuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        page = browser.new_page(**context)
        page.goto(address)
        yield page
        browser.close()
