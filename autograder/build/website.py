"""The sources of the web site: every unit as it was released, with what its cells show when solved.

``python -m autograder site`` runs the instructor's notebooks (what has not changed is taken from
the last time), puts their outputs into the released ones, so that a reader sees and hears all but
the answers, and lets Sphinx make pages of them; ``site/conf.py`` has Sphinx's settings.
"""

import base64
import hashlib
import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from dlaudio import exercises

from ..library.folder import text_of

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120  # for one unit
PAGES = {  # what stands beside the units, by its place in the project
    "course": "conventions.md",
    "site": "*.md",
    "bench": "*.md",
}
MODULES = """
    audio layers losses optim init graph gradcheck train metrics sequences synth onsets generation
    datasets networks plots.drawings plots.parts mine check predict
""".split()
AUDIO = re.compile(r'src="data:audio/(\w[\w-]*);base64,([A-Za-z0-9+/=]+)"')
TITLE = re.compile(r"^# (\d+) · (.+)$", re.MULTILINE)
HEAR = re.compile(r"\*\*You will hear\*\*(.+?)(?:\n\n|\Z)", re.DOTALL)


def build(out: Path, root: Path = ROOT) -> int:
    """Make the site's pages in `out`; Sphinx's exit code, 0 if all is well."""
    source = out / "source"
    shutil.rmtree(source, ignore_errors=True)
    for folder, pattern in PAGES.items():
        (source / folder).mkdir(parents=True)
        for path in sorted((root / folder).glob(pattern)):
            shutil.copy(path, source / folder)
    cards = [_unit(unit, source, out / "cache", root) for unit in exercises.units()]
    (source / "index.md").write_text(_index(cards), encoding="utf-8")
    (source / "package.md").write_text(_package(), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-c", str(root / "site")]
    return subprocess.run([*command, str(source), str(out / "html")], check=False).returncode


def _unit(unit: str, source: Path, cache: Path, root: Path) -> dict[str, str]:
    """Write a unit's page, its card's picture and sound; what its card says."""
    name = text_of(unit, root / "solutions").stem
    released = nbformat.read(root / "course" / unit / f"{name}.ipynb", as_version=4)
    shown = public(released, executed(root / "solutions" / unit / f"{name}.ipynb", cache))
    place = source / "course" / unit
    place.mkdir(parents=True)
    nbformat.write(shown, place / f"{name}.ipynb")
    words = shown.cells[0].source
    number, title = TITLE.search(words).groups()
    heard = HEAR.search("\n\n".join(cell.source for cell in shown.cells[:4]))
    card = {"number": number, "title": title, "page": f"course/{unit}/{name}"}
    card["hear"] = " ".join(heard[1].split()).strip() if heard else ""
    return card | _picture_and_sound(shown, source / "cards", unit)


def executed(path: Path, cache: Path) -> nbformat.NotebookNode:
    """A notebook with what its cells show; run again if it or the package has changed."""
    digest = hashlib.sha256(path.read_bytes())
    package = Path(exercises.__file__).parents[1]
    for file in sorted(package.rglob("*.py")):
        digest.update(file.read_bytes())
    kept = cache / f"{path.stem}-{digest.hexdigest()[:16]}.ipynb"
    if not kept.exists():
        print(f"running {path.stem} ...", flush=True)
        notebook = nbformat.read(path, as_version=4)
        options = {"timeout": SECONDS, "kernel_name": "python3", "store_widget_state": False}
        NotebookClient(notebook, **options).execute()
        cache.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, kept)
    return nbformat.read(kept, as_version=4)


def public(released: nbformat.NotebookNode, solved: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The released notebook with the outputs of the solved one, without those of the answers."""
    outputs = {cell.id: cell.get("outputs", []) for cell in solved.cells}
    cells = []
    for cell in released.cells:
        if cell.cell_type == "code":
            if "find_spec" in cell.source:  # installs what is missing, elsewhere
                continue
            graded = cell.metadata.get("nbgrader", {})
            own = graded.get("solution") or graded.get("grade")
            cell.outputs = [] if own else [_still(out) for out in outputs.get(cell.id, [])]
            if cell.metadata.get("jupyter", {}).get("source_hidden"):
                cell.metadata["tags"] = ["hide-input"]
        cells.append(cell)
    released.cells = cells
    return released


def _still(output):
    """An output without the widget, whose place its still picture takes."""
    output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return output


def _picture_and_sound(notebook, folder: Path, unit: str) -> dict[str, str]:
    """The first picture and the first sound of a unit as files beside the first page."""
    folder.mkdir(exist_ok=True)
    found: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            text = data.get("text/html", "")
            picture = data.get("image/png") or _embedded(text)
            if picture and "picture" not in found:
                found["picture"] = f"cards/{unit}.png"
                (folder / f"{unit}.png").write_bytes(base64.b64decode(picture))
                alt = re.search(r'alt="([^"]*)"', text)
                found["alt"] = html.unescape(alt[1]) if alt else data.get("text/plain", "")
            if (sound := AUDIO.search(text)) and "sound" not in found:
                found["sound"] = f"cards/{unit}.{sound[1].removeprefix('x-')}"
                (folder.parent / found["sound"]).write_bytes(base64.b64decode(sound[2]))
    return found


def _embedded(text: str) -> str:
    match = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", text)
    return match[1] if match else ""


def _index(cards: list[dict[str, str]]) -> str:
    """The first page: fourteen cards, and the way to everything else."""
    lines = ["# Deep Learning for Audio, from scratch", "", INTRODUCTION, "", '<div class="cards">']
    for card in cards:
        alt = html.escape(card.get("alt", ""), quote=True)
        picture = f'<img src="{card["picture"]}" alt="{alt}">' if "picture" in card else ""
        sound = (
            f'<audio controls preload="none" src="{card["sound"]}" '
            f'aria-label="A sound of unit {card["number"]}"></audio>'
            if "sound" in card
            else ""
        )
        title = html.escape(f"{card['number']} · {card['title']}")
        lines.append(
            f'<div class="card"><a href="{card["page"]}.html">{picture}<h3>{title}</h3></a>'
            f"<p>{html.escape(card['hear'])}</p>{sound}</div>"
        )
    tree = [f"{card['page']}" for card in cards]
    rest = ["course/conventions", "package", "site/syllabus", "site/instructors", "site/seed_map"]
    rest += ["site/record", *_others()]
    lines += ["</div>", "", _toctree("The units", tree), _toctree("Beside them", rest)]
    return "\n".join(lines)


def _others() -> list[str]:
    known = {"syllabus", "instructors", "seed_map", "record"}
    more = [path for folder in ("site", "bench") for path in sorted((ROOT / folder).glob("*.md"))]
    return [f"{path.parent.name}/{path.stem}" for path in more if path.stem not in known]


def _toctree(caption: str, pages: list[str]) -> str:
    return "\n".join(["```{toctree}", f":caption: {caption}", ":hidden:", "", *pages, "```", ""])


def _package() -> str:
    """What the helper package has, from its docstrings."""
    lines = ["# The package `dlaudio`", "", "`pip install dlaudio`, then for example", ""]
    lines += ["```python", "from dlaudio import audio, layers", "```", ""]
    for module in MODULES:
        lines += [
            f"## `dlaudio.{module}`",
            "",
            "```{eval-rst}",
            f".. automodule:: dlaudio.{module}",
        ]
        lines += ["   :members:", "   :imported-members:", "   :ignore-module-all:", "```", ""]
    return "\n".join(lines)


INTRODUCTION = """Fourteen units, from the perceptron to networks that write music. You write every
part yourself in NumPy, and hear every result. Here you can read, see and hear all of it; to write
and to play along, [get the notebooks](site/README.md)."""
