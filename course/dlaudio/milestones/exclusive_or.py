"""1969 and 1986: one of two notes, but not both. A perceptron cannot hear it, a hidden layer can.

M. Minsky, S. Papert, "Perceptrons", 1969; D. Rumelhart, G. Hinton, R. Williams, "Learning
representations by back-propagating errors", Nature 323, 1986.
"""

import numpy as np

from .. import audio
from ..layers import Sequential
from ..train import update
from .versus import Result

SR, LOW, HIGH, SECONDS = 8000, 330.0, 494.0, 0.4


def chord(low: float, high: float, rng: np.random.Generator) -> np.ndarray:
    """A sound with so much of the low note and of the high one, and a little noise."""
    y = 0.02 * rng.normal(size=round(SECONDS * SR))
    for amplitude, frequency in ((low, LOW), (high, HIGH)):
        if amplitude > 0:
            y += audio.tone(frequency, sr=SR, duration=SECONDS, amplitude=amplitude)
    return y


def heard(y) -> np.ndarray:
    """How much of each note is in a sound, (2,): its spectrum at the two places, about 0 to 1."""
    t = np.arange(len(y)) / SR
    waves = np.exp(-2j * np.pi * np.outer([LOW, HIGH], t))
    return 5 * np.abs(waves @ y) / len(y)


def sounds(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """n sounds as two numbers each, (n, 2), and whether just one note is in them, -1 or +1 (n,)."""
    on = rng.integers(0, 2, (n, 2))
    levels = on * rng.uniform(0.25, 0.45, (n, 2))
    X = np.array([heard(chord(*pair, rng)) for pair in levels])
    return X, np.where(on[:, 0] != on[:, 1], 1, -1)


def one_unit(parts) -> Result:
    """The best that a perceptron finds in 100 epochs."""
    X, y = sounds(200, np.random.default_rng(0))
    new, truth = sounds(200, np.random.default_rng(1))
    w = np.asarray(parts.pocket(np.zeros(3), X, y, 100))
    return Result(f"{np.mean(parts.perceptron(new, w) == truth):.0%} right", w.size, w)


def learn(parts) -> Result:
    """A hidden layer of four units by back-propagation; `more` is the net."""
    own, rng = parts.layers, np.random.default_rng(3)
    X, y = sounds(200, np.random.default_rng(0))
    new, truth = sounds(200, np.random.default_rng(1))
    # around 0, where a unit of tanh is steepest
    X, new = X - 0.5, new - 0.5
    net = Sequential(
        own.Linear(2, 4, rng=rng, dtype=float), own.Tanh(), own.Linear(4, 1, rng=rng, dtype=float)
    )
    loss, optimizer = own.MSELoss(), own.SGD(net.parameters(), 0.1, 0.9)
    for _ in range(300):
        update(net, loss, optimizer, X, y[:, None].astype(float))
    right = np.mean(np.sign(net(new)[:, 0]) == truth)
    return Result(f"{right:.0%} right", net.count_parameters(), net)
