"""Questions on small networks: ten layers deep, with a fault in them, XOR, softmax at the top."""

import numpy as np

from dlaudio.assessment.base import Case

from .pairs import network

XOR_X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
XOR_Y = np.array([[0.0], [1], [1], [0]])


def xor_cases(rng):
    """Five starts with four hidden units from which a right answer learns XOR."""
    for start in (0, 1, 2, 3, 4):
        weights = network(np.random.default_rng(start), (2, 4, 1))
        truth = {"learnt": XOR_Y[:, 0].astype(int)}
        inputs = {
            "X": XOR_X,
            "y": XOR_Y,
            "weights": weights,
            "lr": 8.0 - start / 4,
            "n_steps": 300 + 30 * start,
        }
        yield Case(inputs, truth)


def depth_cases(rng):
    for name in ("sigmoid", "relu"):
        sizes = [3, *[6] * 10, 4]
        weights = [(W / np.sqrt(len(W)), b / 3) for W, b in network(rng, sizes)]
        yield {
            "X": rng.normal(size=(8, 3)),
            "dout": rng.normal(size=(8, 4)),
            "weights": weights,
            "name": name,
        }


def mend_cases(rng):
    for n, d, h in [(5, 3, 4), (1, 2, 3), (6, 4, 2)]:
        (W1, b1), (W2, b2) = network(rng, (d, h, 1))
        X, y = rng.normal(size=(n, d)), rng.random((n, 1))
        yield {"X": X, "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2}


def softmax_cases(rng):
    for n, d, c, scale in [(5, 3, 4, 1), (1, 2, 3, 1), (4, 5, 2, 1), (3, 2, 6, 2000)]:
        yield {
            "y": np.eye(c)[rng.integers(c, size=n)],
            "H": rng.normal(size=(n, d)),
            "W": scale * rng.normal(size=(d, c)),
            "b": rng.normal(size=c),
        }
