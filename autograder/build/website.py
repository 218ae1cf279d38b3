"""The sources of the web site: every unit as it was released, with what its cells show when solved.

``python -m autograder site`` runs the instructor's notebooks, lets readers see and hear all but the
answers, and has Sphinx make pages of them; ``site/conf.py`` holds Sphinx's settings.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat

from dlaudio import exercises, syllabus

from . import browser_lab, colab, front_page, package_pages
from .solved import executed, public, unpack

ROOT = Path(__file__).resolve().parents[2]
CACHE = "site/_build/cache"
PAGES = {"course": "conventions.md", "site": "*.md", "bench": "*.md"}  # beside the units
MOST_BYTES = 6_000_000  # of a unit's page with all that it shows
NAMES = {  # where a page's own heading says too little in a menu
    "site/syllabus": "Syllabus",
    "site/instructors": "Instructor's guide",
    "site/hub": "On a JupyterHub",
    "site/reach": "Where it runs",
    "course/conventions": "Conventions",
    "site/seed_map": "Seed map",
    "site/record": "The grader's record",
}
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)")
PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:)([^)\s]+)\)")
NOTE = """\
```{{admonition}} Read, look and listen here
:class: note
Everything on this page was computed by the solved unit; the answers are left out. To write them
yourself and have them checked, <a href="{browser}">open the unit in this browser</a>, where nothing
needs to be installed, or take the notebook: {{download}}`{name}.ipynb <{path}>`.
```"""


def build(out: Path, units: Iterable[str] | None = None, root: Path = ROOT) -> int:
    """Make the site's pages in `out`; an exit code, 0 if Sphinx is content and no page too heavy.

    `units` are run and shown with pictures and sounds, by default all; the rest is text and code.
    What was run is kept in the project's own `site/_build/cache`, wherever `out` is.
    """
    shown = set(exercises.units() if units is None else units)
    source, html = out / "source", out / "html"
    for folder in (source, html, out / "media"):
        shutil.rmtree(folder, ignore_errors=True)
    cards = [_unit(unit, source, out, root, solved=unit.name in shown) for unit in syllabus.units()]
    _milestones(source, root)
    others = list(_others(source, root))
    package_pages.write(source / "package")
    bench = [page for page in others if page.startswith("bench/") and page != "bench/README"]
    _append(source / "bench/README.md", front_page.toctree(_from("bench", bench)))
    _append(source / "site/README.md", front_page.toctree(_from("site", NAMES, NAMES)))
    milestones = [f"milestones/{path.stem}" for path in (source / "course/milestones").iterdir()]
    (source / "course/units.md").write_text(
        front_page.units(cards, sorted(milestones)), encoding="utf-8"
    )
    (source / "index.md").write_text(front_page.text(cards), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-c", str(root / "site")]
    code = subprocess.run([*command, str(source), str(html)], check=False).returncode
    if code == 0:
        shutil.copytree(out / "media", html / "media", dirs_exist_ok=True)
        (html / "_static/webpack-macros.html").unlink(missing_ok=True)  # the theme's own source
        browser_lab.write(html / "lite", root)
        (html / ".nojekyll").touch()  # GitHub Pages would leave out what begins with _
        for page, size in weights(html).items():
            if size > MOST_BYTES:
                print(f"{page} weighs {size / 1e6:.1f} MB; {MOST_BYTES / 1e6:g} MB are the most")
                code = 1
    return code


def weights(html: Path) -> dict[str, int]:
    """Bytes of each unit's page with all pictures and sounds that it may show, by its place."""
    found = {}
    for path in sorted(html.glob("course/u*/*.html")):
        text = path.read_text(encoding="utf-8")
        shown = {html / "media" / name for name in re.findall(r"media/([\w.-]+)", text)}
        size = path.stat().st_size + sum(one.stat().st_size for one in shown if one.is_file())
        found[path.relative_to(html).as_posix()] = size
    return found


def _unit(unit: syllabus.Unit, source: Path, out: Path, root: Path, *, solved: bool) -> dict:
    """Write a unit's page, its card's picture and sound; what its card says."""
    name = Path(unit.notebook).stem
    taken = root / "course" / unit.link
    notebook = root / "solutions" / unit.link
    page = public(
        nbformat.read(taken, as_version=4),
        executed(notebook, root / CACHE) if solved else None,
    )
    for cell in page.cells:
        if cell.cell_type == "markdown":  # the first page of the notebooks is a list here
            cell.source = cell.source.replace("](../start.ipynb)", "](../units.md)")
    place = source / "course" / unit.name
    place.mkdir(parents=True)
    card = front_page.card(unit, page, out / "media/cards")
    unpack(page, out / "media", "../../media", root / CACHE / "media")
    given = source / "notebooks"
    given.mkdir(exist_ok=True)
    shutil.copy(taken, given / unit.notebook)
    note = NOTE.format(
        name=name,
        path=f"../../notebooks/{unit.notebook}",
        browser=f"../../{browser_lab.address(unit.link)}",
    )
    page.cells.insert(1, nbformat.v4.new_markdown_cell(note))
    nbformat.write(page, place / f"{name}.ipynb")
    return card | {"page": f"course/{unit.name}/{name}"}


def _milestones(source: Path, root: Path) -> None:
    """The milestones, to be read: they are to be run with one's own networks."""
    place = source / "course/milestones"
    place.mkdir()
    for path in sorted((root / "course/milestones").glob("*.ipynb")):
        nbformat.write(public(nbformat.read(path, as_version=4), None), place / path.name)


def _others(source: Path, root: Path):
    """Copy the pages beside the units, with their pictures.

    A link to what is no page leads to the project's address.
    """
    address = colab.repository()
    for folder, pattern in PAGES.items():
        (source / folder).mkdir(parents=True, exist_ok=True)
        for path in sorted((root / folder).glob(pattern)):
            given = path.read_text(encoding="utf-8")
            text = LINK.sub(lambda link, path=path: _link(link, path, root, address), given)
            (source / folder / path.name).write_text(text, encoding="utf-8")
            for picture in PICTURE.findall(given):
                place = source / folder / picture
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path.parent / picture, place)
            yield f"{folder}/{path.stem}"


def _link(link: re.Match, path: Path, root: Path, address: str | None) -> str:
    target = (path.parent / link[2]).resolve()
    inside = target.relative_to(root) if target.is_relative_to(root) else None
    if inside and inside.parts[0] in PAGES and inside.suffix in (".md", ".ipynb"):
        if (root / inside).exists():
            return link[0]
    if inside and address:
        return f"[{link[1]}]({address}/blob/main/{inside.as_posix()})"
    return link[1]


def _from(folder: str, pages: Iterable[str], names: dict[str, str] | None = None) -> list[str]:
    """Lines of a menu: pages as seen from a folder, with the names they have there."""
    lines = []
    for page in pages:
        seen = page.removeprefix(f"{folder}/") if page.startswith(folder) else f"/{page}"
        lines.append(f"{names[page]} <{seen}>" if names and page in names else seen)
    return lines


def _append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
