"""The slope of a curve, measured by a chord: ahead only, and to both sides."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, number


def draw(x: float = 1.0, h: float = 0.5):
    """Draw x³ around x with its tangent, a chord to one side, and a chord to both sides.

    Parameters
    ----------
    x, h : float, h above 0
    """
    if h <= 0:
        raise ValueError(f"chord needs a step above 0, got {h}")
    places = np.array([x - h, x, x + h])
    heights = places**3
    true = 3 * x**2
    ahead, both = (heights[2] - heights[1]) / h, (heights[2] - heights[0]) / (2 * h)
    card, line = Card(8.2), np.linspace(x - 1.6 * h, x + 1.35 * h, 201)
    low, high = heights[0] - 1.2 * h, heights[2] + 0.6 * h
    plane = card.plane(1.9, 0.7, 8.0, 6.1, xlim=(line[0], line[-1]), ylim=(low, high), xlabel="$x$")
    plane.set_ylabel("x³", fontsize=12)
    near = line[np.abs(line - x) <= 1.1 * h]
    plane.plot(near, heights[1] + true * (near - x), color=OUTPUT.line, lw=2)
    plane.plot(line, line**3, color=INPUT.line, lw=2.6)
    plane.plot(places[1:], heights[1:], "--", color=GREY.text, lw=2)
    plane.plot(places[::2], heights[::2], "o-", color=GRADIENT.line, lw=2, ms=8)
    plane.plot([x], [heights[1]], "o", color=OUTPUT.line, ms=10, zorder=5)
    rise = f"{number(heights[2])} − {number(heights[1])}"
    across = f"{number(heights[2])} − {number(heights[0])}"
    rows = [
        (f"slope of x³ at {number(x)}: {number(true)}", OUTPUT),
        (f"ahead only, dashed: ({rise}) / {number(h)} = {number(ahead)}", GREY),
        (f"to both sides: ({across}) / {number(2 * h)} = {number(both)}", GRADIENT),
    ]
    for i, (words, ink) in enumerate(rows):
        head, _, tail = words.partition(": ")
        card.write(10.6, 1.5 + 1.75 * i, f"{head}:", ink=ink, size=13, align="left")
        card.write(10.6, 2.15 + 1.75 * i, tail, ink=ink, size=13, align="left")
    told = "; ".join(words.replace("$", "") for words, _ in rows)
    return card.figure, (
        f"The curve of x³ and two chords, from {number(x)} to {number(places[2])} and from "
        f"{number(places[0])} to {number(places[2])}. {told[0].upper()}{told[1:]}."
    )
