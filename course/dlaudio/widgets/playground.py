"""Playground: a net of your size learns to tell two kinds of drum hits apart."""

import numpy as np

from dlaudio.datasets.drums import snare_or_not
from dlaudio.layers import Linear, ReLU, Sequential, Sigmoid, Tanh, sigmoid
from dlaudio.plots.drawings import snare_tower
from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

BENDS = {"none (linear)": None, "sigmoid": Sigmoid, "tanh": Tanh, "ReLU": ReLU}
TITLE = "Playground: is it a snare?"
CONTROLS = {
    "n_hidden": Slider(1, 12, 1, 3, "hidden units"),
    "activation": Choice(list(BENDS), "none (linear)", "activation"),
    "start": Slider(1, 9, 1, 1, "random start"),
    "epochs": Slider(10, 300, 10, 200, "epochs of training"),
}
# The same dials, opened on two units that bend.
BENT = CONTROLS | {
    "n_hidden": Slider(1, 12, 1, 2, "hidden units"),
    "activation": Choice(list(BENDS), "tanh", "activation"),
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
    snare_tower.hits(ax, X, y)
    _regions(ax, model)
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT))
    ax.set(xlabel="how bright (standardised)", ylabel="how long (standardised)")
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
    card = Card(8.1)
    room = (card.width - 1.2) / len(units)
    said = []
    for i, n_hidden in enumerate(units):
        models = [train(n_hidden, activation, start, 200) for start in range(1, starts + 1)]
        known = [_right(model, X, y) for model in models]
        new = [_right(model, X_new, y_new) for model in models]
        best = int(np.argmax(known))
        left, wide = 1.2 + i * room, min(room, 4.1) - 0.4
        plane = card.plane(left, 2.4, wide, wide, xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT))
        plane.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        plane.set_xlabel("how bright", labelpad=1)
        plane.tick_params(labelleft=not i)
        if not i:
            plane.set_ylabel("how long", labelpad=0)
        _regions(plane, models[best])
        snare_tower.hits(plane, X_new, y_new)
        name = f"{n_hidden} unit{'s' if n_hidden > 1 else ''}"
        share = f"new kits: {np.mean(new):.0%}"
        spread = f"({min(new):.0%} to {max(new):.0%})"
        card.write(left + wide / 2, 0.7, name, size=14, bold=True)
        card.write(left + wide / 2, 1.35, share, ink=OUTPUT, size=12)
        card.write(left + wide / 2, 1.95, spread, ink=OUTPUT, size=12)
        said.append(
            f"{name}: {np.mean(known):.0%} of the known hits and {np.mean(new):.0%} of the new "
            f"ones, between {min(new):.0%} and {max(new):.0%}"
        )
    _key(card)
    return card.figure, (
        f"What nets of {activation} units call a snare, each the best of {starts} random starts, "
        f"with the hits of new kits. Right, on average over the starts: {'; '.join(said)}."
    )


def seen_inside(start: int = 1):
    """The drum hits on their way through two trained tanh units, with a net of lines beneath.

    Four panels: as the hits go in, after the weights, half bent (tanh of a quarter of the sum) and
    bent, as the output unit sees them. The black curve is the fence, a straight line at the end.

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
    weigh = model[0].forward
    w, b = (parameter.value.ravel() for parameter in model[2].parameters())
    ways = {  # title: (from what goes in to there, and from the weighted sums to there)
        "what goes in": (
            lambda points: points,
            lambda sums: (sums - bias) @ np.linalg.inv(weights),
        ),
        "after the weights": (weigh, lambda sums: sums),
        "half bent": (lambda points: np.tanh(weigh(points) / 4), lambda sums: np.tanh(sums / 4)),
        "bent": (lambda points: np.tanh(weigh(points)), np.tanh),
    }
    card = Card(6.2)
    fence = _to_the_edge(np.arctanh(_across(w, b)))
    weights, bias = (parameter.value for parameter in model[0].parameters())
    for i, (title, (way, after)) in enumerate(ways.items()):
        points = way(X)
        middle, reach = (points.max(axis=0) + points.min(axis=0)) / 2, np.ptp(points, axis=0) * 0.55
        ends = np.stack([middle - reach, middle + reach]) if i else np.array([[-LIMIT], [LIMIT]])
        limits = {"xlim": ends[:, 0], "ylim": ends[:, -1]}
        plane = card.plane(1.35 + 4.25 * i, 1.3, 2.95, 2.95, **limits)
        names = ("unit 1", "unit 2") if i else ("how bright", "how long")
        plane.set_xlabel(names[0], labelpad=1)
        plane.set_ylabel(names[1], labelpad=0 if i else -2)
        plane.locator_params(nbins=3)
        plane.set_title(title, fontsize=13.5, weight="bold", pad=8)
        for line in _paper():
            plane.plot(*way(line).T, color="0.8", lw=0.8, zorder=0)
        snare_tower.hits(plane, points, y)
        if not i:
            _regions(plane, model)
        plane.plot(*after(fence).T, color="k", lw=2)
    _key(card)
    share = np.mean((model.forward(X)[:, 0] > 0) == y)
    return card.figure, (
        "Four panels with a net of lines beneath the hits, and a black curve around the snares. "
        "What goes in: snares lie between kicks and hi-hats. After the weights the paper is turned "
        "and stretched, and the snares still lie between. Half bent, its far ends are pressed "
        "against a square. Bent, all hits lie near the edge of the square from −1 to 1, the "
        "snares in one corner, and one straight line cuts it off: "
        f"{share:.0%} of the hits are right."
    )


def _key(card: Card) -> None:
    """What the marks mean, at the foot of the card."""
    middle, foot = card.width / 2, card.height - 0.5
    card.write(middle - 0.4, foot, "● kick or hi-hat", ink=INPUT, align="right")
    card.write(middle + 0.4, foot, "▲ snare", ink=WEIGHT, align="left")


def _paper() -> list[np.ndarray]:
    """Lines (81, 2) of a net over the map, nine each way."""
    far, places = np.linspace(-LIMIT, LIMIT, 81), np.linspace(-LIMIT, LIMIT, 9)
    across = [np.stack([far, np.full_like(far, at)], axis=1) for at in places]
    return across + [line[:, ::-1] for line in across]


def _across(w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Points (K, 2) of the line w · h + b = 0 that lie inside the square from -1 to 1."""
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / np.linalg.norm(w)
    sides = np.sort((np.array([[-1], [1]]) - foot) / along, axis=0)
    ends = sides[0].max(), sides[1].min()
    steps = np.tanh(np.linspace(-16, 16, 801)) / 2 + 0.5  # close together at both ends
    points = foot + (ends[0] + steps * (ends[1] - ends[0]))[:, None] * along
    return points[(np.abs(points) < 1).all(axis=1)]


def _to_the_edge(sums: np.ndarray) -> np.ndarray:
    """The curve (K, 2) carried on at both ends, where one sum grows and the other hardly moves."""
    first, last = (np.where(np.abs(end) > 5, 60 * np.sign(end), end) for end in sums[[0, -1]])
    return np.concatenate([[first], sums, [last]])


def _right(model: Sequential, X, y) -> float:
    return float(np.mean((model.forward(X)[:, 0] > 0) == y))


def _regions(ax, model: Sequential) -> None:
    """Colour what the net calls a snare, and dash the line where each hidden unit is 0."""
    side = np.linspace(-LIMIT, LIMIT, 121)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    chance = sigmoid(model.forward(grid)).reshape(len(side), -1)
    colors = {"levels": [0, 0.5, 1], "colors": [INPUT.line, WEIGHT.line], "alpha": 0.2, "zorder": 0}
    ax.contourf(side, side, chance, **colors)
    W, b = (parameter.value for parameter in model[0].parameters())
    for j in range(W.shape[1]):
        plane = (grid @ W[:, j] + b[j]).reshape(chance.shape)
        ax.contour(side, side, plane, levels=[0], colors="0.3", linewidths=0.9, linestyles="--")
