"""What hidden units get used to: to be silent where a penalty asks for it, to be dropped."""

from functools import partial

import numpy as np

from dlaudio import layers
from dlaudio.layers import Dropout, Linear, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.word_trials import curves, right, words
from dlaudio.optim import Adam

BATCH = 32


def quiet(strength: float, *, n: int = 400, epochs: int = 20, seed: int = 0) -> tuple[float, float]:
    """Train with an L1 penalty on what the hidden units give, not on the weights.

    Parameters
    ----------
    strength : float
        Times the sum of a word's hidden units; their mean over the batch is added to the loss.

    Returns
    -------
    on, heard : float
        The share of the 64 units that are on for a new word, and the share of new words right.
    """
    data, rng = words(), np.random.default_rng(seed)
    hidden = Sequential(Linear(48, 64, rng=rng), layers.ReLU())
    output, loss = Linear(64, 10, rng=rng), CrossEntropyLoss()
    model = Sequential(hidden, output)
    adam = Adam(model.parameters(), lr=0.003)
    for _ in range(epochs):
        for rows in np.split(rng.permutation(n), range(BATCH, n, BATCH)):
            adam.zero_grad()
            H = hidden.forward(data.X[rows])
            loss.forward(output.forward(H), data.y[rows])
            slopes = output.backward(loss.backward())
            hidden.backward(slopes + np.float32(strength / len(rows)) * (H > 0))
            adam.step()
    model.eval()
    on = hidden.forward(data.X_new) > 0
    return float(on.mean()), right(model, data.X_new, data.y_new)


def dropped(unit, *, epochs: int = 40, seeds: int = 3) -> str:
    """The lowest loss on new speakers without and with dropout of a half, for a kind of unit."""

    def make(rng, p: float):
        return Sequential(
            Linear(48, 128, rng=rng), unit(), Dropout(p, rng=rng), Linear(128, 10, rng=rng)
        )

    how = {"epochs": epochs, "n": 300, "seeds": seeds, "key": "val_loss"}
    lowest = [
        curves(partial(make, p=p), partial(Adam, lr=0.003), **how).min(axis=1).mean()
        for p in (0.0, 0.5)
    ]
    return f"{unit.__name__:8}{lowest[0]:.2f} without dropout, {lowest[1]:.2f} with it"
