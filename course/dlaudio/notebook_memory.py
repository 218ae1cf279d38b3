"""What the notebooks remember of a student: one small JSON file that belongs to the student.

It holds what was predicted, answered and passed, so that a unit can come back to it weeks later.
It is never sent anywhere and never graded. Where it lies:

- `DLAUDIO_HOME`, a folder, if this environment variable is set; set to nothing, nothing is kept
- else, on Colab with a Google Drive mounted, `my_library/` in it: all else is lost with the session
- else `my_library/` beside the units: a notebook runs in the folder of its unit, so one above it
  (but none in `solutions/`, whose folders are nbgrader's assignments)
- else, where the notebook stands alone, `my_library/` beside the notebook
"""

import contextlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path

FOLDER, FILE = "my_library", "progress.json"
UNIT = re.compile(r"u\d\d_\w+|milestones")
COLAB_DRIVE = Path("/content/drive/MyDrive")


def home() -> Path | None:
    """The folder of what is remembered, which need not exist yet; None where nothing is kept."""
    wanted = os.environ.get("DLAUDIO_HOME")
    # nbgrader says in its own variable that it is running a notebook to grade it
    if wanted == "" or os.environ.get("NBGRADER_EXECUTION"):
        return None
    if wanted:
        return Path(wanted).expanduser()
    if COLAB_DRIVE.is_dir():
        return COLAB_DRIVE / FOLDER
    here = Path.cwd()
    here = here.parent if UNIT.fullmatch(here.name) else here
    return None if here.name == "solutions" else here / FOLDER


def forgotten() -> str:
    """In a sentence, when and why what is kept will be lost; "" where it stays."""
    place = "This Colab session" if "google.colab" in sys.modules else ""
    place = "This Binder session" if os.environ.get("BINDER_SERVICE_HOST") else place
    if not place or home() is None or COLAB_DRIVE.is_dir():
        return ""
    drive = " (or mount your Google Drive before you begin)" if "Colab" in place else ""
    return (
        f"{place} forgets your library when it ends. Take it with you: "
        f"`from dlaudio.progress import export; export()`, then download what it wrote{drive}."
    )


def remember(key: str, value) -> None:
    """Keep a value (what JSON can hold) under a key such as "predict/u02_gradient_descent/creep".

    The file is replaced as a whole, so it is never half written. Where it cannot be written, as in
    a grader's sandbox, nothing happens: no exercise may depend on it.

    Raises
    ------
    ValueError
        If JSON cannot hold the value.
    """
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{key!r} needs a value that JSON can hold: {error}") from None
    remember_all({key: value})


def remember_all(new: dict) -> None:
    """Keep several values, as JSON can hold, each under its key."""
    folder = home()
    if folder is None:
        return
    entries = recall_all() | new
    text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with contextlib.suppress(OSError):
        replace(folder / FILE, text)


def recall_all() -> dict:
    """Everything that is remembered, by key; {} where nothing is.

    A file that cannot be read is put aside, and one printed sentence says so.
    """
    folder = home()
    if folder is None:
        return {}
    path = folder / FILE
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except ValueError:
        entries = None
    if isinstance(entries, dict):
        return entries
    aside = path.with_suffix(".broken.json")
    with contextlib.suppress(OSError):
        os.replace(path, aside)
    print(f"{path} cannot be read: it is now called {aside.name}, and a new one is begun.")
    return {}


def replace(path: Path, text: str) -> None:
    """Write beside the file first, then put that in its place in one step; OSError if it fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
