"""Squared errors as squares: their areas add up to the SSE, and their sides say the slopes."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, listed, number
from dlaudio.plots.parts.numbers import factor


def draw(y=(1.0, 0.0), y_hat=(0.5, 2.0), *, nudge: float = 0.01):
    """Draw two errors as squares, and what a nudge of each prediction does to the sum.

    Parameters
    ----------
    y, y_hat : two numbers each
        The truth and the predictions.
    nudge : float
        How far one prediction is moved.
    """
    y, y_hat = np.asarray(y, dtype=float), np.asarray(y_hat, dtype=float)
    if y.shape != (2,) or y_hat.shape != (2,):
        raise ValueError(f"error_squares needs two numbers each, got {y.shape} and {y_hat.shape}")
    card = Card(7.4)
    low, high = min(*y, *y_hat, 0) - 0.35, max(*y, *y_hat) + 0.35
    limits = {"xlim": (-0.4, 4.6), "ylim": (low, high)}
    plane = card.plane(1.3, 0.5, 7.6, 5.9, **limits, ylabel="value", equal=True)
    plane.set_xticks([])
    plane.spines["bottom"].set_visible(False)
    areas = (y_hat - y) ** 2
    for i, (truth, guess, area) in enumerate(zip(y, y_hat, areas, strict=True)):
        _square(plane, 0.3 + 2.1 * i, truth, guess, area)
    sse = areas.sum()
    rule = f"{number(areas[0])} + {number(areas[1])} = {number(sse)}"
    card.write(13.3, 0.9, f"SSE = {rule}", ink=OUTPUT, size=14, bold=True)
    card.write(13.3, 1.9, f"move one prediction up by {number(nudge)}:", size=12.5)
    said = [_nudged(card, 3.0 + 2.1 * i, i, y, y_hat, nudge) for i in range(2)]
    return card.figure, (
        f"The truth is {listed(y)}, the predictions are {listed(y_hat)}. Each error is the side of "
        f"a square, and the areas are {rule}. {' '.join(said)}"
    )


def _square(plane, left: float, truth: float, guess: float, area: float) -> None:
    from matplotlib.patches import Rectangle

    side = abs(guess - truth)
    corner = (left, min(truth, guess))
    look = {"fc": OUTPUT.fill, "ec": OUTPUT.line, "lw": 1.6, "zorder": 1}
    plane.add_patch(Rectangle(corner, side, side, **look))
    inside = side > 0.7  # a small square has its area beside it
    across = left + (side / 2 if inside else side + 0.08)
    look = {"ha": "center" if inside else "left", "va": "center", "fontsize": 13}
    plane.text(across, (truth + guess) / 2, number(area), color=OUTPUT.text, **look)
    plane.plot(left, truth, "s", ms=10, color="#3A4150", zorder=4)
    plane.plot(left, guess, "o", ms=10, color=INPUT.line, zorder=4)
    for height, word, ink in [(truth, "$y$", "#1F2430"), (guess, "$ŷ$", INPUT.text)]:
        plane.text(left - 0.16, height, word, ha="right", va="center", fontsize=13, color=ink)


def _nudged(card: Card, top: float, i: int, y, y_hat, nudge: float) -> str:
    moved = y_hat.copy()
    moved[i] += nudge
    before, after = ((y_hat - y) ** 2).sum(), ((moved - y) ** 2).sum()
    rate = (after - before) / nudge
    steps = f"{number(y_hat[i])} → {number(moved[i])}"
    sums = f"SSE {number(before)} → {number(after, 4)}"
    card.phrase(13.3, top, [(f"ŷ{'₁₂'[i]}: {steps}", INPUT)], size=13)
    card.phrase(13.3, top + 0.65, [(sums, GREY)], size=12)
    change = f"({number(after, 4)} − {number(before)}) / {number(nudge)} = {number(rate, 2)}"
    card.phrase(13.3, top + 1.3, [(change, GRADIENT)], size=12.5, bold=True)
    return (
        f"With prediction ŷ{'₁₂'[i]} moved, {steps}, the {sums}, which is {change} for each unit; "
        f"its error is {factor(y_hat[i] - y[i])}."
    )
