"""Questions about activations: inputs of all sizes, drawn so that no answer is a matter of luck."""

import numpy as np


def smooth_cases(rng):
    for shape in [(4, 3), (1, 5), (7,)]:
        far = rng.permutation([-1000.0, -50.0, 50.0, 1000.0])
        yield {"z": rng.normal(size=shape) * 2, "far": far, "tail": rng.uniform(-60, -38, 4)}


def slope_cases(rng):
    for n in (12, 5, 7):
        z = rng.normal(size=n) * 2
        yield {"z": np.append(z, rng.permutation([-1000.0, 0.0, 1000.0]))}


def bent_cases(rng):
    for n in (6, 1, 9):
        z = rng.normal(size=n) * 2
        yield {"z": np.append(z, rng.permutation([-1000.0, 0.0, 1000.0]))}


def prelu_cases(rng):
    for n, m in [(5, 3), (1, 4), (6, 1)]:
        yield {
            "dout": rng.normal(size=(n, m)),
            "z": rng.choice([-1.0, 1.0], (n, m)) * rng.uniform(0.1, 2, (n, m)),
            "a": float(rng.uniform(0.1, 0.4)),
        }


def maxout_cases(rng):
    for n, m, k in [(4, 3, 2), (1, 2, 4), (5, 1, 3), (3, 3, 3)]:
        pieces = rng.permuted(np.arange(n * m * k)) + rng.uniform(-0.4, 0.4, n * m * k)
        z = (pieces - n * m * k / 2).reshape(n, m * k) / 4  # no two are equal
        yield {"dout": rng.normal(size=(n, m)), "z": z, "k": k}
