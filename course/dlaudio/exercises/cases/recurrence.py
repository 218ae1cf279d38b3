"""A plain recurrent net to question answers with, and the cases drawn for it.

h_t = tanh(x_t W_x + h_{t-1} W_h + b); scores o_t = h_t W_y + c. Shapes: X (N, T, D), states
(N, T, H), W_x (D, H), W_h (H, H), b (H,), W_y (H, C), c (C,). All sizes of a case differ
(but for two layers of a stack, which only then may hand a state on).
"""

import numpy as np

SIZES = [(3, 5, 2, 4), (1, 6, 3, 2), (4, 3, 5, 2), (5, 2, 4, 3)]  # N, T, D, H


def states(X, h0, W_x, W_h, b) -> np.ndarray:
    """All states (N, T, H) after the first, which is h0 (N, H)."""
    h, found = h0, []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + b)
        found.append(h)
    return np.stack(found, axis=1)


def joined(arrays) -> np.ndarray:
    """All numbers of a list of arrays in one row."""
    return np.concatenate([np.ravel(array) for array in arrays])


def whole(array) -> np.ndarray:
    """The array in whole numbers: who writes others into it fails, or loses what is behind the
    point. An answer gets copies, so that this is how one that writes into its inputs is known."""
    return np.round(3 * array).astype(int)


def weights(rng, d: int, h: int) -> dict[str, np.ndarray]:
    """Small enough that tanh does not saturate, large enough that every term counts."""
    return {
        "W_x": rng.normal(size=(d, h)) / np.sqrt(d),
        "W_h": rng.normal(size=(h, h)) / np.sqrt(h),
        "b": rng.normal(size=h) / 2,
    }


def sequence_cases(rng, sizes=SIZES):
    for n, t, d, h in sizes:
        first = {"X": rng.normal(size=(n, t, d)), "h0": rng.normal(size=(n, h)) / 2}
        yield {**first, **weights(rng, d, h)}


def step_cases(rng):
    """One step back: what it kept on the way forwards, and a random dh_new."""
    for case in sequence_cases(rng):
        x, h = case["X"][:, 0], case["h0"]
        h_new = np.tanh(x @ case["W_x"] + h @ case["W_h"] + case["b"])
        kept = {"dh_new": rng.normal(size=h.shape), "x": x, "h": h, "h_new": h_new}
        yield {**kept, "W_x": case["W_x"], "W_h": case["W_h"]}


def upstream_cases(rng):
    """A sequence with a random gradient dH at every step."""
    for case in sequence_cases(rng):
        n, t = case["X"].shape[:2]
        yield {"dH": rng.normal(size=(n, t, len(case["b"]))), **case}


def truncated_cases(rng):
    """Pieces that do and do not divide the sequence, single steps, and one piece for it all.

    No k is above T: then whoever drops the short piece has nothing at all to return.
    """
    for case, k in zip(upstream_cases(rng), (2, 4, 1, 2), strict=True):
        yield {**case, "k": k}


def end_cases(rng):
    """A random gradient at the end only, of sequences and of one step, before which there is h0."""
    for case in sequence_cases(rng, [*SIZES[:3], (2, 1, 4, 3)]):
        yield {"dh_last": rng.normal(size=case["h0"].shape), **case}


def label_cases(rng, *, at_end: bool = False):
    """States, a layer that reads them, and labels: (N, T), or (N,) at the end only."""
    for (n, t, _, h), n_classes in zip(SIZES, (3, 4, 6, 2), strict=True):
        H, W_y = rng.normal(size=(n, t, h)), rng.normal(size=(h, n_classes))
        labels = rng.integers(0, n_classes, n if at_end else (n, t))
        yield {"H": H, "W_y": W_y, "c": rng.normal(size=n_classes), "labels": labels}
    H = np.tanh(rng.normal(size=(3, 2, 4)))
    W_y = np.zeros((4, 3))
    c = rng.permutation([-1000.0, 0.0, 1000.0])
    labels = rng.integers(0, 3, 3 if at_end else (3, 2))
    yield {"H": H, "W_y": W_y, "c": c, "labels": labels}


def end_label_cases(rng):
    yield from label_cases(rng, at_end=True)


def loop_cases(rng):
    """A net that hears only its own last output: tunes Y (N, T, M), W_o (M, H), W_y (H, M)."""
    for n, t, m, h in [(2, 6, 3, 4), (1, 5, 2, 3), (3, 4, 1, 5)]:
        yield {
            "Y": rng.normal(size=(n, t, m)),
            "W_o": rng.normal(size=(m, h)) / np.sqrt(m),
            "b": rng.normal(size=h) / 2,
            "W_y": rng.normal(size=(h, m)) / np.sqrt(h),
            "c": rng.normal(size=m) / 2,
        }


def two_way_cases(rng):
    for n, t, d, h in [(2, 5, 3, 4), (1, 4, 2, 3), (3, 6, 4, 2)]:
        ahead, back = (tuple(weights(rng, d, h).values()) for _ in range(2))
        yield {"X": rng.normal(size=(n, t, d)), "ahead": ahead, "back": back}


def stack_cases(rng):
    """Stacks of one to three layers; in the last two layers are of the same width."""
    for n, t, *sizes in [(2, 5, 3, 4), (1, 4, 5, 3, 2), (3, 2, 4, 6, 5, 1), (2, 3, 5, 4, 4)]:
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        stack = [tuple(weights(rng, d, h).values()) for d, h in pairs]
        yield {"X": rng.normal(size=(n, t, sizes[0])), "stack": stack}


def matrix(rng, n: int, radius: float) -> np.ndarray:
    """A random matrix (n, n) whose largest eigenvalue has this absolute value."""
    W = rng.normal(size=(n, n))
    return W * radius / np.abs(np.linalg.eigvals(W)).max()


def memory_cases(rng):
    """Linear memories that fade, and one that grows; in the smallest the eigenvalues are complex.

    So it is not the number of rows that tells apart where a radius of real parts is wrong.
    """
    for n, radius, t in [(3, 0.9, 7), (4, 0.5, 3), (5, 1.1, 12)]:
        yield {"h0": rng.normal(size=n), "W": matrix(rng, n, radius), "t": t}
    angle, stretch = rng.uniform(0.5, 1.0), np.diag([1.0, rng.uniform(1.5, 2.5)])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    W = 0.98 * stretch @ turn @ np.linalg.inv(stretch)
    yield {"h0": rng.normal(size=2), "W": W, "t": 40}
    yield {"h0": rng.normal(size=2), "W": np.diag([1.0, 0.5]), "t": 4}  # neither fades nor grows


# any turn makes a circle: it counts together with how fast it turns, or falls
BESIDE = {"circle": ("decibels_per_second", "frequency")}


def tone_cases(rng):
    for sr in (8000, 22050):
        frequency, t60 = rng.uniform([200, 0.3], [900, 2])
        yield {"frequency": float(frequency), "t60": float(t60), "sr": sr}


def influence_cases(rng):
    for t, d, h, radius in [(12, 2, 3, 0.8), (11, 3, 4, 1.1), (13, 1, 2, 0.6)]:
        W_x, b = rng.normal(size=(d, h)), rng.normal(size=h) / 4
        X = rng.normal(size=(t, d)) / 2
        yield {"X": X, "W_x": W_x, "W_h": matrix(rng, h, radius), "b": b}


def gradient_list_cases(rng):
    """Lists of arrays of several shapes: too long, short enough, one array alone, and zero.

    The first array is the longest, but for one list, where it is the second.
    """
    for shapes, share, growth in [
        ([(3, 4), (4,)], 0.3, 1 / 3),
        ([(2, 2), (2,), (2, 5)], 1.8, 1 / 3),
        ([(6,)], 0.5, 1.0),
        ([(3, 1), (2, 3)], 0.9, 3.0),
    ]:
        grads = [rng.normal(size=shape) * growth**i for i, shape in enumerate(shapes)]
        yield {"grads": grads, "v": share * float(np.sqrt(sum((g**2).sum() for g in grads)))}
    yield {"grads": [np.zeros(3), np.zeros((2, 2))], "v": 1.0}
