"""What was forgotten when weights for scaled features are handed over for raw ones."""

import numpy as np

UNDONE = "is undone"
NEAR = 1e-5


def remembered(measure) -> tuple:
    """The function, and a list that holds what it was called with last and what came of it."""
    last = []

    def measured(features, w, b):
        found = measure(features, w, b)
        last[:] = features, w, b, found
        return found

    return measured, last


def left_over(X, last, w, b) -> str:
    """What of a scaling is not undone in w (D,) and b; `UNDONE` if nothing is known of it.

    Parameters
    ----------
    X : array, shape (N, D)
        Raw levels.
    last : list
        Of the last call of `measure`: features (N, D), weights v (D,), bias c, and what came of it,
        the loss and its slopes in v and c. Empty if there was none.
    w, b : array of shape (D,), and float
        What was handed over for X.
    """
    if not last:
        return UNDONE
    F, v, c, (_, dv, dc) = last
    F, v, c = np.asarray(F, dtype=float), np.asarray(v, dtype=float), float(c)
    scale, shift = _columns(X, F)  # F = scale X + shift
    if scale is None or np.shape(w) != np.shape(v):
        return UNDONE
    if np.allclose(F, X):
        return "is missing: you walk on raw decibels, down a long thin valley"
    standing = {
        "the weights": w,
        "scaled": w / scale,
        "scaled the wrong way": w * scale,
    }
    steps = {name: _step(found, v, dv) for name, found in standing.items()}
    plain = np.allclose(scale, 1)
    if steps["the weights"] is not None and not plain:
        return (
            "is not undone: w holds the weights v for your features; for raw levels divide each "
            "by its spread, and the bias takes up the means"
        )
    if steps["scaled the wrong way"] is not None and not plain:
        return "is undone the wrong way: w is v times the spread, and v divided by it is needed"
    if (lr := steps["scaled"]) is None:
        return UNDONE
    c, moved = c - lr * dc, v - lr * dv
    means = {
        0.0: "is undone in w, but not in b: b is still c, and has to take up the means",
        -moved @ shift: "is undone with the wrong sign in b: the means, weighted, are subtracted",
        moved @ (shift / scale): (
            "is undone in w, but b takes up the means with v; they come with v / spread"
        ),
    } | {moved @ shift: UNDONE}
    near = [
        words
        for amount, words in reversed(means.items())
        if abs(b - c - amount) < NEAR * max(1.0, abs(amount))
    ]
    if near and near[0] != UNDONE or lr >= 0:
        return near[0] if near else UNDONE
    return "is undone, but you go uphill: subtract the rate times the slopes"


def _columns(X, F):
    """Scale and shift (D,) with which each column of F is made of its own of X; None if not so."""
    middle, spread = X.mean(axis=0), X.std(axis=0)
    if F.shape != X.shape or not np.all(spread > 0):
        return None, None
    scale = np.mean((X - middle) * (F - F.mean(axis=0)), axis=0) / spread**2
    shift = F.mean(axis=0) - scale * middle
    if np.any(np.abs(scale) < 1e-12) or not np.allclose(X * scale + shift, F, atol=1e-8):
        return None, None
    return scale, shift


def _step(found, v, dv) -> float | None:
    """The rate with which found (D,) is v less a multiple of dv; None if it is not."""
    rate = float((v - found) @ dv / (dv @ dv)) if np.any(dv) else 0.0
    missing = np.abs(found - (v - rate * dv)).max()
    return rate if missing < NEAR * max(np.abs(found).max(), 1e-6) else None
