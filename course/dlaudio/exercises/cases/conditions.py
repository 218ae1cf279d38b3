"""Recurrent nets that are told what to play: questions, and the slope of every weight."""

import numpy as np

SIZES = [(3, 4, 2, 5, 6), (2, 5, 3, 4, 2), (1, 3, 4, 2, 3)]  # N, T, D, H, C


def condition_cases(rng):
    for n, t, d, h, c in SIZES:
        yield {
            "X": rng.normal(size=(n, t, d)),
            "context": rng.normal(size=(n, c)) * (np.arange(n) < max(n - 1, 1))[:, None],
            "W_x": rng.normal(size=(d, h)) / 2,
            "W_h": rng.normal(size=(h, h)) / 2,
            "b": rng.normal(size=h) / 2,
            "W_c": rng.normal(size=(c, h)) / 2,
            "V": rng.normal(size=(c, h)) / 2,
        }


def condition_gradient_cases(rng):
    for case in condition_cases(rng):
        shape = (*case["X"].shape[:2], len(case["b"]))
        yield {"dH": rng.normal(size=shape), **case}


def both_ways(X, context, W_x, W_h, b, W_c, V):
    """States (N, T, H) of the net that gets its context as an input and as its first state."""
    h, states = np.tanh(context @ V), []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ W_x + h @ W_h + context @ W_c + b)
        states.append(h)
    return np.stack(states, axis=1)


def causal_cases(rng):
    for n, c, t, o, k, d in [(2, 3, 9, 4, 2, 2), (3, 1, 8, 2, 3, 1), (1, 2, 10, 3, 3, 4)]:
        yield {
            "x": rng.normal(size=(n, c, t)),
            "w": rng.normal(size=(o, c, k)),
            "b": rng.normal(size=o),
            "dilation": d,
        }


def causal_gradient_cases(rng):
    for case in causal_cases(rng):
        (n, _, t), o = case["x"].shape, len(case["b"])
        yield {
            "dy": rng.normal(size=(n, o, t)),
            "x": case["x"],
            "w": case["w"],
            "dilation": case["dilation"],
        }


def causal(x, w, b, dilation):
    """y[n, o, t] = b[o] + sum over c, k of w[o, c, k] x[n, c, t - (K - 1 - k) dilation]."""
    K, T = w.shape[2], x.shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), ((K - 1) * dilation, 0)))
    y = np.zeros((len(x), len(w), T)) + np.asarray(b)[:, None]
    for k in range(K):
        y += np.einsum("nct,oc->not", padded[:, :, k * dilation : k * dilation + T], w[:, :, k])
    return y


def reach_cases(rng):
    yield {"kernel_size": 2, "dilations": [2**i for i in range(10)], "sr": 16000}
    yield {"kernel_size": 3, "dilations": [1, 2, 4, 8] * 2, "sr": 8000}
    yield {"kernel_size": 4, "dilations": rng.integers(1, 9, 5).tolist(), "sr": 22050}
    yield {"kernel_size": 5, "dilations": [3], "sr": 44100}
