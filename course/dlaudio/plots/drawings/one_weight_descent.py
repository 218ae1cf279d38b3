"""Descent with one weight, J = λ w² / 2: it creeps, it zigzags, it explodes, by one factor."""

import numpy as np

from dlaudio.descent import descend
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, listed, number


def draw(rates=(0.1, 1.8, 2.1), *, curvature: float = 1.0, start: float = 2.0, steps: int = 8):
    """Draw the steps of descent on a parabola for three learning rates, and the loss beneath.

    Parameters
    ----------
    rates : three numbers
        The learning rates α.
    curvature : float
        λ; every step multiplies the weight by 1 − α λ.
    start : float
        The first weight.
    """
    card = Card(11.2)
    said = []
    for i, rate in enumerate(rates):
        path = descend(lambda w: curvature * w, np.array([start]), lr=rate, steps=steps)[:, 0]
        said.append(_panel(card, 1.35 + 5.55 * i, rate, curvature, path))
    card.phrase(
        card.width / 2,
        10.65,
        [("one step:  ", GREY), "$w$ − α · ", ("λ$w$", GRADIENT), " = (1 − αλ) $w$"],
    )
    return card.figure, (
        f"Descent on J = λ w² / 2 with λ = {number(curvature)} from w = {number(start)}, "
        f"{steps} steps. Each step multiplies w by 1 − αλ. {' '.join(said)}"
    )


def kind(multiplier: float) -> str:
    """What descent does when every step multiplies the weight by that number."""
    if abs(multiplier) > 1:
        return "explodes"
    if abs(multiplier) == 1:
        return "never arrives"
    if multiplier < 0:
        return "zigzags"
    return "arrives at once" if multiplier == 0 else "creeps" if multiplier > 0.5 else "arrives"


def _panel(card: Card, left: float, rate: float, curvature: float, path) -> str:
    multiplier = 1 - rate * curvature
    width, widest = 4.6, max(2.3, 1.12 * np.abs(path).max())
    middle = left + width / 2
    card.write(middle, 0.65, kind(multiplier), size=14, bold=True)
    rule = f"α = {number(rate)}:  1 − αλ = {number(multiplier)}"
    card.write(middle, 1.3, rule, ink=GREY, size=12)
    losses = curvature * path**2 / 2
    top = curvature * widest**2 / 2
    plane = card.plane(left, 1.75, width, 4.1, xlim=(-widest, widest), ylim=(-0.05 * top, top))
    plane.set_xlabel("weight $w$", fontsize=12, labelpad=1)
    if left < 2:
        plane.set_ylabel("loss $J$", fontsize=12)
    grid = np.linspace(-widest, widest, 200)
    plane.plot(grid, curvature * grid**2 / 2, color=GREY.line, lw=2, zorder=1)
    for a, b, ja, jb in zip(path, path[1:], losses, losses[1:], strict=False):
        look = {"arrowstyle": "-|>", "lw": 1.5, "color": GRADIENT.line, "shrinkA": 2, "shrinkB": 2}
        plane.annotate("", (b, jb), (a, ja), arrowprops=look, zorder=3)
    plane.plot(path, losses, "o", ms=5.5, color=INPUT.line, zorder=4)
    plane.plot(path[0], losses[0], "o", ms=9, mfc="white", mec=INPUT.line, mew=2, zorder=5)
    below = card.plane(left, 7.15, width, 2.2, xlim=(-0.3, len(path) - 0.7), ylim=(0, 1))
    below.plot(losses, "o-", ms=4.5, lw=1.6, color=OUTPUT.line)
    below.set_ylim(0, 1.15 * losses.max())
    below.set_xlabel("step", fontsize=12, labelpad=1)
    below.set_xticks(range(0, len(path), 2))
    if left < 2:
        below.set_ylabel("loss $J$", fontsize=12)
    return (
        f"With α = {number(rate)} that is {number(multiplier)}, and it {kind(multiplier)}: "
        f"w = {listed(path[:4])}, ... and the loss goes from {number(losses[0])} to "
        f"{number(losses[-1])}."
    )
