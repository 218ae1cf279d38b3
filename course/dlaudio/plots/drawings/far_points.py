"""Random points in few and in many dimensions: how far is the nearest, how far the farthest?"""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number

DIMENSIONS = (1, 2, 16, 256)


def distances(X) -> tuple[float, float, float]:
    """Mean distance to the nearest other point, to all others, and to the farthest, for X (N, D).

    All three are divided by the second, so that clouds of different size can be compared.
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or len(X) < 3:
        raise ValueError(f"distances needs at least 3 points (N, D), got shape {X.shape}")
    squares = (X**2).sum(axis=1)
    d = np.sqrt(np.maximum(squares[:, None] + squares - 2 * X @ X.T, 0))
    others = d[~np.eye(len(X), dtype=bool)].reshape(len(X), -1)
    mean = others.mean()
    return others.min(axis=1).mean() / mean, 1.0, others.max(axis=1).mean() / mean


def random_clouds(n: int = 200) -> dict[str, np.ndarray]:
    """n random points in a cube of each of `DIMENSIONS`."""
    rng = np.random.default_rng(0)
    return {f"chance, {d} number{'s' * (d > 1)}": rng.random((n, d)) for d in DIMENSIONS}


def draw(clouds: Mapping[str, np.ndarray] | None = None):
    """Draw for each cloud a bar from the nearest to the farthest point.

    Parameters
    ----------
    clouds : dict of arrays (N, D), optional
        Added below the random ones.
    """
    rows = random_clouds() | dict(clouds or {})
    found = {name: distances(X) for name, X in rows.items()}
    card = Card(2.1 + 0.85 * len(rows))
    plane = card.plane(
        5.6, 0.5, 11.2, 0.85 * len(rows), xlim=(0, 3.7), ylim=(len(rows) - 0.4, -0.6)
    )
    plane.set_xlabel("distance, as a multiple of the mean distance", fontsize=12)
    plane.set_yticks([])
    for row, (name, (near, _, far)) in enumerate(found.items()):
        ink = INPUT if row < len(DIMENSIONS) else OUTPUT
        plane.plot([near, far], [row, row], color=ink.line, lw=7, solid_capstyle="butt")
        plane.plot([near, far], [row, row], "|", color=ink.line, ms=16, mew=2.4)
        card.write(5.3, 0.5 + 0.85 * (row + 0.6), name, ink=ink, align="right")
        words = f"nearest / farthest: {number(near / far)}"
        card.write(16.9, 0.5 + 0.85 * (row + 0.6), words, ink=ink, align="right", size=11)
    plane.axvline(1, color=GREY.line, lw=1, zorder=0)
    told = "; ".join(f"{name}: {number(n / f)}" for name, (n, _, f) in found.items())
    return card.figure, f"Distance to the nearest point over that to the farthest. {told}."
