"""Inputs for the blocks of today: masked attention and diffusion."""

import numpy as np

from .machines import drawn


def causal_cases(rng):
    for t, d, m in [(5, 4, 2), (1, 3, 4), (4, 2, 3)]:
        yield drawn(rng, Q=(t, d), K=(t, d), V=(t, m))
    large = drawn(rng, Q=(3, 2), K=(3, 2), V=(3, 4))
    # scores far above 709, where exp overflows, the largest of all among the later places
    large["Q"] = 1 + np.abs(large["Q"])
    large["K"] = (1 + np.abs(large["K"])) * np.array([[600], [1000], [2000]])
    yield large
    # and far below 0, where a hidden score of -1000 would be the largest of all
    yield large | {"K": -large["K"]}


def head_cases(rng):
    for t, s, d, m, n in [(4, 5, 6, 14, 2), (3, 2, 12, 15, 3), (1, 3, 4, 8, 4), (5, 4, 3, 2, 1)]:
        yield drawn(rng, Q=(t, d), K=(s, d), V=(s, m)) | {"n_heads": n}
    large = drawn(rng, Q=(3, 4), K=(5, 4), V=(5, 6))
    large["Q"] *= 1000  # exp of such scores overflows
    yield large | {"n_heads": 2}


def two_first_heads(rng) -> tuple[dict, dict]:
    """A case of two heads, and the same with other numbers in the first head."""
    case = next(head_cases(rng))
    halves = {name: np.split(case[name], 2, axis=1) for name in "QKV"}
    other = {name: np.hstack([3 - first, second]) for name, (first, second) in halves.items()}
    return case, case | other


def small_steps(rng):
    """x (1, 4), betas (6,), a step (1,), and the mean and the power of the noise after it."""
    x, betas, step = rng.normal(size=(1, 4)), rng.uniform(0.05, 0.4, 6), 3
    mean, power = x, 0.0
    for beta in betas[: step + 1]:
        mean, power = np.sqrt(1 - beta) * mean, (1 - beta) * power + beta
    return x, betas, np.array([step]), mean, power


def diffusion_cases(rng):
    for n, d, s in [(5, 3, 6), (1, 4, 2), (4, 2, 7)]:
        case = drawn(rng, x=(n, d), noise=(n, d))
        step = rng.integers(0, s, n)
        step[0] = s - 1  # the last of all
        if n > 1:
            step[1] = 0  # and the first, which adds noise already
        yield {**case, "betas": np.round(rng.uniform(0.05, 0.5, s), 2), "step": step}
