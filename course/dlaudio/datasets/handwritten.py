"""Handwritten digits of 8 × 8 pixels (E. Alpaydin and C. Kaynak, UCI, 1998; CC BY 4.0)."""

from functools import cache

import numpy as np

from dlaudio.datasets.downloads import DataError, bundled_folder, find_fault, pinned_sums


@cache
def handwritten_digits() -> tuple[np.ndarray, np.ndarray]:
    """Pixels (1797, 64) from 0 to 1, row by row, and digits (1797,).

    Raises
    ------
    DataError
        If the file is missing or damaged.

    See Also
    --------
    sklearn.datasets.load_digits : the same, from 0 to 16; a browser's Python may not have it.
    """
    path = bundled_folder() / "handwritten.npz"
    if fault := find_fault(path, pinned_sums()["handwritten.npz"]):
        raise DataError(f"handwritten digits: {fault}; install dlaudio again, or restore the file")
    with np.load(path, allow_pickle=False) as stored:
        return stored["pixels"] / 16, stored["digits"].astype(int)
