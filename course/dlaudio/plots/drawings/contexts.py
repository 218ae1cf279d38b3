"""Three ways to tell a recurrent net something: at each step, at the beginning, or both."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    WEIGHT,
    Card,
    arrow,
    cells,
    gradient,
    node,
)
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


def draw_backward(
    context: float = 1.0, *, weight: float = 0.5, steps: int = 2, blank: bool = False
):
    """Draw one unit that is told both ways, and what comes back to its context on each way.

    The slope of the loss in every state but the first is 1; W_c and V are 1.

    Parameters
    ----------
    context : float
        What arrives of it, c W_c as well as c V.
    weight : float
        From the state to the next one.
    steps : int
        2 or 3.
    blank : bool
        Whether what comes by V is left for the reader to find.
    """
    if steps not in (2, 3):
        raise ValueError(f"contexts.draw_backward has room for 2 or 3 steps, got {steps}")
    h = states(float(np.tanh(context)), context, weight, steps)
    later, sums = 0.0, [0.0] * (steps + 1)
    for t in reversed(range(steps + 1)):
        sums[t] = (later + (t > 0)) * (1 - h[t] ** 2)
        later = sums[t] * weight
    first = "?" if blank else number(sums[0], 2)
    card, y, pitch = Card(6.9), 2.6, 13.6 / (steps + 1)
    looks = {"size": (1.5, 0.9), "digits": 2, "shape": False}
    last = None
    for t, value in enumerate(h):
        x = 4.2 + t * pitch
        cell = cells(card, [value], (x - 0.75, y - 0.45), ink=OUTPUT, **looks)
        card.write(x + 0.75, y - 0.75, f"$h_{t}$", ink=OUTPUT)
        if t:
            start = (x, y - 1.7)
            gradient(card, start, cell.north, f"$dH_{t}$ = 1", side="right")
            back = number(sums[t] * weight, 2)
            gradient(card, cell.west, last.east, f"{back}", width=2.0)
        whisper = node(card, (x, y + 2.6), "$c$", ink=INPUT, radius=0.42)
        words = f"$da_{t}$ = {number(sums[t], 2)}" if t else f"by $V$: {first}"
        gradient(card, cell.south, whisper.north, words, side="left")
        last = cell
    total = " + ".join([*(number(part, 2) for part in sums[:0:-1]), first])
    together = "?" if blank else number(sum(sums), 2)
    words = f"what arrives at the context: {total} = {together}"
    card.write(card.width / 2, 6.3, words, ink=GRADIENT, size=13)
    return card.figure, (
        f"One unit with W_h = {number(weight)} and W_c = V = 1 that is told both ways. Its states "
        f"h_0 to h_{steps}: {listed(h, 2)}. The slope in each later state is 1. What comes back "
        f"to the context at each step, from the last to the first: {listed(sums[1:][::-1], 2)}, "
        f"and through h_0 {first}: together {together}. From state to "
        f"state goes {listed([weight * part for part in sums[:0:-1]], 2)}."
    )
