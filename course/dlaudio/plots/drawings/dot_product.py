"""A dot product: how far one arrow reaches along another, times the length of that one."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number, right_angle, vector
from dlaudio.plots.parts.numbers import factor
from dlaudio.plots.parts.vectors import note


def draw(w=(3.0, 1.0), x=(1.0, 2.0)):
    """Draw two arrows, the shadow of x on the line of w, and w · x worked out in two ways.

    Parameters
    ----------
    w, x : arrays, shape (2,), neither of length 0
    """
    w, x = np.asarray(w, dtype=float), np.asarray(x, dtype=float)
    length = float(np.linalg.norm(w))
    if length == 0 or not x.any():
        raise ValueError(f"dot_product needs two arrows of some length, got {w} and {x}")
    product = float(w @ x)
    shadow = product / length
    foot = shadow * w / length
    card = Card(8.4)
    marks = np.array([(0, 0), w, x, foot])
    low, high = marks.min(axis=0) - 0.7, marks.max(axis=0) + 0.7
    plane = card.plane(
        1.7,
        0.6,
        8.2,
        6.8,
        xlim=(low[0], high[0]),
        ylim=(low[1], high[1]),
        xlabel="$x_1$",
        ylabel="$x_2$",
        equal=True,
    )
    plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
    plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
    side = "left" if w[0] * x[1] - w[1] * x[0] < 0 else "right"
    other = "right" if side == "left" else "left"
    if w.all():  # the legs, from which Pythagoras makes the length
        plane.plot((0, w[0], w[0]), (0, 0, w[1]), color=GREY.line, lw=1.6, ls="--", zorder=1)
        note(plane, (w[0] / 2, 0), number(abs(w[0])), (0, -8 * np.sign(w[1])), GREY, 12)
        note(plane, (w[0], w[1] / 2), number(abs(w[1])), (8 * np.sign(w[0]), 0), GREY, 12)
    vector(plane, (0, 0), w, "$w$", ink=WEIGHT, side=side, along=0.8)
    vector(plane, (0, 0), x, "$x$", ink=INPUT, side=other)
    if np.linalg.norm(foot) > 1e-6:
        plane.plot(*zip((0, 0), foot, strict=True), color=OUTPUT.line, lw=7, alpha=0.55, zorder=4)
    if np.linalg.norm(x - foot) > 1e-6:
        plane.plot(*zip(x, foot, strict=True), color="#6A7180", lw=1.6, ls=":", zorder=3)
        if np.linalg.norm(foot) > 1e-6:
            right_angle(
                plane, foot, -np.sign(shadow) * w, x - foot, size=0.05 * np.ptp(plane.get_ylim())
            )
    rule = [(factor(w[0]), WEIGHT), " · ", (factor(x[0]), INPUT), " + "]
    rule += [(factor(w[1]), WEIGHT), " · ", (factor(x[1]), INPUT), f" = {number(product)}"]
    card.write(10.6, 1.6, "by numbers", size=13, bold=True, align="left")
    one = card.phrase(10.6, 2.4, ["$w$ · $x$ = ", *rule], align="left", size=12.5)
    card.write(10.6, 3.9, "by arrows", size=13, bold=True, align="left")
    root = f"√({_squared(w[0])} + {_squared(w[1])})"
    card.write(10.6, 4.7, f"length of $w$: {root} = {number(length)}", ink=WEIGHT, align="left")
    card.write(10.6, 5.4, f"shadow of $x$ on it: {number(shadow)}", ink=OUTPUT, align="left")
    sign = "=" if number(round(length, 3) * round(shadow, 3)) == number(product) else "≈"
    two = f"{number(length)} · {factor(shadow)} {sign} {number(product)}"
    card.write(10.6, 6.1, two, align="left", size=12.5)
    verdict = "above 0, so both point the same way"
    verdict = verdict if product > 0 else "below 0, so they point apart"
    verdict = "0, so they stand at a right angle" if abs(product) < 1e-12 else verdict
    card.write(10.6, 7.2, verdict, ink=GREY, align="left")
    spoken = one.words.replace("$", "")
    return card.figure, (
        f"Two arrows, w = ({number(w[0])}, {number(w[1])}) and x = ({number(x[0])}, "
        f"{number(x[1])}). {spoken}. The length of w is {number(length)}, the root of "
        f"{_squared(w[0])} + {_squared(w[1])}, the shadow of x on its "
        f"line {number(shadow)}: {two}. {verdict}."
    )


def _squared(value: float) -> str:
    return f"{factor(value)}²"
