"""Fully connected nets at their first weights, and stacks of layers that do not bend."""

import numpy as np


def dense(widths):
    """A net of linear layers with a ReLU between any two, its weights drawn from seed 0.

    Parameters
    ----------
    widths : list of int
        Inputs first, outputs last.
    """
    from dlaudio import layers

    rng, parts = np.random.default_rng(0), []
    for d, m in zip(widths[:-1], widths[1:], strict=True):
        parts += [layers.Linear(d, m, rng=rng), layers.ReLU()]
    return layers.Sequential(*parts[:-1])


def unbent(n_layers: int, seed: int = 0) -> list[tuple[np.ndarray, np.ndarray]]:
    """Pairs W (2, 2), b (2,) of so many linear layers, normally distributed."""
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(n_layers)]


def steps(y) -> np.ndarray:
    """The steps from each row of y (N, D) to the next, in its first column, the first one as 1."""
    found = np.diff(np.asarray(y, dtype=float)[:, 0])
    return found / found[0]
