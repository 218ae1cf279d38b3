"""Scores that were cut off, so that no power is too large."""

from dataclasses import replace

import numpy as np

from ...assessment.compare import close


def uncut(got, expected):
    """As `close`, and said if what came is what was expected, cut off above some size."""
    found = close()(got, expected)
    if found is None or got.shape != expected.shape or got.dtype.kind not in "fi":
        return found
    most = np.abs(got).max()
    if most < np.abs(expected).max() and np.array_equal(got, np.clip(expected, -most, most)):
        what = f"is cut off at {most:g}, and z is wanted, however large: it {found.what}"
        return replace(found, what=what)
    return found


uncut.of_values = True
