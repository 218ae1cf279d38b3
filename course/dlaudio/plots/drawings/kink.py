"""The kink of ReLU: a step that reaches over it measures a slope that is nowhere."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, number


def draw(x: float = -0.4, h: float = 1.0):
    """Draw ReLU around 0, the two points of a central difference at x, and the line through them.

    Parameters
    ----------
    x, h : float, h above 0
        In units of the step that one would take, say 1e-5.
    """
    if h <= 0:
        raise ValueError(f"kink needs a step above 0, got {h}")
    card, ends = Card(8.2), np.array([x - h, x + h])
    heights = np.maximum(ends, 0)
    measured, true = float(np.diff(heights)[0] / (2 * h)), float(x > 0)
    reach = 1.25 * (abs(x) + h)
    line = np.linspace(-reach, reach, 201)
    plane = card.plane(
        2.0, 0.7, 8.2, 6.1, xlim=(-reach, reach), ylim=(-0.25 * reach, reach), xlabel="$x$"
    )
    plane.set_ylabel("ReLU", fontsize=12)
    plane.plot(line, np.maximum(line, 0), color=INPUT.line, lw=2.6)
    plane.plot(ends, heights, "o--", color=GRADIENT.line, lw=2, ms=8)
    plane.plot([x], [max(x, 0)], "o", color=OUTPUT.line, ms=10, zorder=5)
    rows = [
        (f"$x$ = {number(x)},  step {number(h)}", GREY),
        (f"left: ReLU({number(ends[0])}) = {number(heights[0])}", GRADIENT),
        (f"right: ReLU({number(ends[1])}) = {number(heights[1])}", GRADIENT),
        (f"measured slope: {number(measured)}", GRADIENT),
        (f"true slope at $x$: {number(true)}", OUTPUT),
    ]
    for i, (words, ink) in enumerate(rows):
        card.write(11.2, 1.7 + 1.05 * i, words, ink=ink, size=13, align="left")
    told = "; ".join(words.replace("$", "") for words, _ in rows)
    over = (
        "The two points lie on both sides of the kink at 0"
        if heights.any() and ends[0] < 0
        else ("Both points lie on one side of the kink at 0")
    )
    return card.figure, f"ReLU with a kink at 0. {told}. {over}."
