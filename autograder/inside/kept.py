"""Unpack what an earlier warm parent compiled, and pack what this one compiled besides."""

import os
import tarfile
from pathlib import Path

FOLDERS = ("numba", "matplotlib")  # in /tmp, as the environment of the process says


def unpack(number: int, place: Path = Path("/tmp")) -> set[str]:
    """Unpack the tar file that is open under a number; the names of the files there are now."""
    if number >= 0:
        try:
            with os.fdopen(number, "rb") as file, tarfile.open(fileobj=file) as archive:
                archive.extractall(place, filter="data")
        except (OSError, tarfile.TarError):
            pass  # damaged: everything is compiled again, and packed
    return _files(place)


def pack(number: int, before: set[str], place: Path = Path("/tmp")) -> None:
    """Pack the folders into the empty file that is open, if they have more than `before`."""
    if number < 0:
        return
    with os.fdopen(number, "wb") as file:
        if _files(place) == before:
            return
        try:
            with tarfile.open(fileobj=file, mode="w") as archive:
                for name in FOLDERS:
                    if (place / name).is_dir():
                        archive.add(place / name, name)
        except OSError:
            file.truncate(0)  # half of it is worse than nothing


def _files(place: Path) -> set[str]:
    """The files in the folders, with their sizes: an index grows when something is added to it."""
    found = [path for name in FOLDERS for path in (place / name).rglob("*") if path.is_file()]
    return {f"{path.relative_to(place)} {path.stat().st_size}" for path in found}
