"""Arrows: values run forwards in blue, slopes run backwards in vermilion."""

from math import hypot

from dlaudio.plots.parts.card import UNIT, Block, Card
from dlaudio.plots.parts.inks import GRADIENT, GREY, INPUT, PLAIN, Ink

Point = tuple[float, float]


def arrow(
    card: Card,
    start: Point,
    end: Point,
    label: str = "",
    *,
    ink: Ink = PLAIN,
    width: float = 2.0,
    side: str = "left",
    bend: float = 0.0,
    along: float = 0.5,
    gap: float = 0.08,
    size: float = 12,
    aside: float = 0.0,
    dashed: bool = False,
) -> Block:
    """Draw an arrow from start to end, and write its label beside it.

    Parameters
    ----------
    width : float
        Of the line, in points.
    side : "left" or "right"
        Where the label stands, for somebody who walks along the arrow.
    bend : float
        0 is straight; positive bends to the left of the walker, as a share of the length.
    along : float
        Where along the arrow the label stands, 0 to 1.
    gap : float
        How far it keeps from both its ends, in units.
    aside : float
        How far the whole arrow is moved to the left, in units; two arrows of opposite directions
        between the same nodes are both moved by the same positive number.
    """
    from matplotlib.patches import FancyArrowPatch

    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length <= 2 * gap:
        raise ValueError(f"an arrow needs two places apart, got {start} and {end}")
    ux, uy = dx / length, dy / length
    left = (uy, -ux)  # y counts downwards
    x0, y0 = start[0] + gap * ux + aside * left[0], start[1] + gap * uy + aside * left[1]
    x1, y1 = end[0] - gap * ux + aside * left[0], end[1] - gap * uy + aside * left[1]
    head = 9 + 2.2 * width
    patch = FancyArrowPatch(
        (x0, y0),
        (x1, y1),
        arrowstyle="-|>",
        mutation_scale=head,
        lw=width,
        color=ink.line,
        connectionstyle=f"arc3,rad={-bend}",
        shrinkA=0,
        shrinkB=0,
        capstyle="butt",
        joinstyle="miter",
        ls="--" if dashed else "-",
        zorder=3,
    )
    card.ax.add_patch(patch)
    block = Block(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0), [patch], label)
    if label:
        sign = 1 if side == "left" else -1
        reach = bend * length * 2 * along * (1 - along)
        x = x0 + along * (x1 - x0) + left[0] * reach
        y = y0 + along * (y1 - y0) + left[1] * reach
        block.artists.append(
            _beside(card, x, y, (sign * left[0], sign * left[1]), label, ink, size, width)
        )
    return block


def _beside(card: Card, x: float, y: float, way: Point, label: str, ink: Ink, size, width):
    """Write a label so that its box keeps a small distance from a line of that width."""
    text = card.write(x, y, label, ink=ink, size=size)
    left, top, right, bottom = card.extent(text)
    reach = (
        (right - left) / 2 * abs(way[0])
        + (bottom - top) / 2 * abs(way[1])
        + 0.11
        + width / 72 / UNIT
    )
    dx, dy = x + way[0] * reach - (left + right) / 2, y + way[1] * reach - (top + bottom) / 2
    at_x, at_y = text.get_position()
    text.set_position((at_x + dx, at_y + dy))
    return text


def forward(card: Card, start: Point, end: Point, label: str = "", **looks) -> Block:
    """A value on its way: blue. For the looks see `arrow`."""
    return arrow(card, start, end, label, **{"ink": INPUT} | looks)


def gradient(card: Card, start: Point, end: Point, label: str = "", **looks) -> Block:
    """A slope on its way back: vermilion. Give its start (the later node) first."""
    return arrow(card, start, end, label, **{"ink": GRADIENT} | looks)


def thin(card: Card, start: Point, end: Point, label: str = "", **looks) -> Block:
    """Something that is not lit now: grey."""
    return arrow(card, start, end, label, **{"ink": GREY, "width": 1.6} | looks)


def both_ways(
    card: Card,
    start: Point,
    end: Point,
    value: str = "",
    slope: str = "",
    *,
    widths: tuple[float, float] = (2.0, 2.0),
    aside: float = 0.13,
    **looks,
) -> Block:
    """A value forwards and a slope backwards, side by side, each with its number outside."""
    there = forward(card, start, end, value, width=widths[0], aside=aside, **looks)
    back = gradient(card, end, start, slope, width=widths[1], aside=aside, **looks)
    words = f"{value} forwards, {slope} backwards"
    return Block(
        there.left, there.top, there.width, there.height, there.artists + back.artists, words
    )
