"""The web site: built from two units, crawled, and looked at in a real browser."""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from lab import ROOT, browse

from autograder.build import browser_lab
from autograder.build.website import MOST_BYTES, weights
from dlaudio import syllabus

UNITS = ("u00_start_here", "u04_graphs")
LARGEST_PAINT = 2.5  # seconds
LOOKED_AT = [
    "index.html",
    "course/units.html",
    "course/u00_start_here/start_here.html",
    "course/u04_graphs/graphs.html",
    "course/conventions.html",
    "site/syllabus.html",
    "site/record.html",
    "bench/layers.html",
    "package/losses.html",
    "search.html",
]
GRAPHS = "course/u04_graphs/graphs.html"


class Page(HTMLParser):
    """What a page points to, and the places in it that may be pointed to."""

    def __init__(self, path: Path):
        super().__init__()
        self.path, self.links, self.shown, self.places = path, [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.places |= {found[name] for name in ("id", "name") if found.get(name)}
        if found.get("href"):
            self.links.append(found["href"])
        if found.get("src") and not found["src"].startswith("data:"):
            self.shown.append(found["src"])

    def target(self, link: str) -> Path:
        path = unquote(urlsplit(link).path)
        return (self.path.parent / path).resolve() if path else self.path


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The pages; Sphinx has nothing to complain of."""
    pytest.importorskip("sphinx")
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "autograder", "site", *UNITS, "--out", str(out)]
    offline = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "all_proxy")}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | offline, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not re.findall(r".*(?:WARNING:|ERROR:).*", done.stderr)
    return out / "html"


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, Page]:
    own = (path for path in sorted(site.rglob("*.html")) if site / "lite" not in path.parents)
    return {path: Page(path) for path in own}


@pytest.fixture(scope="module")
def address(site):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_no_link_is_dead(pages):
    assert len(pages) > 40
    dead = []
    for path, page in pages.items():
        for link in page.links + page.shown:
            if urlsplit(link).scheme or link.startswith("//"):
                continue
            target, place = page.target(link), unquote(urlsplit(link).fragment)
            if not target.exists():
                dead.append(f"{path.name}: {link}")
            elif place and target in pages and place not in pages[target].places:
                dead.append(f"{path.name}: {link} (no such place)")
    assert dead == []


def test_nothing_is_fetched_from_elsewhere(pages):
    strangers = [link for page in pages.values() for link in page.shown if urlsplit(link).scheme]
    assert strangers == []


def test_pages_are_light(pages):
    for path, page in pages.items():
        shown = {page.target(link) for link in page.shown}
        size = path.stat().st_size + sum(one.stat().st_size for one in shown if one.exists())
        assert size < MOST_BYTES, f"{path}: {size}"


def test_a_units_page_is_weighed_with_what_it_shows(tmp_path):
    unit, media = tmp_path / "course/u00_a", tmp_path / "media"
    unit.mkdir(parents=True)
    media.mkdir()
    (media / "a.webp").write_bytes(bytes(1000))
    (media / "b.webp").write_bytes(bytes(5000))  # of another page
    page = '<img src="../../media/a.webp"><img src="../../media/a.webp">'
    (unit / "a.html").write_text(page)
    assert weights(tmp_path) == {"course/u00_a/a.html": len(page) + 1000}


def test_no_answer_is_published(site, pages):
    """What a unit's page holds of its code is the released notebook's."""
    text = (site / GRAPHS).read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in text
    assert text.count("NotImplementedError") >= 10


def test_the_course_opens_in_a_browser_with_nothing_installed(site, address):
    """As far as the page goes: Python itself comes from Pyodide's servers, which are elsewhere."""
    lite = site / "lite"
    for unit in syllabus.units():
        notebook = nbformat.read(lite / "files" / unit.link, as_version=4)
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        assert first.source == browser_lab.FIRST_CELL
        assert sum("piplite" in cell.source for cell in notebook.cells) == 1
    packages = json.loads((lite / "pypi/all.json").read_text(encoding="utf-8"))
    (release,) = packages["dlaudio"]["releases"].values()
    with zipfile.ZipFile(lite / "pypi" / release[0]["filename"]) as wheel:
        assert "dlaudio/check.py" in wheel.namelist()
        assert any(name.endswith(".npz") and "data/" in name for name in wheel.namelist())
    place = browser_lab.address("u00_start_here/start_here.ipynb")
    with browse(f"{address}/{place}") as page:
        page.locator(".jp-Notebook h1", has_text="Start here").wait_for(timeout=60_000)


def test_the_units_that_were_run_have_pictures_sounds_and_cards(site, pages):
    front = pages[site / "index.html"]
    for unit in UNITS:
        assert any(f"{unit}.webp" in link for link in front.shown)
        assert any(re.search(rf"{unit}\.(wav|mp3)", link) for link in front.shown)
    shown = pages[site / GRAPHS].shown
    assert sum(link.endswith((".png", ".webp")) for link in shown) >= 8
    assert sum(link.endswith((".flac", ".mp3")) for link in shown) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_in_a_browser(theme, address):
    """No error on the console, nothing that shuts anybody out, nothing wider than a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    faults = []
    with browse("about:blank", viewport={"width": 1280, "height": 900}) as page:
        page.add_init_script(f"localStorage.setItem('mode', '{theme}')")
        page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: m.type == "error" and faults.append(f"{m.text} {page.url}"))
        for name in LOOKED_AT:
            page.goto(f"{address}/{name}")
            found = axe.run(
                page, options={"resultTypes": ["violations"], "preload": False}
            ).response["violations"]
            for fault in found:
                if fault["impact"] in ("serious", "critical"):
                    nodes = [node["html"][:160] for node in fault["nodes"]]
                    faults.append(f"{name}: {fault['id']} {len(nodes)} {nodes[:3]}")
            page.set_viewport_size({"width": 390, "height": 800})
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > 390:
                faults.append(f"{name}: {width} pixels wide on a phone")
            page.set_viewport_size({"width": 1280, "height": 900})
    assert faults == []


def test_nothing_is_said_on_the_console_at_a_first_visit(address):
    """A browser that was never here has no theme, light or dark, to remember."""
    said = []
    with browse("about:blank") as page:
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.goto(f"{address}/index.html")
        assert page.evaluate("document.documentElement.dataset.mode") == "auto"
    assert said == []


@pytest.mark.parametrize("name", ["index.html", GRAPHS])
def test_the_largest_thing_to_see_is_there_soon(name, address):
    """The browser's own measure, largest contentful paint, against a server on this machine."""
    with browse("about:blank", viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{address}/index.html")  # style sheets and scripts are in the cache, as they are
        page.goto(f"{address}/{name}")  # for whoever goes from page to page
        seconds = page.evaluate(
            "() => new Promise(done => new PerformanceObserver(list => "
            "done(list.getEntries().at(-1).startTime / 1000))"
            ".observe({type: 'largest-contentful-paint', buffered: true}))"
        )
    assert 0 < seconds < LARGEST_PAINT


def test_the_projects_first_page_opens_with_a_picture_and_a_way_to_the_units():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = re.search(r"!\[([^\]]+)\]\(([^)]+)\)", text)
    assert text[: picture.start()].strip().count("\n") == 0  # nothing but the heading is above
    assert len(picture[1]) > 40 and (ROOT / picture[2]).stat().st_size > 10_000
    top = text[picture.end() :].partition("\n```")[0]
    (link,) = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", top)
    assert (ROOT / link).exists()


def test_a_flip_book_turns_and_formulas_are_set(address):
    with browse(f"{address}/{GRAPHS}") as page:
        page.locator("mjx-container:visible").first.wait_for()
        assert page.locator("mjx-merror").count() == 0
        book = page.locator(".dlaudio-flipbook").first
        slider, shown = book.locator("input[type=range]"), book.locator("[data-state]:visible")
        before = shown.locator("img").get_attribute("src"), shown.inner_text()
        slider.focus()
        page.keyboard.press("Home")
        page.keyboard.press("End")
        assert shown.count() == 1
        after = shown.locator("img").get_attribute("src"), shown.inner_text()
        assert before[0] != after[0] and before[1] != after[1]
        assert slider.get_attribute("aria-valuetext") == book.locator("output").inner_text()
        assert shown.locator("img").get_attribute("alt")
