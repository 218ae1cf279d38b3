"""A tower that stands on the snares: two bumps cross, and one unit asks for more than 1½."""

import numpy as np

from dlaudio.datasets.drums import double_strokes, snare_or_not
from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import bump_parts
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, net, number

# Where the walls stand, standardised: how bright a snare is, and how long.
BRIGHT, LONG = (-0.15, 0.55), (-0.6, 0.75)
EXTENT = 2.2
Layers = list[tuple[np.ndarray, np.ndarray]]


def cross(*bumps) -> Layers:
    """Bumps (W1, b1, W2, b2) of one input each as one net of as many inputs: layers, first to last.

    It has a bump's two hidden sigmoid units for each input, and its one output is what all D bumps
    give together, less D - 1/2: above 0 only where all of them stand.
    """
    parts = [[np.asarray(part) for part in bump] for bump in bumps]
    W1 = np.zeros((len(parts), 2 * len(parts)))
    for i, (W, *_) in enumerate(parts):
        W1[i, 2 * i : 2 * i + 2] = W[0]
    first = W1, np.concatenate([b for _, b, *_ in parts])
    heights = np.vstack([W for *_, W, _ in parts])
    return [first, (heights, sum(b for *_, b in parts) - (len(parts) - 0.5))]


def walls(steepness: float, bright=BRIGHT, long=LONG) -> Layers:
    """The net of `cross` for walls at two places in each direction, all equally steep."""
    return cross(*(bump_parts.weights(*at, 1.0, steepness) for at in (bright, long)))


def beyond(layers: Layers, X: np.ndarray) -> np.ndarray:
    """By how much the sum of both walls exceeds 1½ at X (..., 2), shape (...)."""
    (W1, b1), (W2, b2) = layers
    return (sigmoid(X @ W1 + b1) @ W2 + b2)[..., 0]


def draw(steepness: float = 40.0, *, bright=BRIGHT, long=LONG, doubles: bool = False):
    """Draw the hits with the four walls from above, and the tower with the hits standing on it.

    Parameters
    ----------
    steepness : float
        The weight before each of the four sigmoids; the output unit's is half of it.
    bright, long : two numbers each
        Where the walls stand in both directions, standardised, the lower one first.
    doubles : bool
        Whether double strokes are there too, as black diamonds.
    """
    if not (steepness > 0 and bright[0] < bright[1] and long[0] < long[1]):
        got = f"{steepness}, {bright} and {long}"
        raise ValueError(f"snare_tower needs a steepness above 0 and two rising pairs, got {got}")
    layers = walls(steepness, bright, long)
    X, y = snare_or_not("train")
    card = Card(9.7)
    plane = card.plane(1.6, 1.2, 5.6, 5.6, xlim=(-EXTENT, EXTENT), ylim=(-EXTENT, EXTENT))
    plane.set_xlabel("how bright", fontsize=12, labelpad=1)
    plane.set_ylabel("how long", fontsize=12, labelpad=1)
    plane.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    for left, right, band in [(*bright, plane.axvspan), (*long, plane.axhspan)]:
        band(left, right, color=WEIGHT.fill, alpha=0.8, lw=0, zorder=0)
    plane.fill_between(bright, *[[at] * 2 for at in long], color=OUTPUT.fill, lw=0, zorder=1)
    hits(plane, X, y)
    twice = double_strokes()[1] if doubles else np.zeros((0, 2))
    plane.scatter(*twice.T, s=24, color=PLAIN.text, marker="D", lw=0, zorder=3)
    card.write(4.4, 0.7, "two walls, from above", size=14, bold=True)
    said = [f"between {number(a, 2)} and {number(b, 2)}" for a, b in (bright, long)]
    for row, name in enumerate(("bright", "long")):
        card.write(4.4, 7.95 + 0.55 * row, f"{name} {said[row]}", ink=GREY, size=12)

    wide = np.linspace(-EXTENT, EXTENT, 45)
    grid = np.unique(np.concatenate([wide, *map(_near, (*bright, *long))]))
    places = np.stack(np.meshgrid(grid, grid), axis=-1)
    tall = sigmoid(steepness / 2 * beyond(layers, places))
    ax = surface_of(card, grid, tall)
    on = sigmoid(steepness / 2 * beyond(layers, X))
    for kind, ink, mark in ((0, INPUT, "o"), (1, WEIGHT, "^")):
        rows = y == kind
        ax.scatter(
            *X[rows].T, on[rows] + 0.03, s=20, color=ink.line, marker=mark, depthshade=False, lw=0,
            zorder=5,
        )  # fmt: skip
    on_roof = [int(np.sum((on > 0.5) & (y == kind))) for kind in (1, 0)]
    counts = f"{on_roof[0]} of {np.sum(y)} snares on the roof, {on_roof[1]} other hits"
    strokes = ""
    if doubles:
        up = sigmoid(steepness / 2 * beyond(layers, twice))
        ax.scatter(
            *twice.T, up + 0.03, s=22, color=PLAIN.text, marker="D", depthshade=False, lw=0,
            zorder=5,
        )  # fmt: skip
        strokes = f"{np.sum(up > 0.5)} of {len(twice)} double strokes"
    card.write(12.6, 0.7, "the tower, and who stands on it", size=14, bold=True)
    for row, line in enumerate(filter(None, (counts, strokes))):
        card.write(12.6, 8.8 + 0.5 * row, line, ink=OUTPUT, size=11)
    counts = ", ".join(filter(None, (counts, strokes)))
    key = " Double strokes are black diamonds." if doubles else ""
    return card.figure, (
        f"Two walls over the map of drum hits: bright {said[0]} and long {said[1]}, from −2 to 2 "
        f"each. Where they cross, a tower of height {number(tall.max(), 2)} stands: {counts}.{key}"
    )


def draw_net(steepness: float = 40.0, *, bright=BRIGHT, long=LONG):
    """Draw the net of the tower with every weight on its line and every bias beside its unit.

    Parameters
    ----------
    steepness : float
        The weight before each of the four sigmoids.
    bright, long : two numbers each
        Where the walls stand in both directions, standardised, the lower one first.
    """
    (W1, b1), (W2, b2) = walls(steepness, bright, long)
    card = Card(8.3)
    places = [
        [(1.5, 2.2), (1.5, 5.6)],
        [(7.4, 0.85 + 1.8 * j) for j in range(4)],
        [(15.3, 3.55)],
    ]
    names = [["bright", "long"], ["σ"] * 4, ["+"]]
    nodes = net(
        card, places, [W1, W2], names=names, radius=0.61, size=11,
        show_weights=lambda layer, i, j: 0.55 if layer else 0.45,
    )  # fmt: skip
    for i, j in zip(*np.nonzero(W1 == 0), strict=True):
        start, end = nodes[0][i], nodes[1][j]
        ends = start.towards(end.middle), end.towards(start.middle)
        line = {"color": GREY.line, "lw": 1.4, "ls": (0, (1, 2.5)), "zorder": 0}
        card.ax.plot(*zip(*ends, strict=True), **line)
    said, inside = [], []
    borders = [*bright, *long]
    for (across, down), bias, at in zip(places[1], b1, borders, strict=True):
        factor = f"({number(at, 2)})" if at < 0 else number(at, 2)
        told = f"{number(bias)} = −{number(steepness)} · {factor}"
        card.write(across, down + 0.92, f"bias {told}", ink=WEIGHT, size=11)
        said.append(told)
    for k, (name, bias) in enumerate(zip(("bright", "bright", "long", "long"), b1, strict=True)):
        term = f"σ({number(steepness)} {name} {'−' if bias < 0 else '+'} {number(abs(bias))})"
        inside.append(("− " if k % 2 else "+ " if k else "") + term)
    card.write(15.3, 4.5, f"bias {number(float(b2[0]))}", ink=WEIGHT, size=11)
    card.write(15.3, 2.6, "above 0: a snare", ink=OUTPUT, size=11.5)
    sums = f"{' '.join(inside)} − {number(-float(b2[0]))}"
    card.write(8.8, 7.8, sums, size=12.5)
    return card.figure, (
        f"The tower's net: two inputs, bright and long, four sigmoids with the weight "
        f"{number(steepness)} on one of them and 0 (dotted) on the other, and one output that adds "
        f"+1, −1, +1, −1 times what they say. Their biases: {'; '.join(said)}; that of the output: "
        f"{number(float(b2[0]))}. In all: {sums}."
    )


def hits(plane, X: np.ndarray, y: np.ndarray) -> None:
    """Put the drum hits on a plane: snares as orange triangles, all others as blue dots."""
    for kind, ink, mark, name in ((0, INPUT, "o", "kick or hi-hat"), (1, WEIGHT, "^", "snare")):
        plane.scatter(
            *X[y == kind].T, s=22, color=ink.line, marker=mark, lw=0, zorder=3, label=name
        )


def surface_of(card: Card, grid: np.ndarray, z: np.ndarray):
    """The tower as a surface on the right of the card, with bare axes."""
    from dlaudio.plots.drawings.tower import surface

    ax = surface(card, (8.7, 1.5, 7.8, 7.1), grid, grid, z)
    ax.set(xlim=(-EXTENT, EXTENT), ylim=(-EXTENT, EXTENT), zlim=(0, 1.1))
    ax.set_xlabel("how bright", fontsize=12, labelpad=-10)
    ax.set_ylabel("how long", fontsize=12, labelpad=-10)
    return ax


def _near(wall: float) -> np.ndarray:
    return wall + np.linspace(-0.12, 0.12, 13)
