"""1997: a cell that keeps a number for as long as it is needed.

S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9, 1997: the adding
problem of sec. 5.4.
"""

import numpy as np

from ..datasets.beats import adding_problem
from ..layers import LastStep, Sequential
from .versus import Result

STEPS, UNITS, UPDATES = 20, 24, 250
GUESSING = 1 / 6  # the variance of the sum of two numbers between 0 and 1


def learn(parts) -> Result:
    """An LSTM adds two numbers that were marked among 20; `more` has the loss of each update."""
    return _learn(parts, parts.layers.LSTM)


def learn_plain(parts) -> Result:
    """A plain recurrent network with the same task and the same time."""
    return _learn(parts, parts.layers.RNN)


def _learn(parts, kind) -> Result:
    own, rng = parts.layers, np.random.default_rng(0)
    net = Sequential(kind(2, UNITS, rng=rng), LastStep(), own.Linear(UNITS, 1, rng=rng))
    loss, optimizer, history = own.MSELoss(), own.Adam(net.parameters(), 0.01), []
    for _ in range(UPDATES):
        x, y = adding_problem(64, STEPS, rng)
        history.append(loss(net(x), y))
        optimizer.zero_grad()
        net.backward(loss.backward())
        own.clip_grad_norm(net.parameters(), 1.0)
        optimizer.step()
    last = float(np.mean(history[-30:]))
    figure = f"squared error {last:.4f} (guessing: {GUESSING:.4f})"
    return Result(figure, net.count_parameters(), np.array(history))
