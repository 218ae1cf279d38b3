"""What is a student's own as one archive: what is remembered and the library, out and in again.

An archive may come from anywhere: of it, only files of the library and what is remembered are read,
and of those only a bounded number of bytes. What is in the library is tried out before it plays.
"""

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from . import notebook_memory

LIBRARY = re.compile(r"u\d\d_\w+\.py")
LARGEST = 1_000_000  # bytes of one file


def pack(path: Path) -> Path:
    """Write the archive; the path it has. ValueError if nothing has been kept here."""
    home = notebook_memory.home()
    names = sorted(p.name for p in home.iterdir()) if home is not None and home.is_dir() else []
    names = [name for name in names if LIBRARY.fullmatch(name) or name == notebook_memory.FILE]
    if not names:
        raise ValueError("there is nothing to export: nothing has been kept here yet")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.write(home / name, name)
    return path


def unpack(path: Path) -> str:
    """Bring an archive back; what was done, in a sentence.

    Raises
    ------
    ValueError
        If the file is no archive, or nothing is kept here.
    """
    home = notebook_memory.home()
    if home is None:
        raise ValueError("nothing is kept here, so nothing can be brought back")
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: _read(archive, name) for name in archive.namelist() if _wanted(name)}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ValueError(f"{path} is no archive that progress.export wrote ({error})") from None
    entries = _remembered(files.pop(notebook_memory.FILE, "{}"))
    notebook_memory.remember_all(better(notebook_memory.recall_all(), entries))
    aside = [name for name, text in files.items() if not _place(home / name, text)]
    said = f"Brought back {len(files)} files of the library and {len(entries)} results."
    if aside:
        said += f" You have others here already: the archive's are beside them ({_others(aside)})."
    return said


def better(ours: Mapping, theirs: Mapping) -> dict:
    """All entries of both; where both have one, that with more points, else ours."""
    merged = {**theirs, **ours}
    for key in ours.keys() & theirs.keys():
        merged[key] = max(ours[key], theirs[key], key=_points)
    return merged


def _points(entry) -> float:
    points = entry.get("points") if isinstance(entry, dict) else None
    return points if isinstance(points, int | float) else 0


def _wanted(name: str) -> bool:
    return bool(LIBRARY.fullmatch(name)) or name == notebook_memory.FILE


def _read(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"{name} in the archive is larger than {LARGEST // 1_000_000} MB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{name} in the archive is no text in UTF-8") from None


def _remembered(text: str) -> dict:
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, dict):
        raise ValueError(f"{notebook_memory.FILE} in the archive holds no results")
    return entries


def _place(path: Path, text: str) -> bool:
    """Write a file of the library; beside the one that is there if that says something else."""
    same = not path.exists() or path.read_bytes() == text.encode()
    notebook_memory.replace(path if same else path.with_name(_other(path.name)), text)
    return same


def _other(name: str) -> str:
    return name.replace(".py", "_from_archive.py")


def _others(names: list[str]) -> str:
    return ", ".join(map(_other, names))
