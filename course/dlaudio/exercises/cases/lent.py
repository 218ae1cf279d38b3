"""Functions of arrays that a probe lends to an answer: modules with a right or a wrong backward."""

from collections.abc import Callable

import numpy as np

Forward = Callable[[np.ndarray], np.ndarray]
Backward = Callable[[np.ndarray, np.ndarray], np.ndarray]  # backward(dout, x) -> dx


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max())
    return e / e.sum()


def _softmax_backward(dout, x):
    y = softmax(x)
    return y * (dout - np.sum(dout * y))


# Modules of arrays of shape (n,), right in every respect.
MODULES: dict[str, tuple[Forward, Backward]] = {
    "square": (lambda x: x**2, lambda dout, x: 2 * x * dout),
    "tanh": (np.tanh, lambda dout, x: dout * (1 - np.tanh(x) ** 2)),
    "triple": (lambda x: 3 * x, lambda dout, x: 3 * dout),
    "exp": (lambda x: np.exp(x / 2), lambda dout, x: dout * np.exp(x / 2) / 2),
    "differences": (np.diff, lambda dout, x: -np.diff(dout, prepend=0, append=0)),
    "softmax": (softmax, _softmax_backward),
    "energy": (lambda x: np.sum(x**2, keepdims=True), lambda dout, x: 2 * x * dout),
    "tiny": (lambda x: 1e-7 * np.sin(x), lambda dout, x: 1e-7 * np.cos(x) * dout),
    "huge": (lambda x: 1e7 * np.sin(x), lambda dout, x: 1e7 * np.cos(x) * dout),
    "constant": (lambda x: np.ones(3), lambda dout, x: np.zeros(len(x))),
}


def spoilt(kind: str, how: str) -> tuple[Forward, Backward]:
    """A module whose backward is wrong.

    `how` is one of: "off by 0.1 %", "one entry off by 1 %", "NaN", "zeros", "turned round" (the
    sign), "without dout" (as if the gradient from above were all ones).
    """
    forward, right = MODULES[kind]

    def backward(dout, x):
        if how == "without dout":
            return right(np.ones(np.shape(forward(x))), x)
        dx = np.array(right(dout, x), dtype=float)
        if how == "off by 0.1 %":
            return 1.001 * dx
        if how == "one entry off by 1 %":
            dx[np.abs(dx).argmax()] *= 1.01
        elif how == "NaN":
            dx[-1] = np.nan
        elif how == "zeros":
            dx[:] = 0
        elif how == "turned round":
            dx = -dx
        else:
            raise ValueError(f"a backward cannot be spoilt by {how!r}")
        return dx

    return forward, backward


# Functions of an array of any shape to one number, for central differences.
def cubic(weights: np.ndarray) -> Callable[[np.ndarray], float]:
    """f(x) = sum of weights * x**3 + x[0] x[1] ..., whose central difference is not its slope."""

    def f(x):
        x = np.asarray(x, dtype=float)
        if x.shape != weights.shape:
            raise ValueError(f"f needs an array of shape {weights.shape}, got {x.shape}")
        return float(np.sum(weights * x**3) + np.sum(x) ** 2)

    return f


def difference_cases(rng):
    for shape, step in [((3,), 0.3), ((2, 3), 0.1), ((1,), 0.5)]:
        x = np.round(rng.normal(size=shape), 2)
        yield {"x": x, "step": step, "weights": np.round(rng.uniform(0.5, 2, shape), 2)}
    whole = rng.permutation(np.arange(-2, 3))
    yield {"x": whole, "step": 0.25, "weights": np.round(rng.uniform(0.5, 2, 5), 2)}


CHECKED = {
    "off_by_a_factor": [("square", "off by 0.1 %"), ("tanh", "turned round")],
    "tiny": [("tiny", "off by 0.1 %")],
    "one_entry": [("square", "one entry off by 1 %"), ("exp", "one entry off by 1 %")],
    "nan": [("square", "NaN"), ("softmax", "NaN")],
    "zeros": [("tiny", "zeros"), ("square", "zeros")],
    "upstream": [("triple", "without dout"), ("softmax", "without dout"), ("softmax", "zeros")],
}


def check_cases(rng):
    for n in (5, 4):
        # away from 0, so that no gradient vanishes
        x = rng.uniform(0.3, 1.2, n) * rng.choice([-1, 1], n)
        yield {"x": np.round(x, 3), "seed": int(rng.integers(1000))}


CHAINS = (
    "tanh square triple",
    "exp differences square",
    "square softmax differences exp energy",
    "triple tanh",
)


def chain_cases(rng):
    for n, kinds in zip((4, 5, 6, 1), CHAINS, strict=True):
        x = y = np.round(rng.uniform(0.2, 1.2, n) * rng.choice([-1, 1], n), 3)
        for kind in kinds.split():
            y = MODULES[kind][0](y)
        yield {"modules": kinds, "x": x, "dout": np.round(rng.normal(size=len(y)), 3)}
