"""A loss that may be asked so many times, and no more."""

from collections.abc import Callable

import numpy as np


def cross_entropy(features, y, w, b) -> tuple[float, np.ndarray, float]:
    """Mean cross entropy of a sigmoid unit in nats, and its slopes in w (D,) and b."""
    z = features @ w + b
    error = (np.tanh(z / 2) / 2 + 0.5 - y) / len(y)
    return float(np.mean(np.logaddexp(0, z) - y * z)), features.T @ error, float(error.sum())


def asked_at_most(calls: int, y) -> Callable:
    """`measure(features, w, b)` for the labels y; ValueError when it is asked once too often."""
    asked = 0

    def measure(features, w, b):
        nonlocal asked
        asked += 1
        if asked > calls:
            error = ValueError(f"measure may be called {calls} times, and this is call {asked}")
            error.says_all = True  # shapes of what it was called with would tell nothing more
            raise error
        features = np.asarray(features, dtype=float)
        if features.shape != (len(y), 48):
            raise ValueError(
                f"measure needs features of shape ({len(y)}, 48), got {features.shape}"
            )
        return cross_entropy(features, y, np.asarray(w, dtype=float), b)

    return measure
