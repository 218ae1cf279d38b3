"""What one student handed in: the notebook to grade among the files, and what else is there.

Everything in a student's folder may be anything: only regular files are opened, never links, and
what is wrong becomes a sentence. Nothing is passed over in silence.
"""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from ..inside.limits import BESIDE_BYTES, BESIDE_FILES, NOTEBOOK_BYTES
from ..judge import notebook_file

KINDS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # as browsers and mail programs save notebooks
# as nbgrader writes it: with another order of day and month, nobody knows which is which
WHEN = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?([A-Z]{1,5}|[+-]\d\d:?\d\d))?")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAX_LISTED = 5  # names in a sentence
MAX_LOOKED_AT = 1000  # files of a student
MAX_NAMED = 10_000  # files and folders that are counted
MAX_DEPTH = 3  # folders below the unit's own
# what systems and programs leave in folders, and no student
LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__"}
LEFT_BY_SYSTEMS |= {".ipynb_checkpoints", ".gitkeep"}
MAX_COMPARED = 5 << 20  # bytes of a notebook that is compared with the released one


@dataclass
class HandedIn:
    """What one student handed in for a unit.

    Attributes
    ----------
    file : Path or None
        The notebook to grade.
    fault : str
        Why there is none, for the student to read.
    notes : list of str
        What else there is to say about the files.
    timestamp : str
        When it was handed in, in nbgrader's words; empty if it does not say.
    beside : list of Path
        Modules that were handed in beside it, for its cells to import.
    """

    student: str
    file: Path | None = None
    fault: str = ""
    notes: list[str] = field(default_factory=list)
    timestamp: str = ""
    beside: list[Path] = field(default_factory=list)

    def read(self) -> bytes:
        """The bytes of the notebook, one more than it may have at most, and of its modules."""
        if self.file is None:
            return b""
        files, room = {}, BESIDE_BYTES
        for path in self.beside:
            data = read_file(path, room + 1)
            if len(data) <= room:
                files[path.name], room = data.decode(errors="replace"), room - len(data)
        return notebook_file.pack(read_file(self.file, NOTEBOOK_BYTES + 1), files)


def find(student: str, folder: Path, name: str, released: set[str]) -> HandedIn:
    """What there is to grade in a student's folder of a unit.

    Parameters
    ----------
    name : str
        Of the unit's notebook.
    released : set of str
        The code of its cells, to tell a notebook that nobody touched.
    """
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
        return HandedIn(student, fault="This is no folder with a notebook: send the .ipynb file.")
    if not student.isprintable() or len(student) > 128:  # of nbgrader's gradebook
        return HandedIn(student, fault="The folder's name cannot be the name of a student.")
    try:
        files, passed = _files(folder)
        timestamp, notes = _timestamp(folder / "timestamp.txt")
        notebooks = [path for path in files if path.name.lower().endswith(KINDS)]
        # the unit's own name before any other, nearer ones, then what was saved last
        notebooks.sort(key=lambda p: (p.name == f"{name}.ipynb", -len(p.parts), p.stat().st_mtime))
    except OSError as error:
        return HandedIn(student, fault=f"The folder cannot be read: {error.strerror}.")
    beside = [path for path in files if path not in notebooks]
    if not notebooks:
        there = f" (there is {_listed(folder, beside + passed)})" if beside + passed else ""
        fault = f"There is no notebook in the folder{there}: send the unit's .ipynb file."
        return HandedIn(student, fault=fault, notes=notes, timestamp=timestamp)
    chosen = notebooks[-1]
    if len(notebooks) > 1 and is_untouched(chosen, released):
        begun = (p for p in reversed(notebooks[-20:]) if not is_untouched(p, released))
        chosen = next(begun, chosen)
    modules = [path for path in beside if _is_module(path, chosen)][:BESIDE_FILES]
    beside = [path for path in beside if path not in modules]
    if modules:
        notes.append(f"{_listed(folder, modules)}: put beside the notebook when it was run.")
    others = [path for path in notebooks if path != chosen] + beside + passed
    where = chosen.relative_to(folder)
    if others:
        were = "was" if len(others) == 1 else "were"
        notes.append(f"{where} was graded; {_listed(folder, others)} {were} not looked at.")
    elif chosen.name != f"{name}.ipynb":
        notes.append(f"The notebook was called {chosen.name}, not {name}.ipynb.")
    if chosen.parent != folder:
        notes.append(f"The notebook was in the folder {where.parent}.")
    return HandedIn(student, chosen, notes=notes, timestamp=timestamp, beside=modules)


def _is_module(path: Path, notebook: Path) -> bool:
    return path.parent == notebook.parent and bool(notebook_file.MODULE.fullmatch(path.name))


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The regular files of a folder and of those in it, some levels deep, and what is passed over.

    That is what is hidden, a link or no file, and what lies too deep or comes after too many.
    """
    todo, files, passed = [(folder, 0)], [], []
    while todo:
        place, depth = todo.pop(0)
        for entry in sorted(os.scandir(place), key=_notebooks_first):
            path, hidden = Path(entry.path), entry.name.startswith(".")
            if is_left_by_system(entry.name) or path == folder / "timestamp.txt":
                continue
            if entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH and not hidden:
                todo.append((path, depth + 1))
            elif entry.is_file(follow_symlinks=False) and len(files) < MAX_LOOKED_AT and not hidden:
                files.append(path)
            else:
                passed.append(path)
            if len(files) + len(passed) > MAX_NAMED:
                return files, [*passed, *(path for path, _ in todo)]
    return files, passed


def _notebooks_first(entry: os.DirEntry) -> tuple[bool, str]:
    return not entry.name.lower().endswith(KINDS), entry.name


def is_left_by_system(name: str) -> bool:
    """Whether a file or folder comes from a system or program (``._x`` is macOS's own of x)."""
    return name in LEFT_BY_SYSTEMS or name.startswith("._")


def _listed(folder: Path, paths: list[Path]) -> str:
    names = sorted(str(path.relative_to(folder)) for path in paths)
    more = f" and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
    return ", ".join(names[:MAX_LISTED]) + more


def is_untouched(path: Path, released: set[str]) -> bool:
    """Whether a notebook has no code that the released one does not have, too."""
    try:
        data = read_file(path, MAX_COMPARED + 1)
        cells = notebook_file.parse(data, [])["cells"] if len(data) <= MAX_COMPARED else [None]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, notebook_file.Unreadable, KeyError, TypeError, AttributeError):
        return False
    return set(code) <= released


def misplaced(folder: Path, unit: str, units: set[str]) -> list[str]:
    """A line for each thing of a student that is in no folder of a unit, or is no such folder."""
    student = folder.name
    if folder.is_symlink() or not folder.is_dir():
        hint = ": python -m autograder collect reads archives" if folder.suffix == ".zip" else ""
        return [f"{student} is no folder of a student{hint}"]
    lines = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        return [f"{student} cannot be read: {error.strerror}"]
    for entry in entries[:MAX_LOOKED_AT]:
        if entry.name in units or is_left_by_system(entry.name):
            continue
        if entry.name.lower().endswith((*KINDS, ".zip")):
            lines.append(f"{student}/{entry.name} is in no folder called {unit}")
        elif _letters(entry.name)[:3] == unit[:3]:
            lines.append(f"{student}/{entry.name} is not called {unit}")
        else:
            lines.append(f"{student}/{entry.name} belongs to no unit")
    if len(entries) > MAX_LOOKED_AT:
        lines.append(f"{student} has {len(entries) - MAX_LOOKED_AT} more files and folders")
    return lines


def _letters(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _timestamp(path: Path) -> tuple[str, list[str]]:
    """When something was handed in, and a note if the file is there but does not say."""
    text = small_file(path)
    if WHEN.fullmatch(text):
        return text, []
    if not text and not os.path.lexists(path):
        return "", []
    said = "".join(c for c in text if c.isprintable())[:40]
    return "", [f"timestamp.txt does not say when ({said}): it counts as handed in on time."]


def small_file(path: Path) -> str:
    """The text of a file that nbgrader puts beside a submission; empty if there is none."""
    try:
        data = read_file(path, 200)
        return data.decode("utf-16" if data[:2] in UTF_16 else "utf-8-sig").strip()
    except (OSError, ValueError):
        return ""


def read_file(path: Path, most: int) -> bytes:
    """At most so many bytes of a regular file; a link, a pipe or a device is refused."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path} is no file")
        return file.read(most)
