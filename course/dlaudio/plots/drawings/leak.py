"""Leaky units as buckets: three steps of one that leaks quickly, and of one that leaks slowly."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, WEIGHT, Card, arrow, cells, node, number
from dlaudio.plots.parts.layers import box

PLACES = (2.0, 6.7, 11.4, 16.1)  # of the states, from left to right
ROW, BUCKET = 5.6, (1.5, 1.5)


def levels(v: Sequence[float], alpha: float) -> list[float]:
    """What the bucket holds before the first input, which is nothing, and after each of them."""
    held = [0.0]
    for value in v:
        held.append(alpha * held[-1] + (1 - alpha) * value)
    return held


def draw(v: Sequence[float] = (1, 1, 0), alphas: Sequence[float] = (0.5, 0.9)):
    """Draw three steps of a leaky unit in a row, one row for each alpha.

    Parameters
    ----------
    v : three numbers from 0 to 1
        What comes in, the same for all rows.
    alphas : one or two numbers between 0 and 1
        The share that each unit keeps at a step.
    """
    if len(v) != 3 or not 1 <= len(alphas) <= 2 or not all(0 < alpha < 1 for alpha in alphas):
        raise ValueError(f"leak needs three inputs, alphas between 0 and 1, got {v} and {alphas}")
    card, said = Card(0.4 + ROW * len(alphas)), []
    for k, alpha in enumerate(alphas):
        held = levels(v, alpha)
        _row(card, 4.1 + ROW * k, held, v, alpha)
        steps = (
            f"{number(alpha)} of {number(before)} is {number(alpha * before)}, with "
            f"{number(1 - alpha)} of {number(value)} that makes {number(after)}"
            for before, value, after in zip(held[:-1], v, held[1:], strict=True)
        )
        said.append(f"With alpha = {number(alpha)}: {'; '.join(steps)}")
    return card.figure, (
        f"Leaky units as buckets, empty before the first step, with the inputs "
        f"{', '.join(map(number, v))}. {'. '.join(said)}."
    )


def _row(card: Card, y: float, held: list[float], v: Sequence[float], alpha: float) -> None:
    """One unit: buckets along the height y, and above them what comes in."""
    card.write(0.6, y - 3.2, f"$\\alpha$ = {number(alpha)}", align="left", size=13, bold=True)
    for place, value in zip(PLACES, held, strict=True):
        _bucket(card, (place, y), value)
    for t, value in enumerate(v):
        x = PLACES[t]
        keep = box(
            card, (x + 1.1, y - 0.4), (1.25, 0.8), f"× {number(alpha)}", ink=WEIGHT, type_size=12
        )
        plus = node(card, (x + 3.2, y), "+", ink=INPUT, radius=0.36, size=15, filled=True)
        take = box(
            card,
            (x + 2.55, y - 1.7),
            (1.3, 0.8),
            f"× {number(1 - alpha)}",
            ink=WEIGHT,
            type_size=12,
        )
        came = cells(card, [value], (x + 2.7, y - 3.2), ink=INPUT, size=(1.0, 0.8), type_size=13)
        card.write(came.right + 0.2, y - 2.8, f"$v_{t + 1}$", ink=INPUT, size=13, align="left")
        arrow(card, (x + 0.75, y), keep.west, ink=INPUT, width=2.2, gap=0.04)
        arrow(card, keep.east, plus.west, ink=INPUT, width=2.2, gap=0.04)
        arrow(card, plus.east, (PLACES[t + 1] - 0.75, y), ink=INPUT, width=2.2, gap=0.04)
        arrow(card, came.south, take.north, ink=INPUT, width=2.2, gap=0.04)
        arrow(card, take.south, plus.north, ink=INPUT, width=2.2, gap=0.04)
        card.write(x + 2.4, y + 0.8, number(alpha * held[t]), ink=INPUT, size=11.5)
        card.write(
            x + 2.92, y - 0.66, number((1 - alpha) * value), ink=INPUT, size=11.5, align="right"
        )


def _bucket(card: Card, middle: tuple[float, float], value: float) -> None:
    """A cell with its number, filled up to its value from below."""
    from matplotlib.patches import Rectangle

    (x, y), (w, h) = middle, BUCKET
    left, top = x - w / 2, y - h / 2
    full = h * float(np.clip(value, 0, 1))
    water = Rectangle((left, top + h - full), w, full, fc=INPUT.fill, ec="none", zorder=2)
    card.ax.add_patch(water)
    sides = ((left, left, left + w, left + w), (top, top + h, top + h, top))
    card.ax.plot(*sides, color=INPUT.line, lw=2.4, zorder=3, solid_joinstyle="miter")
    card.ax.plot((x - 0.12, x + 0.12), (top + h, top + h), color="white", lw=4, zorder=4)
    arrow(card, (x, top + h + 0.02), (x, top + h + 0.55), ink=GREY, width=1.6, gap=0.02)
    card.write(x, y, number(value), ink=INPUT, size=12, bold=True)
