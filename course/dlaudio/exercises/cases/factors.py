"""Questions about features found in data: principal directions, parts, codebooks."""

import numpy as np

from dlaudio.decomposition import nearest


def pca_cases(rng):
    for n, d, k in [(12, 5, 3), (6, 9, 4), (20, 3, 1)]:
        # every direction has another spread, so that their order is no matter of luck
        spreads = 3.0 ** -np.arange(d) * 4
        turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
        X = np.linalg.qr(rng.normal(size=(n, min(n, d))))[0] @ np.diag(spreads)[: min(n, d)] @ turn
        yield {"X": X * np.sqrt(n) + rng.normal(size=d) * 2, "k": k}


def turned(rows) -> np.ndarray:
    """Rows with their signs chosen: the largest entry of each is above 0."""
    rows = np.asarray(rows, dtype=float)
    if rows.ndim != 2:
        raise ValueError(f"needs directions of shape (k, D), got {rows.shape}")
    largest = np.take_along_axis(rows, np.abs(rows).argmax(axis=1)[:, None], axis=1)
    return rows * np.where(largest < 0, -1.0, 1.0)


def nmf_cases(rng):
    for f, t, k, n_steps in [(5, 7, 2, 1), (6, 4, 3, 4), (4, 8, 2, 3)]:
        X = rng.random((f, k)) @ rng.random((k, t)) + 0.2 * rng.random((f, t))
        if n_steps > 1:
            X[:, t // 2] = 0.0  # a silent frame
        W, H = rng.uniform(0.1, 1, (f, k)), rng.uniform(0.1, 1, (k, t))
        yield {"X": X, "W": W, "H": H, "n_steps": n_steps}


def codebook_cases(rng):
    for n, d, k, n_steps in [(30, 2, 3, 1), (24, 3, 4, 3), (40, 2, 5, 2)]:
        settled = True
        while settled:
            frames = rng.normal(size=(n, d)) * [3.0, *[1.0] * (d - 1)] + 1
            centres = frames[rng.permutation(n)[:k]] + 0.3 * rng.normal(size=(k, d))
            centres[-1] = 60.0  # nobody is near this one
            settled = _settled(frames, centres)
        yield {"frames": frames, "centres": centres, "n_steps": n_steps}
    # whole numbers, whose means are none; three steps, and the last one moves a centre
    frames = np.array([[0], [1], [3], [4], [7], [12]])
    yield {"frames": frames, "centres": np.array([[0], [3]]), "n_steps": 3}


def _settled(frames, centres) -> bool:
    """Whether every frame keeps its centre when the centres move to their means."""
    labels = nearest(frames, centres)
    moved = [
        frames[labels == j].mean(axis=0) if (labels == j).any() else centre
        for j, centre in enumerate(centres)
    ]
    return bool((nearest(frames, moved) == labels).all())
