"""Small random samples and landscapes to try losses and descents on."""

import numpy as np

from dlaudio.descent.valleys import quadratic, wavy


def unit_cases(rng):
    for n, d, b in [(5, 2, 2.0), (7, 3, -1.0), (1, 4, 3.0), (6, 1, 1.0)]:
        X = rng.integers(-3, 4, (n, d)).astype(float)
        w = rng.choice([-3.0, -2.0, 2.0, 3.0], d)
        w[0] = 1.0
        X[0, 0] -= X[0] @ w + b  # exactly on the line
        yield {"X": X, "w": w / 4, "b": b / 4, "X_far": np.array([[1000.0], [-1000.0], [30.0]])}


def sse_cases(rng):
    for n in (5, 3, 1, 8):
        yield {"y": rng.integers(0, 2, n), "y_hat": np.round(rng.normal(size=n), 2) + 0.005}


def line_cases(rng):
    for n, d, b in [(5, 2, 0.7), (7, 3, -0.4), (1, 4, 1.1), (6, 1, 0.2)]:
        X, w = rng.normal(size=(n, d)) + 0.5, rng.normal(size=d)
        yield {"X": X, "y": X @ w + rng.normal(size=n) + 2, "w": rng.normal(size=d), "b": b}


def closed_form_cases(rng):
    for n, d, lr, steps in [(30, 2, 0.1, 3), (25, 1, 0.2, 1), (40, 2, 0.2, 600), (30, 3, 0.2, 800)]:
        X, w = rng.normal(size=(n, d)) + 0.3, rng.normal(size=d)
        yield {"X": X, "y": X @ w + rng.normal(size=n) / 2 + 1.5, "lr": lr, "n": steps}


def yes_no_cases(rng):
    for n, d, b in [(5, 2, 0.3), (7, 3, -0.6), (1, 4, 0.9), (6, 1, 0.1)]:
        X, y = rng.normal(size=(n, d)), np.arange(n) % 2
        yield {"X": X, "y": y, "w": rng.normal(size=d), "b": b, "far": 1000.0}


def class_cases(rng):
    for n, c in [(4, 3), (1, 5), (6, 2), (3, 10)]:
        logits = rng.normal(size=(n, c)) * 2
        logits[-1] = logits[-1, 0] if n > 1 else logits[-1]  # a row that knows nothing: ln C
        target = rng.permutation(n) % c
        yield {"logits": logits, "target": target, "far": 1000.0}


def far_rows(far):
    """Logits and targets: a row that rules one class out, rightly and wrongly, and two levels."""
    rows = np.array([[far, far, 0.0], [-far, -far - 1, -far], [far, far + 1, far]])
    asked = [(rows[:1], [0]), (rows[:1], [2]), (rows[:2], [0, 1])]
    asked += [(rows[1:], [0, 1]), (rows[2:], [1])]  # also without any probability that is 0
    return [(logits, np.array(target)) for logits, target in asked]


def score_cases(rng):
    for n in (6, 1, 9, 4):
        y = rng.permuted(np.arange(n) % 2) * 2 - 1
        # y * score below 0, between 0 and 1, and above 1; never near 0, 1 or y itself
        sides = np.arange(n) % 3
        margin = np.array([-1.6, 0.3, 1.4])[sides] + rng.uniform(0, 0.4, n)
        yield {"score": y * margin, "y": y}


def bowl_cases(rng):
    for d, n, lr in [(3, 4, 0.2), (2, 7, 0.1), (3, 0, 0.2), (1, 3, 0.15), (4, 1, 0.2)]:
        yield {"A": quadratic(rng, d), "w0": rng.normal(size=d) * 2, "lr": lr, "n": n}


def curvature_cases(rng):
    for d in (2, 3, 1, 5):
        yield {"A": quadratic(rng, d, 0.3, 6.0)}


def race_cases(rng):
    for d, k, lr in [(2, 6, 0.15), (4, 9, 0.1), (1, 5, 0.2), (3, 12, 0.12)]:
        A, proposals = quadratic(rng, d), rng.normal(size=(k, d)) * 3
        ranks = np.argsort([wavy(A)(w) for w in proposals])
        # the highest first, the best second, and after it one that is better than the one before
        order = [ranks[-1], ranks[0], ranks[2], ranks[1], *ranks[3:-1]]
        inputs = {"A": A, "start": rng.normal(size=d) + 4, "lr": lr}
        yield {**inputs, "proposals": proposals[order]}


def batch_cases(rng):
    for n, batch_size in [(53, 10), (40, 8), (26, 40), (61, 2)]:
        yield {"n": n, "batch_size": batch_size, "seed": int(rng.integers(2**31))}
