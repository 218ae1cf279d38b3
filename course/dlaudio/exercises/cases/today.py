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


def diffusion_cases(rng):
    for n, d, s in [(5, 3, 6), (1, 4, 2), (4, 2, 7)]:
        case = drawn(rng, x=(n, d), noise=(n, d))
        step = rng.integers(0, s, n)
        step[0] = s - 1  # the last of all
        if n > 1:
            step[1] = 0  # and the first, which adds noise already
        yield {**case, "betas": np.round(rng.uniform(0.05, 0.5, s), 2), "step": step}
