"""A line, its normal, how far it is from the origin, and how far a sample is from it."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number
from dlaudio.plots.parts.vectors import normal_line, note, right_angle, spot, vector


def draw(w=(-10.0, 3.0, 4.0), x=(5.0, 5.0)):
    """Draw the walk from the origin along the normal to the line, and from the line to a sample.

    Parameters
    ----------
    w : array, shape (3,)
        (w0, w1, w2); the line is where w0 + w1 x1 + w2 x2 = 0.
    x : array, shape (2,)
        A sample that is not on the line.
    """
    w, x = np.asarray(w, dtype=float), np.asarray(x, dtype=float)
    length = float(np.linalg.norm(w[1:]))
    if length == 0 or w[0] == 0 or w[0] + w[1:] @ x == 0:
        raise ValueError(f"line_and_normal needs a line off (0, 0) and off x, got {w} and {x}")
    normal = w[1:] / length
    score = float(w[0] + w[1:] @ x)
    gate, foot = -w[0] / length * normal, x - score / length * normal
    card = Card(9.0)
    marks = np.array([(0, 0), gate, foot, x])
    low, high = marks.min(axis=0) - 1.3, marks.max(axis=0) + 1.3
    limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
    plane = card.plane(1.4, 0.6, 8.8, 7.4, **limits, xlabel="$x_1$", ylabel="$x_2$", equal=True)
    plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
    plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
    normal_line(plane, w, width=2.6)
    for start, end, ink in [((0, 0), gate, WEIGHT), (foot, x, OUTPUT)]:
        plane.plot(*zip(start, end, strict=True), color=ink.line, lw=2.4, ls="--", zorder=3)
    right_angle(
        plane, foot, normal, foot - gate if np.any(foot != gate) else normal[::-1] * (1, -1)
    )
    vector(plane, foot, foot + normal, "$n$", ink=WEIGHT, side="right")
    plane.plot(0, 0, "o", ms=6, color=GREY.text, zorder=6)
    plane.plot(*x, "o", ms=10, color=INPUT.line, zorder=6)
    way = np.linspace(0, 1, 30)[:, None]
    along = np.array([-normal[1], normal[0]])
    line = gate + (way * 20 - 10) * along
    drawn = np.concatenate([line, way * gate, foot + way * (x - foot), foot + way * normal])
    note(plane, x, "$x$", spot(plane, x, drawn, width=16), INPUT)
    note(plane, (0, 0), "origin", spot(plane, (0, 0), drawn, gap=8), GREY, 12)
    offset, distance = -w[0] / length, score / length
    at = 10.9
    card.write(at, 1.2, "one step along the normal", size=13, bold=True, align="left")
    rule = f"($w_1$, $w_2$) = ({number(w[1])}, {number(w[2])}),  length {number(length)}"
    card.write(at, 2.05, rule, ink=WEIGHT, align="left")
    unit = f"$n$ = ({number(normal[0])}, {number(normal[1])}),  length 1"
    card.write(at, 2.8, unit, ink=WEIGHT, align="left")
    gain = f"each step adds {number(length)} to the score"
    card.write(at, 3.55, gain, align="left")
    card.write(at, 4.75, "scores on the way", size=13, bold=True, align="left")
    said = [
        ("origin", number(w[0]), GREY),
        ("on the line", "0", PLAIN),
        ("at $x$", number(score), INPUT),
    ]
    for i, (where, value, ink) in enumerate(said):
        card.write(at, 5.6 + 0.75 * i, f"{where}: {value}", ink=ink, align="left")
    card.write(at, 8.05, "how many steps is each dashed way?", ink=OUTPUT, align="left")
    rule, unit = (words.replace("$", "").replace("_", "") for words in (rule, unit))
    return card.figure, (
        f"A line with {rule}; {unit}; {gain}. The score is {number(w[0])} at the "
        f"origin, 0 on the line and {number(score)} at x = ({number(x[0])}, {number(x[1])}). The "
        f"dashed way from the origin to the line goes along the normal and "
        f"{'forwards' if offset > 0 else 'backwards'}; the one from the line to x lies "
        f"{'in front of' if distance > 0 else 'behind'} the line."
    )
