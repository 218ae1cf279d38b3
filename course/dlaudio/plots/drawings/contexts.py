"""Three ways to tell a recurrent net something: at each step, at the beginning, or both."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, cells, node
from dlaudio.plots.parts.numbers import listed, number


def states(start: float, extra: float, weight: float, steps: int) -> list[float]:
    """States of one unit without other inputs: h = tanh(weight h + extra)."""
    found = [start]
    for _ in range(steps):
        found.append(float(np.tanh(weight * found[-1] + extra)))
    return found


def draw(context: float = 1.0, *, weight: float = 0.5, steps: int = 4):
    """Draw one unit that hears nothing but its context, in the three ways.

    Parameters
    ----------
    context : float
        What arrives of it, c W_c as well as c V.
    weight : float
        From the state to the next one.
    steps : int
        2 to 5.
    """
    if not 2 <= steps <= 5:
        raise ValueError(f"contexts has room for 2 to 5 steps, got {steps}")
    card, said = Card(9.4), []
    first = float(np.tanh(context))
    ways = {"extra input": (0.0, context), "first state": (first, 0.0), "both": (first, context)}
    pitch = 12.2 / (steps + 1)
    for row, (name, (start, extra)) in enumerate(ways.items()):
        y = 1.4 + 3.0 * row
        found = states(start, extra, weight, steps)
        card.write(0.6, y - 0.35, name, bold=True, size=13, align="left")
        last = None
        for t, h in enumerate(found):
            x = 4.6 + t * pitch
            ink = GREY if t == 0 and not start else OUTPUT
            looks = {"size": (1.3, 0.85), "digits": 2, "shape": False}
            cell = cells(card, [h], (x - 0.65, y - 0.42), ink=ink, **looks)
            card.write(x, y - 0.75, f"$h_{t}$", ink=ink)
            if last:
                arrow(card, last.east, cell.west, ink=WEIGHT)
            if extra and t or (start and not t):
                whisper = node(card, (x, y + 1.35), "$c$", ink=INPUT, radius=0.38)
                arrow(card, whisper.north, cell.south, ink=INPUT)
            last = cell
        said.append(f"{name}: " + listed(found, 2))
    told = number(states(0.0, context, weight, steps)[-1], 2)
    return card.figure, (
        f"One unit with W_h = {number(weight)} hears nothing but a context that arrives as "
        f"{number(context)}. Its "
        f"states h_0 to h_{steps}. {'; '.join(said)}. Told at each step it stays near "
        f"{told}; told once, it fades."
    )
