"""Handwritten digits that are moved, or turned: what shared weights cure, and what they do not."""

import numpy as np

from dlaudio import layers
from dlaudio.networks import assumptions
from dlaudio.networks.anywhere import learn

SIDE, CANVAS = 8, 14
DENSE, SHARED = "dense", "CNN, one pool over all places"


def handwritten() -> tuple[np.ndarray, np.ndarray]:
    """Pictures (1797, 8, 8) from 0 to 1, and their digits, as in `dlaudio.datasets`."""
    from dlaudio.datasets.handwritten import handwritten_digits

    pixels, digits = handwritten_digits()
    return pixels.reshape(-1, SIDE, SIDE).astype(np.float32), digits


def laid(pictures, corners) -> np.ndarray:
    """Pictures (N, 8, 8) on larger empty ones, (N, 1, 14, 14), each at its corner (row, column)."""
    wide = np.zeros((len(pictures), 1, CANVAS, CANVAS), np.float32)
    for row, picture, (top, left) in zip(wide, pictures, corners, strict=True):
        row[0, top : top + SIDE, left : left + SIDE] = picture
    return wide


def ways(pictures, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The pictures in the middle, moved by up to three places, and in the middle but turned."""
    middle = np.full((len(pictures), 2), (CANVAS - SIDE) // 2)
    return {
        "as they are": laid(pictures, middle),
        "moved": laid(pictures, rng.integers(0, CANVAS - SIDE + 1, (len(pictures), 2))),
        "turned": laid(np.rot90(pictures, axes=(1, 2)), middle),
    }


def _shared(rng: np.random.Generator):
    return layers.Sequential(
        layers.Conv2d(1, 8, 5, padding=2, rng=rng),
        layers.ReLU(),
        layers.Conv2d(8, 24, 3, padding=1, rng=rng),
        layers.ReLU(),
        layers.MaxPool2d(CANVAS),
        layers.Flatten(),
        layers.Linear(24, 10, rng=rng),
    )


def shares(*, n: int = 500, n_new: int = 200, epochs: int = 10, seed: int = 0) -> dict[str, dict]:
    """Right answers, in %, of two nets that have learnt digits in the middle: net, then way."""
    pictures, digits = handwritten()
    order = np.random.default_rng(seed).permutation(len(pictures))
    old, new = order[:n], order[n : n + n_new]
    rng = np.random.default_rng(seed + 1)
    nets = {DENSE: assumptions.dense(CANVAS**2, 64, 10, rng=rng), SHARED: _shared(rng)}
    asked = ways(pictures[new], rng)
    for net in nets.values():
        learn(net, ways(pictures[old], rng)["as they are"], digits[old], epochs=epochs, seed=seed)
    return {
        name: {way: assumptions.right(net, X, digits[new]) for way, X in asked.items()}
        for name, net in nets.items()
    }
