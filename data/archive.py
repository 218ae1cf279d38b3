"""The npz files of this folder: written so that the same arrays always give the same bytes."""

import hashlib
import zipfile
from pathlib import Path

import numpy as np

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: no trace of when it was built


def save(path: Path, **arrays: np.ndarray) -> str:
    """Write arrays to an npz, record its SHA-256 beside it, and return that SHA-256."""
    write(path, **arrays)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    record(path.parent / "SHA256SUMS", path.name, digest)
    print(f"{digest}  {path.name}")
    return digest


def write(path: Path, **arrays: np.ndarray) -> None:
    """Write arrays to an npz.

    Entries are stored, not deflated: two versions of zlib may pack the same bytes differently.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", EPOCH), "w") as entry:
                np.lib.format.write_array(entry, np.asarray(array), allow_pickle=False)


def record(table: Path, name: str, digest: str) -> None:
    """Put one line of `sha256sum` format into a table sorted by name, replacing an older one."""
    lines = table.read_text().splitlines() if table.exists() else []
    sums = {line[66:]: line[:64] for line in lines} | {name: digest}
    table.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))
