"""Samples on two sides of a line, and weights that tell them apart or fail to."""

import numpy as np

from dlaudio.datasets.truth_tables import score


def perceptron_cases(rng):
    for n, d in [(5, 2), (7, 3), (1, 4), (6, 1)]:
        w = np.round(rng.normal(size=d + 1), 2)
        on = rng.integers(-3, 4, (4, d)).astype(float)
        whole = rng.integers(1, 4, d + 1).astype(float) * rng.choice([-1.0, 1.0], d + 1)
        # integer weights, and a row moved along x1 until its score is exactly 0
        whole[1] = 1.0
        on[0, 0] -= whole[0] + on[0] @ whole[1:]
        on[1, 0] -= whole[0] + on[1] @ whole[1:] - 2.0
        X = np.round(rng.normal(size=(n, d)), 2)
        yield {"X": X, "w": w, "X_at_score_0": on, "w_at_score_0": whole}


def plane_cases(rng):
    for n, d, side in [(5, 2, 1), (4, 3, -1), (1, 5, 1), (6, 1, -1)]:
        X, w = rng.normal(size=(n, d)), rng.normal(size=d + 1) * 3
        w[0] = side * abs(w[0])  # lines on both sides of the origin
        # one point is surely on the negative side, five lengths of w behind the line
        X[0] -= (5 + (w[0] + X[0] @ w[1:]) / (w[1:] @ w[1:])) * w[1:]
        yield {"X": X, "w": w}


def epoch_cases(rng):
    """The fifth and the sixth begin at zero, and meet scores of exactly 0 in both classes."""
    for n, d in [(2, 2), (8, 3), (12, 2), (9, 1)]:
        w = rng.normal(size=d + 1)
        X = rng.normal(size=(n, d))
        # one label in three is against the weights, so that some rows are mistakes and some not
        y = np.where(w[0] + X @ w[1:] > 0, 1, -1) * np.where(np.arange(n) % 3 == 0, -1, 1)
        yield {"w": w, "X": X, "y": y}
    for n, d in [(4, 2), (7, 3)]:
        y = np.append([-1, 1], rng.choice([-1, 1], n - 2))
        yield {"w": np.zeros(d + 1), "X": rng.integers(-2, 3, (n, d)) + 0.0, "y": y}
    # on the line and right, then a mistake, then right if the step was not twice as long
    X, y = np.array([[1.0], [0.0], [-2.0]]), np.array([-1, 1, -1])
    yield {"w": np.array([-0.5, 0.5]), "X": X, "y": y}


def history_cases(rng):
    """Small sets of whole numbers that begin with a row of +1, so that zero weights do not stay."""
    for n, d, n_epochs in [(3, 2, 2), (6, 3, 4), (9, 1, 3), (7, 2, 5)]:
        X = rng.integers(-3, 4, (n, d)) + 0.0
        y = np.append([1, -1], rng.choice([-1, 1], n - 2))
        yield {"X": X, "y": y, "n_epochs": n_epochs}


def bound_cases(rng):
    for n, d in [(6, 2), (9, 3), (1, 2), (5, 1)]:
        w, X = rng.normal(size=d + 1) * 2, rng.normal(size=(n, d)) * 2
        side = np.where(score(X, w) > 0, 1, -1)
        # A sample on the line would make the margin a matter of rounding.
        away = 0.1 * w[1:] / np.linalg.norm(w[1:])
        yield {"X": X + side[:, None] * away, "y": side, "w": w}


def slope_cases(rng):
    for n, d, step in [(2, 1, 3.0), (7, 2, 1e-6), (9, 2, 0.8), (12, 3, 0.5)]:
        w, X = rng.normal(size=d + 1), rng.normal(size=(n, d))
        yield {"w": w, "X": X, "y": rng.choice([-1, 1], n), "step": step}


def label_cases(rng):
    for n, d in [(6, 2), (1, 3), (5, 4)]:
        yield {"labels": rng.permuted(np.arange(n) % 2) * 2 - 1, "w": rng.normal(size=d + 1)}
