"""Playground: a net of your size learns to tell two kinds of drum hits apart."""

import numpy as np

from dlaudio import plots
from dlaudio.datasets.drums import snare_or_not
from dlaudio.layers import Linear, ReLU, Sequential, Sigmoid, Tanh, sigmoid
from dlaudio.plots.pictures import NEGATIVE, POSITIVE, new_figure
from dlaudio.widgets.controls import Choice, Slider

BENDS = {"none (linear)": None, "sigmoid": Sigmoid, "tanh": Tanh, "ReLU": ReLU}
TITLE = "Playground: is it a snare?"
CONTROLS = {
    "n_hidden": Slider(1, 12, 1, 3, "hidden units"),
    "activation": Choice(list(BENDS), "none (linear)", "activation"),
    "start": Slider(1, 9, 1, 1, "random start"),
    "epochs": Slider(10, 300, 10, 200, "epochs of training"),
}
LIMIT = 2.4


def train(n_hidden: int, activation: str, start: int, epochs: int) -> Sequential:
    """A net of two inputs, one hidden layer and one output (a logit), trained on known kits."""
    from dlaudio.losses import BCEWithLogitsLoss
    from dlaudio.optim import Adam
    from dlaudio.train import fit

    rng = np.random.default_rng(start)
    X, y = snare_or_not("train")
    hidden = [Linear(2, n_hidden, rng=rng, dtype=np.float64)]
    if BENDS[activation] is not None:
        hidden.append(BENDS[activation]())
    model = Sequential(*hidden, Linear(n_hidden, 1, rng=rng, dtype=np.float64))
    fit(
        model,
        BCEWithLogitsLoss(),
        Adam(model.parameters(), lr=0.1),
        X,
        y[:, None].astype(float),
        epochs=epochs,
        batch_size=len(X),
        rng=rng,
        progress=False,
    )
    return model


def draw(n_hidden: int, activation: str, start: int, epochs: int):
    """The drum hits, the net's answer everywhere, and where each hidden unit is zero.

    Parameters
    ----------
    n_hidden : int
    activation : str
        A name in `BENDS`.
    start : int
        Seed of the weights.
    epochs : int

    Returns
    -------
    figure : matplotlib Figure
    text : str
        How many hits are right, on the kits it learnt from and on others.
    """
    model = train(n_hidden, activation, start, epochs)
    (X, y), (X_new, y_new) = snare_or_not("train"), snare_or_not("test")

    figure = new_figure(6.0, 4.8)
    ax = figure.subplots()
    names = {0: "kick or hi-hat", 1: "snare"}
    axes = {"xlabel": "how bright (standardised)", "ylabel": "how long (standardised)"}
    plots.points(X, y, label_names=names, ax=ax, **axes)
    side = np.linspace(-LIMIT, LIMIT, 121)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    chance = sigmoid(model.forward(grid)).reshape(len(side), -1)
    levels = [0, 0.5, 1]
    ax.contourf(side, side, chance, levels=levels, colors=[NEGATIVE, POSITIVE], alpha=0.2, zorder=0)
    W, b = (parameter.value for parameter in model[0].parameters())
    for j in range(n_hidden):
        plane = (grid @ W[:, j] + b[j]).reshape(chance.shape)
        ax.contour(side, side, plane, levels=[0], colors="0.3", linewidths=0.9, linestyles="--")
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT))
    ax.legend(loc="upper left")

    known, new = (np.mean((model.forward(A)[:, 0] > 0) == t) for A, t in [(X, y), (X_new, y_new)])
    kind = activation if activation == "none (linear)" else f"{activation} units"
    text = (
        f"{n_hidden} hidden, {kind}, {model.count_parameters()} parameters, {epochs} epochs, "
        f"start {start}: right are {known:.0%} of the hits it learnt from and {new:.0%} of those "
        f"on kits it has not heard. Saying 'no snare' every time gets {np.mean(y_new == 0):.0%}. "
        "Dashed: where each hidden unit is 0."
    )
    return figure, text
