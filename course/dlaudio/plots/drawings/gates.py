"""Three nodes on the way back: add copies the slope, times swaps the values, max routes it."""

from dlaudio.graph import Node
from dlaudio.plots.parts import GREY, Card, both_ways, node, number
from dlaudio.plots.parts.numbers import factor


def draw(x: float = 3.0, y: float = -4.0, upstream: float = 2.0):
    """Draw x + y, x · y and max(x, y) with the slope `upstream` coming back into each.

    Parameters
    ----------
    x, y : float, not equal (at a tie the slope of max is a matter of taste)
    upstream : float
        The slope of the result of the whole graph in the value of this node.
    """
    if x == y:
        raise ValueError(f"gates needs two different values, got {x} and {y}")
    card = Card(8.3)
    first = float(x > y)
    kinds = [
        ("add copies", "+", x + y, _slopes("+", x, y)),
        ("times swaps", "×", x * y, _slopes("×", x, y)),
        ("max routes", "max", max(x, y), (first, 1 - first)),
    ]
    said = []
    for i, (title, sign, value, slopes) in enumerate(kinds):
        back = [upstream * slope for slope in slopes]
        said.append(_gate(card, 0.5 + 5.65 * i, title, sign, (x, y), value, back, upstream))
    return card.figure, (
        f"Three nodes with the inputs {number(x)} and {number(y)}; the slope {number(upstream)} "
        f"comes back into each. {' '.join(said)}"
    )


def _slopes(sign: str, x: float, y: float) -> tuple[float, ...]:
    one, other = Node(x), Node(y)
    return (one + other if sign == "+" else one * other).slopes


def _gate(card: Card, left: float, title: str, sign: str, inputs, value, back, upstream) -> str:
    card.write(left + 2.6, 0.85, title, size=15, bold=True)
    places = [(left + 0.75, 2.4), (left + 0.75, 5.6)]
    middle = node(card, (left + 3.05, 4.0), sign, radius=0.7, size=17)
    for place, name, v, slope in zip(places, "xy", inputs, back, strict=True):
        start = node(card, place, f"${name}$", v, radius=0.7)
        dead = slope == 0
        both_ways(
            card,
            start.towards(middle.middle),
            middle.towards(place),
            slope=number(slope),
            widths=(2.0, 1.0 if dead else 2.6),
        )
    both_ways(
        card,
        middle.east,
        (left + 5.35, 4.0),
        number(value),
        number(upstream),
        widths=(2.0, 2.6),
    )
    swapped = [
        f"{number(upstream)}·{factor(v)} = {number(s)}"
        for v, s in zip(inputs[::-1], back, strict=True)
    ]
    rules = {
        "+": f"{number(upstream)} to both",
        "×": "\n".join(swapped),
        "max": f"{number(upstream)} to the larger,\nnothing to the other",
    }
    card.write(left + 2.6, 7.2, rules[sign], ink=GREY, size=11.5)
    spoken = rules[sign].replace("\n", " and ")
    return (
        f"{title.capitalize()}: the value is {number(value)}, and {number(back[0])} and "
        f"{number(back[1])} flow back ({spoken})."
    )
