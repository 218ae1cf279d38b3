"""Initial weights and batch normalisation: sizes, and batches to normalise."""

import numpy as np

# what weights of any spread can have: it counts together with a spread
BESIDE = dict.fromkeys(("shape", "mean", "new_every_time"), ("relu", "tanh"))


def weight_cases(rng):
    for d, m in [(256, 128), (128, 512)]:
        yield {"D": d, "M": m, "seed": int(rng.integers(1 << 30))}


def spread(W, right: float) -> str:
    """In words, whether the weights are as wide as they should be, within 9 % (2 ** (1/8))."""
    with np.errstate(divide="ignore"):
        octaves = np.round(4 * np.log2(np.std(W) / right)) / 4
    return "a right spread" if octaves == 0 else f"{2**octaves:.2g} times the right spread"


def norm_cases(rng):
    for n, d in [(5, 3), (2, 4), (7, 1), (4, 2)]:
        x = rng.normal(size=(n, d)) * rng.uniform(0.5, 2, d) + rng.normal(size=d)
        running = {"mean": rng.normal(size=d), "var": rng.uniform(0.5, 2, d)}
        learnt = {"gamma": rng.uniform(0.5, 2, d), "beta": rng.normal(size=d)}
        yield {"x": x, **learnt, **running, "momentum": 0.3, "eps": 0.1}


def norm_backward_cases(rng):
    for n, d in [(5, 3), (2, 4), (1, 2), (7, 1)]:
        x, dout = rng.normal(size=(2, n, d))
        yield {"dout": dout, "x": x, "gamma": rng.uniform(0.5, 2, d), "eps": 0.1}
