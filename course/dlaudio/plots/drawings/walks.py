"""Bundles of arrows in a chain: each path walked alone, or a wait at the node between."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, arrow, node, number
from dlaudio.plots.parts.numbers import factor, listed, sum_of

BENDS = (0.42, 0.0, -0.42)
WAYS = ("one by one", "forwards", "backwards")


def draw(way: str = "one by one", first=(1, 2, 3), second=(4, 5, 6)):
    """Draw x, u, y with three arrows between neighbours, and how their paths are added up.

    Parameters
    ----------
    way : "one by one", "forwards" or "backwards"
        Every path alone; or all at once, waiting at u for what comes from x, or from y.
    first, second : three slopes each
        From x to u, and from u to y.
    """
    if way not in WAYS or len(first) != 3 or len(second) != 3:
        raise ValueError(f"walks needs a way from {', '.join(WAYS)} and 3 + 3 slopes, got {way!r}")
    card = Card(7.2 if way == "one by one" else 5.6)
    named = {"x": INPUT, "u": INPUT, "y": OUTPUT}
    x, u, y = (
        node(card, (2.6 + 6.2 * i, 2.4), f"${name}$", ink=ink, radius=0.8)
        for i, (name, ink) in enumerate(named.items())
    )
    for near, far, slopes in ((x, u, first), (u, y, second)):
        _bundle(card, near, far, slopes, way)
    if way == "one by one":
        words = _one_by_one(card, first, second)
    else:
        words = _waiting(card, x, u, y, (first, second), way)
    return card.figure, (
        f"Three arrows from x to u, with the slopes {listed(first)}, and three from u to y, with "
        f"{listed(second)}. {words}."
    )


def _bundle(card: Card, near, far, slopes, way: str) -> None:
    """The arrows between two neighbours; only the middle path is lit where one walks alone."""
    back = way == "backwards"
    for bend, slope in zip(BENDS, slopes, strict=True):
        grey = way == "one by one" and bend != 0
        arrow(
            card,
            *((far.west, near.east) if back else (near.east, far.west)),
            factor(slope),
            bend=-bend if back else bend,
            ink=GREY if grey else GRADIENT if back else INPUT,
            width=1.4 if grey else 2.4,
            side="right" if back else "left",
            size=13,
        )


def _one_by_one(card: Card, first, second) -> str:
    for i, one in enumerate(first):
        parts = [f"{number(one)} · {factor(two)}" for two in second]
        looks = {"ink": GREY, "size": 13}
        card.write(card.width / 2, 4.6 + 0.6 * i, " + ".join(parts) + "  +" * (i < 2), **looks)
    said = f"nine paths, one by one: {number(sum(a * b for a in first for b in second))} in all"
    card.write(card.width / 2, 6.6, said, ink=INPUT, size=13, bold=True)
    return said.capitalize()


def _waiting(card: Card, x, u, y, bundles, way: str) -> str:
    begin, goal = (y, x) if way == "backwards" else (x, y)
    before, after = bundles[::-1] if way == "backwards" else bundles
    here, waited = sum_of(before), sum(before)
    there = sum_of([waited * slope for slope in after])
    ink = GRADIENT if way == "backwards" else INPUT
    for place, told in ((begin, "1"), (u, here), (goal, there)):
        card.write(place.middle[0], 3.9, told, ink=ink, size=13, bold=True)
    said = f"{way}, with a wait at $u$: six arrows, each used once"
    card.write(card.width / 2, 4.9, said, ink=GREY, size=12.5)
    return f"{said.capitalize().replace('$', '')}. {here} at u, and at the end {there}"
