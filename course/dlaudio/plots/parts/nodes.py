"""Computational graphs: nodes with their values, slopes beneath, edges forwards and backwards."""

from collections.abc import Iterable, Mapping
from math import hypot

from dlaudio.plots.parts.arrows import forward, gradient, thin
from dlaudio.plots.parts.card import SMALLEST, Block, Card
from dlaudio.plots.parts.inks import GRADIENT, GREY, INPUT, PAPER, PLAIN, Ink
from dlaudio.plots.parts.numbers import number

RADIUS = 0.72
DIGIT = 0.6 / 36  # units a digit takes, per point of size; minus and point even out


class Node(Block):
    """A circle: `towards(place)` is the point of its edge that looks there."""

    def towards(self, place: tuple[float, float]) -> tuple[float, float]:
        x, y = self.middle
        dx, dy = place[0] - x, place[1] - y
        scale = self.width / 2 / hypot(dx, dy)
        return x + dx * scale, y + dy * scale


def node(
    card: Card,
    place: tuple[float, float],
    name: str,
    value: float | None = None,
    slope: float | str | None = None,
    *,
    ink: Ink = INPUT,
    filled: bool = False,
    radius: float = RADIUS,
    digits: int = 3,
    size: float = 13,
) -> Node:
    """Draw a node around `place`: its name, its value within, its slope beneath.

    Parameters
    ----------
    name : str
        A name such as "$h_1$", or an operation such as "+".
    value, slope : float, optional
        The slope may be a text, for example "da = 0.3".
    ink : Ink
        Of the circle; GREY says that it is not worked on now, and its value is grey too.
    """
    from matplotlib.patches import Circle

    x, y = place
    fill = ink.fill if filled else PAPER
    circle = Circle(place, radius, fc=fill, ec=ink.line, lw=2.4, zorder=4)
    artists = [card.ax.add_patch(circle)]
    words = name.replace("$", "")
    name_ink = GREY if ink is GREY else PLAIN
    if value is None:
        artists.append(card.write(x, y, name, ink=name_ink, size=size))
    else:
        size, said = _fitting(value, digits, radius, size)
        artists.append(card.write(x, y - 0.27 * radius / RADIUS, name, ink=name_ink, size=size))
        value_ink = INPUT if ink is PLAIN else ink
        below = y + 0.3 * radius / RADIUS if name else y  # alone it stands in the middle
        artists.append(card.write(x, below, said, ink=value_ink, size=max(size - 1, SMALLEST)))
        words += f" = {said}"
    if slope is not None:
        said = slope if isinstance(slope, str) else number(slope, digits)
        text = card.write(x, y + radius + 0.32, said, ink=GRADIENT, size=size - 1, halo=True)
        artists.append(text)
        words += f" (slope {said})"
    return Node(x - radius, y - radius, 2 * radius, 2 * radius, artists, words)


def _fitting(value: float, digits: int, radius: float, size: float) -> tuple[float, str]:
    """Type size and words with which a value fits: smaller, then with fewer decimals."""
    room = 1.8 * (radius**2 - (0.3 * radius / RADIUS + 0.1) ** 2) ** 0.5
    for fewer in range(digits, -1, -1):
        said = number(value, fewer)
        fits = room / (len(said) * DIGIT) + 1  # a value has one point less than its name
        if fits >= SMALLEST + 1 or fewer == 0:
            break
    return max(min(size, fits), SMALLEST), said


def graph(
    card: Card,
    places: Mapping[str, tuple[float, float]],
    edges: Iterable[tuple[str, str]],
    *,
    names: Mapping[str, str] | None = None,
    values: Mapping[str, float] | None = None,
    slopes: Mapping[str, float | str] | None = None,
    edge_slopes: Mapping[tuple[str, str], float | str] | None = None,
    edge_words: Mapping[tuple[str, str], str] | None = None,
    edge_looks: Mapping[tuple[str, str], dict] | None = None,
    lit: Iterable[str] | None = None,
    filled: Iterable[str] = (),
    inks: Mapping[str, Ink] | None = None,
    radius: float = RADIUS,
    digits: int = 3,
) -> dict[str, Node]:
    """Draw nodes, blue arrows along the edges and vermilion ones, with numbers, against them.

    Parameters
    ----------
    places : mapping
        The middle of each node on the card.
    edges : pairs of names
        From a node to one that is computed from it.
    names : mapping, optional
        What stands in a node, if not its name.
    values : mapping, optional
        Value of a node, known on the way forwards.
    slopes : mapping, optional
        Slope of the result in a node, or a text that says it, written beneath the node.
    edge_slopes : mapping from edges, optional
        What flows backwards along an edge; only edges that are named get a vermilion arrow.
    edge_words : mapping from edges, optional
        What stands on the blue arrow of an edge without a vermilion one.
    edge_looks : mapping from edges, optional
        Looks, as `arrow` takes them, of the arrow of an edge that has the word or the slope.
    lit : names, optional
        Nodes that are worked on; the others, and edges that do not join two lit ones, are grey.
    filled : names, optional
        Nodes that are filled, because they change now.

    Returns
    -------
    dict of str to Node
    """
    names, values, slopes = names or {}, values or {}, slopes or {}
    edge_slopes, edge_words, inks = edge_slopes or {}, edge_words or {}, inks or {}
    edge_looks, filled = edge_looks or {}, set(filled)
    lit = set(places) if lit is None else set(lit)
    strangers = {end for edge in edges for end in edge} | lit
    if not strangers <= set(places):
        raise ValueError(f"graph has no place for {sorted(strangers - set(places))}")
    nodes = {}
    for name, place in places.items():
        look = inks.get(name, INPUT) if name in lit else GREY
        nodes[name] = node(
            card,
            place,
            names.get(name, name),
            values.get(name),
            slopes.get(name),
            ink=look,
            filled=name in filled,
            radius=radius,
            digits=digits,
        )
    for start, end in edges:
        a = nodes[start].towards(nodes[end].middle)
        b = nodes[end].towards(nodes[start].middle)
        draw = forward if {start, end} <= lit else thin
        looks = edge_looks.get((start, end), {})
        if (start, end) not in edge_slopes:
            draw(card, a, b, edge_words.get((start, end), ""), **looks)
            continue
        slope = edge_slopes[start, end]
        draw(card, a, b, aside=0.12)
        label = slope if isinstance(slope, str) else number(slope, digits)
        gradient(card, b, a, label, **{"aside": 0.12} | looks)
    return nodes
