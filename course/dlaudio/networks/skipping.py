"""A skip connection through time: an untrained net whose state also hears that of d steps ago.

h_t = tanh(x_t W_x + h_{t-1} W_h + h_{t-d} W_d). After T. Lin and others, "Learning long-term
dependencies in NARX recurrent neural networks", IEEE Transactions on Neural Networks 7, 1996.
"""

import numpy as np


def slope_share(inputs: int, skip: int, *, hidden: int = 16, nets: int = 8) -> float:
    """Slope of the last state in the first input, as a share of that in the last input.

    The geometric mean over some nets, each with weights drawn anew.

    Parameters
    ----------
    inputs : int, at least 2
        T.
    skip : int, from 1 to T - 1
        d. With 1 both matrices hear the step before, so nets of any skip have as many weights.
    hidden, nets : int

    Raises
    ------
    ValueError
        If the skip is longer than the sequence.
    """
    if not 1 <= skip < inputs:
        raise ValueError(f"a skip among {inputs} inputs is 1 to {inputs - 1} steps, got {skip}")
    return float(np.exp(np.mean([_log_share(inputs, skip, hidden, seed) for seed in range(nets)])))


def _log_share(inputs: int, skip: int, hidden: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    W_x, W_h, W_d = rng.uniform(-1, 1, (3, hidden, hidden)) / np.sqrt(hidden)
    states = [np.zeros(hidden)]
    for x in rng.normal(0, 0.5, (inputs, hidden)):
        back = states[-skip] if skip <= len(states) else states[0]
        states.append(np.tanh(x @ W_x + states[-1] @ W_h + back @ W_d))
    slopes, sizes = np.zeros((inputs + 1, hidden)), []
    slopes[-1] = rng.normal(size=hidden)
    for t in range(inputs, 0, -1):
        inner = slopes[t] * (1 - states[t] ** 2)
        slopes[t - 1] += inner @ W_h.T
        slopes[max(t - skip, 0)] += inner @ W_d.T
        sizes.append(np.linalg.norm(inner @ W_x.T))
    return float(np.log(sizes[-1] / sizes[0]))
