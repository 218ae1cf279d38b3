"""The chain rule: a small step grows by one slope, then by the next."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, forward, node, number

NAMES = (("x", INPUT), ("u", INPUT), ("y", OUTPUT))


def draw(x: float = 1.0, step: float = 0.1):
    """Draw y = u² with u = 3x: the values, the slope of each arrow, and what a step becomes.

    Parameters
    ----------
    x, step : float
        Where x stands, and by how much it is moved, not 0.
    """
    if step == 0:
        raise ValueError("chain_rule needs a step other than 0")

    def made(x):
        return x, 3 * x, (3 * x) ** 2

    values = made(x)
    moves = [after - before for before, after in zip(values, made(x + step), strict=True)]
    slopes = (3.0, 2 * values[1])
    card, places = Card(7.6), ((2.6, 2.3), (8.8, 2.3), (15.0, 2.3))
    rules = ("$x$", "$u = 3x$", "$y = u · u$")
    nodes = [
        node(card, place, rule, value, ink=ink, radius=1.05)
        for place, rule, value, (_, ink) in zip(places, rules, values, NAMES, strict=True)
    ]
    for i, slope in enumerate(slopes):
        forward(card, nodes[i].east, nodes[i + 1].west, f"slope {number(slope)}")
    longest = max(abs(move) for move in moves)
    for (place_x, _), (name, ink), move in zip(places, NAMES, moves, strict=True):
        length = 4.0 * abs(move) / longest
        card.ax.plot(
            [place_x - length / 2, place_x + length / 2],
            [4.5, 4.5],
            color=ink.line,
            lw=9,
            solid_capstyle="butt",
        )
        sign = "+" if move > 0 else ""
        card.write(place_x, 5.15, f"${name}$: {sign}{number(move)}", ink=ink, size=13)
    product = f"{number(slopes[0])} · {number(slopes[1])} = {number(slopes[0] * slopes[1])}"
    card.phrase(
        card.width / 2,
        6.0,
        [("how fast $y$ changes with $x$:  ", GREY), (product, INPUT)],
        size=13,
    )
    said = f"the step itself says {number(moves[2])} / {number(step)} = {number(moves[2] / step)}"
    card.write(card.width / 2, 6.8, f"{said}, and a smaller one comes closer", ink=GREY, size=12)
    told = ", ".join(
        f"{name} = {number(value)} moves by {number(move)}"
        for (name, _), value, move in zip(NAMES, values, moves, strict=True)
    )
    return card.figure, (
        f"A chain x, u = 3x, y = u · u. {told.capitalize()}. The slope is {number(slopes[0])} from "
        f"x to u and {number(slopes[1])} from u to y; multiplied, {product}; {said}."
    )
