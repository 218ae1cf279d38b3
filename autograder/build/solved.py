"""A unit for readers: the released notebook with what the cells of the solved one show.

The instructor's notebook is run, which takes seconds to minutes; what has not changed is taken from
the last time. Outputs of answers and checks stay away, and so does their code.
"""

import ast
import base64
import hashlib
import io
import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from dlaudio import exercises
from dlaudio.widgets.flipbook import VARIABLE

SECONDS = 600  # for one cell, on a busy machine
EMBEDDED = re.compile(r"data:(image|audio)/([\w+-]+);base64,([A-Za-z0-9+/=]+)")
LONG = 400_000  # bytes of a WAV, 12.5 s at 16 kHz: such sounds are MP3 on the pages
WAY = b"3"  # of making files smaller: another one makes all of them anew
SMALLER = {"png": "webp", "wav": "flac"}
ENDINGS = {"x-wav": "wav", "mpeg": "mp3", "svg+xml": "svg"}
FORMULA = re.compile(r"\$([^$\n]+)\$")
OWN = re.compile(r"^.*: the course's own plays? here, because .*\n?", re.MULTILINE)
ASKING = ("predict(", "recall(", "what_you_predicted(")
PROGRESS = re.compile(r"\d+%\|")  # what tqdm draws


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
        with _environment(**{VARIABLE: "1", "DLAUDIO_HOME": "", "OMP_NUM_THREADS": "1"}):
            NotebookClient(notebook, **options).execute()
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob(f"{path.stem}-*.ipynb"):
            old.unlink()
        nbformat.write(notebook, kept)
    return nbformat.read(kept, as_version=4)


@contextmanager
def _environment(**variables: str):
    """Environment variables for the kernels started inside."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def public(released: nbformat.NotebookNode, solved: nbformat.NotebookNode | None):
    """The released notebook with the outputs of the solved one, without those of the answers."""
    outputs = {cell.id: cell.get("outputs", []) for cell in solved.cells} if solved else {}
    cells = []
    for cell in released.cells:
        if cell.cell_type == "code":
            if "find_spec" in cell.source:  # installs what is missing, elsewhere
                continue
            graded = cell.metadata.get("nbgrader", {})
            own = graded.get("solution") or graded.get("grade")
            cell.outputs = [] if own else _shown(outputs.get(cell.id, []))
            if cell.source.startswith(ASKING):
                _set_formulas(cell.outputs)
            folded = cell.metadata.get("jupyter", {}).get("source_hidden")
            if folded or _imports(cell.source):
                cell.metadata["tags"] = ["hide-input"]
        cells.append(cell)
    released.cells = cells
    return released


def _imports(source: str) -> bool:
    """Whether a cell imports and does nothing else."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a magic
        return False
    return all(isinstance(each, ast.Import | ast.ImportFrom) for each in statements)


def _shown(outputs: list) -> list:
    """Outputs without widgets, whose place their pictures take, and without bars of progress."""
    kept = []
    for output in outputs:
        data = output.get("data", {})
        data.pop("application/vnd.jupyter.widget-view+json", None)
        if output.output_type == "stream":
            output.text = OWN.sub("", output.text)  # there is no library of a student's here
            if not output.text or PROGRESS.search(output.text):
                continue
        if output.output_type == "display_data" and set(data) == {"text/plain"}:
            if PROGRESS.search(data["text/plain"]):
                continue
        kept.append(output)
    return kept


def _set_formulas(outputs: list) -> None:
    """Mark what stands between dollars in HTML as Sphinx marks it, so that MathJax finds it."""
    for output in outputs:
        data = output.get("data", {})
        if "text/html" in data:
            data["text/html"] = FORMULA.sub(
                r'<span class="math notranslate nohighlight">\\(\1\\)</span>', data["text/html"]
            )


def unpack(notebook: nbformat.NotebookNode, media: Path, up: str, kept: Path) -> None:
    """Put pictures and sounds of a page into files, so that a browser fetches what is looked at.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    media : Path
        Folder for the files, each named by its contents.
    up : str
        The folder as seen from the page, such as "../../media".
    kept : Path
        Folder for what has been made smaller, for the next time.
    """
    for folder in (media, kept):
        folder.mkdir(parents=True, exist_ok=True)

    def replaced(match: re.Match) -> str:
        data = base64.b64decode(match[3])
        ending = ENDINGS.get(match[2], match[2])
        kind = "mp3" if ending == "wav" and len(data) > LONG else SMALLER.get(ending, ending)
        name = f"{hashlib.sha256(WAY + data).hexdigest()[:20]}.{kind}"
        if not (kept / name).exists():
            (kept / name).write_bytes(_smaller(data, ending, kind))
        shutil.copy(kept / name, media / name)
        return f"{up}/{name}"

    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                text = EMBEDDED.sub(replaced, data["text/html"])
                text = text.replace("<img ", '<img loading="lazy" ')
                data["text/html"] = text.replace('preload="auto"', 'preload="metadata"')


def _smaller(data: bytes, ending: str, kind: str) -> bytes:
    """A PNG as WebP, a WAV as FLAC, which loses nothing, or MP3; anything else as it is.

    Drawings, which have few colours, are smallest where nothing is lost; full pictures where little
    is.
    """
    if ending == "png":
        from PIL import Image

        image = Image.open(io.BytesIO(data)).convert("RGBA").convert("RGB")
        ways = {"lossless": True, "quality": 60, "method": 4}, {"quality": 88, "method": 3}
        return min((_webp(image, **way) for way in ways), key=len)
    if ending == "wav":
        import soundfile

        made = io.BytesIO()
        y, sr = soundfile.read(io.BytesIO(data), dtype="int16")
        if kind == "mp3":
            how = {"format": "MP3", "bitrate_mode": "VARIABLE", "compression_level": 0.3}
        else:
            how = {"format": "FLAC", "subtype": "PCM_16", "compression_level": 1.0}
        soundfile.write(made, y, sr, **how)
        return made.getvalue()
    return data


def _webp(image, **way) -> bytes:
    made = io.BytesIO()
    image.save(made, "WEBP", **way)
    return made.getvalue()
