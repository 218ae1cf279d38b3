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
NAMES = {0: "kick or hi-hat", 1: "snare"}


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
    axes = {"xlabel": "how bright (standardised)", "ylabel": "how long (standardised)"}
    plots.points(X, y, label_names=NAMES, ax=ax, **axes)
    _regions(ax, model)
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT))
    ax.legend(loc="upper left")

    known, new = _right(model, X, y), _right(model, X_new, y_new)
    kind = activation if activation == "none (linear)" else f"{activation} units"
    text = (
        f"{n_hidden} hidden, {kind}, {model.count_parameters()} parameters, {epochs} epochs, "
        f"start {start}: right are {known:.0%} of the hits it learnt from and {new:.0%} of those "
        f"on kits it has not heard. Saying 'no snare' every time gets {np.mean(y_new == 0):.0%}. "
        "Dashed: where each hidden unit is 0."
    )
    return figure, text


def side_by_side(units=(1, 2, 3, 12), *, activation: str = "tanh", starts: int = 9):
    """Regions that trained nets with so many hidden units call "snare", and how good they are.

    Parameters
    ----------
    units : sequence of int
        Hidden units, a panel each.
    activation : str
        A name in `BENDS`.
    starts : int
        Nets are trained from so many random starts; the one that knows its own hits best is drawn.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    (X, y), (X_new, y_new) = snare_or_not("train"), snare_or_not("test")
    figure = new_figure(3.0 * len(units), 3.5)
    boxes = figure.subplots(1, len(units), sharex=True, sharey=True, squeeze=False)[0]
    said = []
    for ax, n_hidden in zip(boxes, units, strict=True):
        models = [train(n_hidden, activation, start, 200) for start in range(1, starts + 1)]
        known = [_right(model, X, y) for model in models]
        new = [_right(model, X_new, y_new) for model in models]
        best = int(np.argmax(known))
        _regions(ax, models[best])
        axes = {"xlabel": "how bright", "ylabel": "how long" if ax is boxes[0] else ""}
        plots.points(X_new, y_new, label_names=NAMES, ax=ax, **axes)
        ax.get_legend().remove()
        name = f"{n_hidden} unit{'s' if n_hidden > 1 else ''}"
        title = f"{name}\nnew kits: {np.mean(new):.0%} ({min(new):.0%}\u2013{max(new):.0%})"
        ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), title=title)
        said.append(
            f"{name}: {np.mean(known):.0%} of the known hits and {np.mean(new):.0%} of the new "
            f"ones, between {min(new):.0%} and {max(new):.0%}"
        )
    return figure, (
        f"What nets of {activation} units call a snare, each the best of {starts} random starts, "
        f"with the hits of new kits. Right, on average over the starts: {'; '.join(said)}."
    )


def seen_inside(start: int = 1):
    """The drum hits as they go in, and as two trained tanh units hand them to the output unit.

    Parameters
    ----------
    start : int
        Seed of the weights.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    X, y = snare_or_not("train")
    model = train(2, "tanh", start, 200)
    hidden = model[1].forward(model[0].forward(X))
    w, b = (parameter.value.ravel() for parameter in model[2].parameters())
    figure = new_figure(9.0, 4.0)
    left, right = figure.subplots(1, 2)
    axes = {"xlabel": "how bright (standardised)", "ylabel": "how long (standardised)"}
    plots.points(X, y, label_names=NAMES, ax=left, title="what goes in", **axes)
    _regions(left, model)
    axes = {"xlabel": "hidden unit 1", "ylabel": "hidden unit 2"}
    title = "what the output unit sees"
    plots.points(hidden, y, label_names=NAMES, ax=right, title=title, **axes)
    right.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15))
    plots.decision_line(np.append(b, w), ax=right, label="")
    share = np.mean((model.forward(X)[:, 0] > 0) == y)
    return figure, (
        "Left, snares lie between kicks and hi-hats, fenced in by two lines. Right, the two "
        "hidden units have moved all hits to the edge of a square, the snares into one corner, and "
        f"one straight line cuts it off: {share:.0%} of the hits are right."
    )


def _right(model: Sequential, X, y) -> float:
    return float(np.mean((model.forward(X)[:, 0] > 0) == y))


def _regions(ax, model: Sequential) -> None:
    """Colour what the net calls a snare, and dash the line where each hidden unit is 0."""
    side = np.linspace(-LIMIT, LIMIT, 121)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    chance = sigmoid(model.forward(grid)).reshape(len(side), -1)
    colors = {"levels": [0, 0.5, 1], "colors": [NEGATIVE, POSITIVE], "alpha": 0.2, "zorder": 0}
    ax.contourf(side, side, chance, **colors)
    W, b = (parameter.value for parameter in model[0].parameters())
    for j in range(W.shape[1]):
        plane = (grid @ W[:, j] + b[j]).reshape(chance.shape)
        ax.contour(side, side, plane, levels=[0], colors="0.3", linewidths=0.9, linestyles="--")
