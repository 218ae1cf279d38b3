"""Truncated back-propagation: the state is carried over every border, the gradient over none."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, forward, gradient, node


def draw(steps: int = 6, piece: int = 3):
    """Draw states with arrows both ways; at a border only the one forwards is left.

    Parameters
    ----------
    steps : int, 4 to 7
    piece : int
        Steps that the gradient may go back at most.
    """
    if not 4 <= steps <= 7 or not 1 <= piece <= steps:
        raise ValueError(f"truncation needs 4 to 7 steps and a piece within, got {steps}, {piece}")
    card = Card(6.2)
    gap = 15.0 / steps
    places = [(1.3 + t * gap, 3.5) for t in range(steps + 1)]
    nodes = [
        node(card, place, f"$h_{t}$", ink=INPUT if t else GREY, radius=0.55)
        for t, place in enumerate(places)
    ]
    borders = [t for t in range(1, steps) if t % piece == 0]
    for t in range(1, steps + 1):
        forward(card, nodes[t - 1].east, nodes[t].west, aside=0.18)
        if t > 1 and t - 1 not in borders:
            gradient(card, nodes[t].west, nodes[t - 1].east, aside=0.18, width=3)
        gradient(card, (places[t][0], 1.75), nodes[t].north, width=2)
        card.write(places[t][0], 1.4, f"$L_{t}$", ink=OUTPUT)
    for t in borders:
        x = (places[t][0] + places[t + 1][0]) / 2
        card.ax.plot([x, x], [0.9, 4.7], color=GRADIENT.line, lw=2, ls="--", zorder=1)
    card.write(0.8, 0.6, "forwards: the state goes on and on", ink=INPUT, size=12.5, align="left")
    back = f"backwards: the gradient stops at the dashed lines, after {piece} steps at most"
    card.write(0.8, 5.55, back, ink=GRADIENT, size=12.5, align="left")
    where = ", ".join(f"h{t} and h{t + 1}" for t in borders) or "no two states"
    states = ", ".join(f"h{t}" for t in range(steps + 1))
    losses = ", ".join(f"L{t}" for t in range(1, steps + 1))
    return card.figure, (
        f"A chain of states {states}, each with its loss ({losses}) above. Values go forwards "
        f"through all of them; slopes go back at most {piece} steps and not between {where}."
    )
