"""Training and validation sets, and validation curves by hand, to pass through and stop on."""

import numpy as np

PASSES = ("w", "b", "X", "y", "X_val", "y_val", "strength")


def passes_cases(rng):
    for n, d, n_val in [(7, 3, 4), (1, 2, 3), (6, 1, 1), (9, 4, 5)]:
        w, b = rng.normal(size=d), float(rng.uniform(0.5, 1.2))
        X, X_val = rng.normal(size=(n, d)), rng.normal(size=(n_val, d))
        labels = {"y": np.arange(n) % 2, "y_val": np.arange(n_val) % 2}
        yield {"w": w, "b": b, "X": X, "X_val": X_val, **labels, "strength": rng.uniform(0.2, 0.5)}


def curve_cases(rng):
    """Validation curves by hand, moved and stretched at random; weights that come to rest."""
    curves = [
        # a small rebound that is no improvement; a lower minimum after the stop; patience 3
        ([9, 7, 5, 4, 6, 5.5, 7, 8, 2, 1], 3),
        ([9, 6, 8, 7, 5, 8, 6, 9, 9.5, 9.7, 1], 4),  # patience outlasts one bump, not the next
        ([9, 5, 5, 5, 6, 3, 2], 3),  # ties are no improvement
        ([5, 6, 4, 2, 9], 1),
        ([2, 2, 4, 5, 1], 3),  # nothing is better than the first, and the second is no better
        ([8, 7, 6.5, 5, 4], 2),  # it never has to stop
    ]
    for curve, patience in curves:
        losses = (np.array(curve) + rng.uniform(0, 2)) * rng.uniform(0.1, 0.5)
        n = len(curve)
        moves = rng.normal(size=(n, 3))
        rest = n - 2
        # every entry of the move is below 0.1 two epochs before its length is
        lengths = np.where(np.arange(n) < rest, 2.0, 0.05)
        moves *= (lengths / np.linalg.norm(moves, axis=1))[:, None]
        moves[rest - 2 : rest] = 0.09 * rng.choice([-1.0, 1.0], (2, 3))
        weights = np.cumsum(moves, axis=0) + rng.normal(size=3)
        yield {"val_losses": losses, "weights": weights, "patience": patience, "tolerance": 0.1}
    # moves of 20, of exactly the tolerance, and of 5
    weights = np.array([[0.0, 0], [20, 0], [20, 3], [20, 8]]) + rng.integers(-9, 9, 2)
    losses = np.array([3.0, 2.0, 1.0, 0.5])
    yield {"val_losses": losses, "weights": weights, "patience": 2, "tolerance": 3.0}
    yield {
        "val_losses": np.array([3.0, 2.0, 1.0]),
        "weights": rng.normal(size=(3, 2)) * 5 + np.arange(3)[:, None] * 20,
        "patience": 2,
        "tolerance": 0.2,
    }
