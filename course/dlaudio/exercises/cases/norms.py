"""Initial weights and batch normalisation: sizes, and batches to normalise."""

import numpy as np


def weight_cases(rng):
    for d, m in [(256, 128), (128, 512)]:
        yield {"D": d, "M": m, "seed": int(rng.integers(1 << 30))}


def start(answer, D, M, kind, seed, right: float) -> str:
    """In words, what is wrong with first weights, or how wide they are (within 9 %, 2 ** (1/8))."""
    W, again, more = (
        np.asarray(answer(D, M, kind, np.random.default_rng(number)), dtype=float)
        for number in (seed, seed, seed + 1)
    )
    if W.shape != (D, M):
        return f"the shape {W.shape}"
    if np.ptp(W) == 0:
        return "all weights alike"
    if np.array_equal(W, more):
        return "the same weights every time"
    if not np.array_equal(W, again):
        return "weights from another source than the generator"
    if abs(W.mean()) > 0.2 * W.std():
        return "weights with a mean that is not 0"
    octaves = np.round(4 * np.log2(W.std() / right)) / 4
    return "a right spread" if octaves == 0 else f"{2**octaves:.2g} times the right spread"


def checkup_cases(rng):
    sizes = [(7, 4, 6, 3, 1), (1, 3, 4, 5, 2), (9, 10, 5, 2, 400), (4, 2, 3, 6, 1)]
    for n, c, units, d, scale in sizes:
        H = np.maximum(rng.normal(size=(n, units)), 0)
        H[:, : 1 + units // 3] = 0.0  # dead
        H[0, -1], H[-1, -2] = 1.3, 0.7
        if n > 1:  # alive, but not for all
            H[0, -2] = H[1, -1] = 0.0
        W = rng.normal(size=(d, d + 1))
        levels = scale * np.arange(n)[:, None] * 5  # of whole rows, which softmax does not notice
        logits = scale * rng.normal(size=(n, c)) + levels
        inputs = {"logits": logits, "y": rng.integers(0, c, n)}
        yield {**inputs, "H": H, "W": W, "step": rng.normal(size=W.shape) * 0.01}


def norm_cases(rng):
    for n, d in [(5, 3), (2, 4), (7, 1), (4, 2)]:
        x = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, d) + rng.normal(size=d)
        running = {"mean": rng.normal(size=d), "var": rng.uniform(0.5, 2, d)}
        learnt = {"gamma": rng.uniform(0.5, 2, d), "beta": rng.normal(size=d)}
        numbers = {"momentum": float(rng.uniform(0.15, 0.4)), "eps": float(rng.uniform(0.05, 0.3))}
        yield {"x": x, **learnt, **running, **numbers}


def norm_backward_cases(rng):
    for n, d in [(5, 3), (2, 4), (1, 2), (7, 1)]:
        x, dout = rng.normal(size=(2, n, d))
        gamma, eps = rng.uniform(0.5, 2, d), float(rng.uniform(0.05, 0.3))
        yield {"dout": dout, "x": x, "gamma": gamma, "eps": eps}
