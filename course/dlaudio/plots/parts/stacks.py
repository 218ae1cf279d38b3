"""Layers as rows of dots, and the cone of all that one dot sees."""

from collections.abc import Sequence

from dlaudio.plots.parts.card import Card
from dlaudio.plots.parts.inks import GREY, INPUT, OUTPUT, PAPER, PLAIN, WEIGHT


def seen(links: Sequence[Sequence[Sequence[int]]], top: int) -> list[set[int]]:
    """Which dots of each row, from the lowest up, the dot `top` of the highest row depends on.

    links[l][i] are the dots of row l that dot i of row l + 1 is made from.
    """
    rows = [{top}]
    for layer in reversed(links):
        rows.insert(0, {j for i in rows[0] for j in layer[i]})
    return rows


def stack(
    card: Card,
    rows: Sequence[Sequence[tuple[float, float]]],
    links: Sequence[Sequence[Sequence[int]]],
    top: int,
    *,
    radius: float = 0.24,
) -> list[set[int]]:
    """Draw rows of dots from the input up, all connections in grey, and the cone of one lit.

    Parameters
    ----------
    rows : per row, the lowest first, the places of its dots
    links : per row above the lowest, for each dot the indices of the dots it is made from
    top : int
        The dot of the highest row whose cone is lit.

    Returns
    -------
    list of sets of int
        The lit dots of each row, as from `seen`.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.patches import Circle

    lit = seen(links, top)
    bright, dim = [], []
    for layer, (low, high) in enumerate(zip(rows, rows[1:], strict=False)):
        for i, sources in enumerate(links[layer]):
            kind = bright if i in lit[layer + 1] else dim
            kind += [(low[j], high[i]) for j in sources]
    card.ax.add_collection(LineCollection(dim, colors="#DFE3E9", linewidths=1.1, zorder=1))
    card.ax.add_collection(LineCollection(bright, colors=WEIGHT.line, linewidths=2.4, zorder=2))
    for level, row in enumerate(rows):
        ink = INPUT if level == 0 else OUTPUT if level == len(rows) - 1 else PLAIN
        for i, place in enumerate(row):
            on = i in lit[level]
            look = {"fc": ink.line if on else PAPER, "ec": ink.line if on else GREY.line}
            card.ax.add_patch(Circle(place, radius, lw=1.6, zorder=3, **look))
    return lit
