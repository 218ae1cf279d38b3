"""Layers: as boxes with the shapes that go in and out, and as units joined by weights."""

from collections.abc import Callable, Sequence

import numpy as np

from dlaudio.plots.parts.card import SMALLEST, Block, Card
from dlaudio.plots.parts.inks import GREY, INPUT, OUTPUT, PAPER, PLAIN, WEIGHT, Ink
from dlaudio.plots.parts.nodes import Node, node
from dlaudio.plots.parts.numbers import number

WIDEST, NARROWEST = 6.0, 0.6  # points


def box(
    card: Card,
    place: tuple[float, float],
    size: tuple[float, float],
    label: str,
    *,
    ink: Ink = PLAIN,
    note: str = "",
    filled: bool = True,
    bold: bool = False,
    type_size: float = 12,
    strong: bool = False,
) -> Block:
    """Draw a box with its left top corner at `place`: what it does, and beneath that its shape.

    Parameters
    ----------
    label, note : str
        Such as "Linear" and "(N, 8) to (N, 3)"; a label may have several lines.
    ink : Ink
        WEIGHT where there is something to learn, INPUT and OUTPUT for data, GREY for not lit.
    strong : bool
        Filled with the line's own colour, print in white: the one thing that is lit.
    """
    from matplotlib.patches import FancyBboxPatch

    (x, y), (w, h) = place, size
    fill = ink.line if strong else ink.fill if filled else PAPER
    patch = FancyBboxPatch(
        (x + 0.1, y + 0.1),
        w - 0.2,
        h - 0.2,
        boxstyle="round,pad=0.1,rounding_size=0.18",
        fc=fill,
        ec=ink.line,
        lw=1.8,
        zorder=4,
    )
    artists = [card.ax.add_patch(patch)]
    up = 0.23 if note else 0
    text = card.write(x + w / 2, y + h / 2 - up, label, ink=ink, size=type_size, bold=bold)
    if strong:
        text.set_color("white")
    artists.append(text)
    if note:
        low = y + h / 2 + 0.3 + 0.2 * label.count("\n")
        small = max(type_size - 1.5, SMALLEST)
        artists.append(card.write(x + w / 2, low, note, ink=GREY, size=small))
    widest = max(right - left for left, _, right, _ in map(card.extent, artists[1:]))
    if widest > w - 0.1:
        raise ValueError(f"box needs a width of {widest + 0.1:.2f} for {label!r}, got {w}")
    words = label.replace("\n", " ") + (f" {note}" if note else "")
    return Block(x, y, w, h, artists, words)


def columns(left: float, right: float, top: float, bottom: float, sizes: Sequence[int]) -> list:
    """Places of units: for each layer from left to right a list of (x, y), centred in height."""
    xs = np.linspace(left, right, len(sizes))
    step = (bottom - top) / max(max(sizes) - 1, 1)
    middle = (top + bottom) / 2
    return [
        [(float(x), middle + (i - (n - 1) / 2) * step) for i in range(n)]
        for x, n in zip(xs, sizes, strict=True)
    ]


def net(
    card: Card,
    places: Sequence[Sequence[tuple[float, float]]],
    weights: Sequence,
    *,
    names: Sequence[Sequence[str]] | None = None,
    values: Sequence[Sequence[float]] | None = None,
    show_weights: bool | float | Callable[[int, int, int], float] = False,
    inks: Sequence[Ink] | None = None,
    line_ink: Ink | Callable[[int, int, int], Ink] = WEIGHT,
    radius: float = 0.5,
    digits: int = 2,
    size: float = 12,
) -> list[list[Node]]:
    """Draw units joined by lines as wide as the weight is large; negative ones are dashed.

    Parameters
    ----------
    places : per layer a list of (x, y)
        For example from `columns`.
    weights : per pair of layers an array, shape (units, units of the next layer)
        As `Linear.weight`; 0 or NaN draws no line.
    names, values : per layer a sequence, optional
        What stands in the units.
    show_weights : bool, float, or a function (layer, i, j) -> float
        Whether the weight stands on its line; a number says where, from 0 at the start to 1.
    inks : per layer, optional
        Blue for the input, green for the output, else grey-blue, if not given.
    line_ink : Ink, or a function (layer, i, j) -> Ink for the weight [i, j] after that layer

    Returns
    -------
    list of lists of Node
    """
    sizes = [len(column) for column in places]
    weights = [np.asarray(w, dtype=float) for w in weights]
    if [w.shape for w in weights] != list(zip(sizes, sizes[1:], strict=False)):
        raise ValueError(f"net of sizes {sizes} got weights {[w.shape for w in weights]}")
    if inks is None:
        inks = [INPUT] + [PLAIN] * (len(sizes) - 2) + [OUTPUT]
    largest = max((np.nanmax(np.abs(w)) for w in weights), default=1) or 1
    nodes = []
    for layer, column in enumerate(places):
        row = []
        for i, place in enumerate(column):
            name = names[layer][i] if names else ""
            value = values[layer][i] if values else None
            row.append(
                node(
                    card,
                    place,
                    name,
                    value,
                    ink=inks[layer],
                    radius=radius,
                    digits=digits,
                    size=size,
                )
            )
        nodes.append(row)
    for layer, w in enumerate(weights):
        for i, j in np.ndindex(w.shape):
            if np.isnan(w[i, j]) or w[i, j] == 0:
                continue
            start, end = nodes[layer][i], nodes[layer + 1][j]
            a, b = start.towards(end.middle), end.towards(start.middle)
            width = NARROWEST + (WIDEST - NARROWEST) * abs(w[i, j]) / largest
            ink = line_ink if isinstance(line_ink, Ink) else line_ink(layer, i, j)
            style = "-" if w[i, j] > 0 else (0, (2.2, 1.2))
            (line,) = card.ax.plot(
                *zip(a, b, strict=True),
                color=ink.line,
                lw=width,
                ls=style,
                zorder=1,
                solid_capstyle="butt",
            )
            start.artists.append(line)
            if show_weights:
                # nearer to the start, where lines to different units have not yet met
                share = show_weights(layer, i, j) if callable(show_weights) else show_weights
                share = 0.3 if share is True else share
                x, y = (a[k] + share * (b[k] - a[k]) for k in (0, 1))
                said = number(w[i, j], digits)
                start.artists.append(card.write(x, y, said, ink=ink, size=11, halo=True))
    return nodes
