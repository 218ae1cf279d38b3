"""Twelve samples, a step and a sigmoid over them, and the error of both over one weight."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card, number
from dlaudio.widgets import sse_surfaces

BIAS = -1.0


def draw(weight: float = 1.5):
    """Draw what a step unit and a sigmoid unit answer to twelve samples, and their SSE.

    Parameters
    ----------
    weight : float
        From -6 to 6; the bias is -1.
    """
    card = Card(8.0)
    x, y = sse_surfaces.X, sse_surfaces.Y
    fine = np.linspace(-3, 3, 601)
    here = {unit: float(sse_surfaces.sse(BIAS, weight, unit)) for unit in ("step", "sigmoid")}
    left = card.plane(1.5, 1.1, 6.9, 4.9, xlim=(-3, 3), ylim=(-0.12, 1.12), xlabel="input $x$")
    left.set_ylabel("answer, label", fontsize=12)
    card.write(4.95, 0.6, f"at $w$ = {number(weight)}, $b$ = {number(BIAS)}", size=13, bold=True)
    z = weight * fine + BIAS
    left.plot(fine, sse_surfaces.UNITS["step"](z), "--", color="#6A7180", lw=2)
    left.plot(fine, sse_surfaces.UNITS["sigmoid"](z), color=GRADIENT.line, lw=2.4)
    errors = sse_surfaces.UNITS["sigmoid"](weight * x + BIAS)
    left.vlines(x, np.minimum(errors, y), np.maximum(errors, y), color=GRADIENT.line, lw=1, ls=":")
    left.plot(x[y == 0], y[y == 0], "o", ms=8, color=INPUT.line, zorder=4)
    left.plot(x[y == 1], y[y == 1], "^", ms=9, color=WEIGHT.line, zorder=4)
    right = card.plane(10.2, 1.1, 6.9, 4.9, xlim=(-6, 6), ylim=(0, 12.5), xlabel="weight $w$")
    right.set_ylabel("SSE", fontsize=12)
    card.write(13.65, 0.6, "the error over the weight", size=13, bold=True)
    axis = np.linspace(-6, 6, 1201)
    right.plot(axis, sse_surfaces.sse(BIAS, axis, "step"), "--", color="#6A7180", lw=2)
    right.plot(axis, sse_surfaces.sse(BIAS, axis, "sigmoid"), color=GRADIENT.line, lw=2.4)
    right.plot(weight, here["step"], "o", ms=9, mfc="white", mec="#6A7180", mew=2, zorder=5)
    right.plot(weight, here["sigmoid"], "o", ms=9, color=GRADIENT.line, zorder=5)
    words = f"step {number(here['step'], 2)}, sigmoid {number(here['sigmoid'], 2)}"
    card.phrase(
        13.65,
        7.55,
        [
            (f"step {number(here['step'], 2)}", GREY),
            ",  ",
            (f"sigmoid {number(here['sigmoid'], 2)}", GRADIENT),
        ],
    )
    slope = number(sse_surfaces.slope(BIAS, weight, "sigmoid")[1], 2)
    return card.figure, (
        f"Twelve samples with labels 0 and 1, a unit with the weight {number(weight)} and the bias "
        f"{number(BIAS)}. Its SSE: {words}. Over the weight the step's error is a staircase, whose "
        f"slope is 0 between jumps; the sigmoid's glides, and its slope here is {slope}."
    )
