"""Nets that learn the adding problem: two numbers were marked, long ago; what is their sum?"""

import numpy as np

from dlaudio.bars import bar
from dlaudio.datasets.beats import adding_problem
from dlaudio.layers import LastStep, Sequential
from dlaudio.train import update

GUESSING = 1 / 6  # the variance of the sum of two numbers between 0 and 1


def smoothed(losses, width: int = 25) -> np.ndarray:
    """Each `width` losses in a row, averaged.

    Parameters
    ----------
    losses : array, shape (n,)
    width : int, from 1 to n
    """
    return np.convolve(losses, np.ones(width) / width, "valid")


def learn_adding(
    parts, kind: str, *, steps: int, updates: int, units: int = 16, batch: int = 32, seed: int = 0
):
    """Train a recurrent net on sequences of `steps` steps that are drawn anew for each update.

    Parameters
    ----------
    parts : module
        Where layers, losses and optimisers come from: `mine.layers`, or whatever has their names.
    kind : "RNN", "GRU" or "LSTM"
    steps, updates, units, batch, seed : int

    Returns
    -------
    net : layers.Sequential
    losses : array, shape (updates,)
    """
    rng = np.random.default_rng(seed)
    layer = getattr(parts, kind)(2, units, rng=rng)
    net = Sequential(layer, LastStep(), parts.Linear(units, 1, rng=rng))
    loss, optimizer, history = parts.MSELoss(), parts.Adam(net.parameters(), 0.01), []
    for _ in bar(range(updates), "learning", unit="update"):
        x, y = adding_problem(batch, steps, rng)
        value, _ = update(net, loss, optimizer, x, y, clip_norm=1.0, clip=parts.clip_grad_norm)
        history.append(value)
    return net, np.array(history)
