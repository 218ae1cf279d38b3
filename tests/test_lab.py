"""`make lab` serves the course, and a real browser shows it, without a question."""

import pytest
from lab import ROOT, browse, serve


@pytest.fixture
def address(tmp_path) -> str:
    with serve(["make", "lab"], ROOT, tmp_path / "config") as address:
        yield address


def test_make_lab_shows_the_course(address):
    with browse(address) as page:
        # JupyterLab asks whether it may fetch news once it is ready, and keeps the question here.
        page.locator("#jp-main-statusbar").wait_for(timeout=60_000)
        page.locator(".jp-DirListing-item").first.wait_for()
        shown = set(page.locator(".jp-DirListing-itemText").all_inner_texts())
        page.wait_for_timeout(3000)
        questions = page.locator(".Toastify, .jp-Dialog").all_inner_texts()
    expected = {path.name for path in (ROOT / "course").iterdir() if not path.name.startswith(".")}
    assert shown == expected - {"__pycache__"}
    assert "".join(questions) == ""
