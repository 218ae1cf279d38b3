"""1997: a cell that keeps a number for as long as it is needed.

S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9, 1997: the adding
problem of sec. 5.4.
"""

import numpy as np

from ..networks.adding import GUESSING, learn_adding
from .versus import Result

STEPS, UNITS, UPDATES = 20, 24, 250


def learn(parts) -> Result:
    """An LSTM adds two numbers that were marked among 20; `more` has the loss of each update."""
    return _learn(parts, "LSTM")


def learn_plain(parts) -> Result:
    """A plain recurrent network with the same task and the same time."""
    return _learn(parts, "RNN")


def _learn(parts, kind: str) -> Result:
    net, history = learn_adding(
        parts.layers, kind, steps=STEPS, updates=UPDATES, units=UNITS, batch=64
    )
    last = float(np.mean(history[-30:]))
    figure = f"squared error {last:.4f} (guessing: {GUESSING:.4f})"
    return Result(figure, net.count_parameters(), history)
