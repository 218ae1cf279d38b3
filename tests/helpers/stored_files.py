"""Whether two files of stored questions hold the same, on whatever machine they were made."""

import io
import json

import numpy as np


def alike(one: bytes, other: bytes) -> bool:
    """Whether two files hold the same, but for the last digits of floats.

    Other versions of NumPy and SciPy add up in another order: the ninth digit, to which floats are
    stored, then differs here and there. A part in a million of the largest in its array is allowed.
    """
    files = [np.load(io.BytesIO(data), allow_pickle=False) for data in (one, other)]

    def same(a, b) -> bool:
        if isinstance(a, float) and isinstance(b, float):
            return bool(np.isclose(a, b, rtol=1e-6, atol=0, equal_nan=True))
        if isinstance(a, dict) and "pool" in a:
            if a != b:
                return False
            x, y = (
                file[a["pool"]][a["start"] : a["start"] + int(np.prod(a["shape"]))]
                for file in files
            )
            if x.dtype.kind not in "fc" or not x.size:
                return np.array_equal(x, y)
            largest = np.abs(np.where(np.isfinite(x), x, 0)).max()
            return np.allclose(x, y, rtol=0, atol=1e-6 * float(largest), equal_nan=True)
        if isinstance(a, dict) and isinstance(b, dict):
            return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
        if isinstance(a, list) and isinstance(b, list):
            return len(a) == len(b) and all(map(same, a, b))
        return a == b and type(a) is type(b)

    return same(*(json.loads(str(file["contents"])) for file in files))
