"""Two real recordings of strings, from the samples of Sonic Pi (CC0): a chord and a drone."""

from functools import cache

import numpy as np

from dlaudio.datasets.downloads import DataError, bundled_folder, find_fault, pinned_sums


@cache
def _read() -> tuple[tuple[str, ...], tuple[np.ndarray, ...], int]:
    from dlaudio.datasets.synthetic import cut

    path = bundled_folder() / "guitar.npz"
    if fault := find_fault(path, pinned_sums()["guitar.npz"]):
        raise DataError(f"guitar: {fault}; install dlaudio again, or restore the file with git")
    with np.load(path, allow_pickle=False) as stored:
        y = stored["samples"].astype(np.float32) / 32768
        names = tuple(map(str, stored["names"]))
        return names, cut(y, stored["offsets"]), int(stored["sr"])


def sounds() -> tuple[dict[str, np.ndarray], int]:
    """{"E minor 9": y, "drone": y} at 11,025 Hz, and that rate; made by data/cut_guitar.py.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    names, parts, sr = _read()
    return dict(zip(names, parts, strict=True)), sr
