"""A perceptron's mistake: the sample is laid on the weights tip to tail, and the line turns."""

import numpy as np

from dlaudio.plots.decision import line_segment
from dlaudio.plots.parts import (
    GREY,
    INPUT,
    PLAIN,
    WEIGHT,
    Card,
    cells,
    listed,
    normal_line,
    number,
    right_angle,
    vector,
)
from dlaudio.plots.parts.numbers import factor
from dlaudio.plots.parts.vectors import note, spot


def draw(w=(-1.0, 2.0, -1.0), x=(1.0, 2.0), y: int = 1):
    """Draw w + y x for a sample on the wrong side, with the old line and the new one.

    Parameters
    ----------
    w : array, shape (3,)
        (w0, w1, w2), the bias first.
    x : array, shape (2,)
        The sample.
    y : -1 or +1
        Its label.

    Raises
    ------
    ValueError
        If the sample is no mistake: then nothing changes, and there is nothing to see.
    """
    w, x = np.asarray(w, dtype=float), np.asarray(x, dtype=float)
    step = y * np.array([1, *x])
    before, after = w @ [1, *x], (w + step) @ [1, *x]
    if y * before > 0:
        raise ValueError(f"perceptron_update needs a mistake, got g = {before} for the label {y}")
    new = w + step
    card = Card(9.2)
    plane = _plane(card, w, new, x)
    _lines(plane, w, new, x)
    vector(plane, (0, 0), w[1:], "$w$", ink=WEIGHT, faint=True, side=_outer(w[1:], new[1:]))
    sign = "+" if y > 0 else "−"
    vector(plane, w[1:], new[1:], f"${sign}x$", ink=INPUT, side=_outer(step[1:], -w[1:]))
    vector(plane, (0, 0), new[1:], "new $w$", ink=WEIGHT, side=_outer(new[1:], w[1:]))
    plane.plot(*x, marker="^" if y > 0 else "o", ms=10, color=INPUT.line, zorder=6)
    label = "+1" if y > 0 else "−1"
    drawn = _drawn(plane, w, new)
    note(plane, x, f"$x$, label {label}", spot(plane, x, drawn), INPUT, 12)
    words = _numbers(card, w, step, new, y)
    shape = "triangle" if y > 0 else "disc"
    _verdicts(card, w, new, x, y)
    return card.figure, (
        f"A perceptron makes a mistake. {words}. The sample x = ({listed(x)}), a {shape}, has "
        f"the label {label}. Before, the score is {number(before)}, on the wrong side; after, it "
        f"is {number(after)}. Laid tip to tail, the arrow of the sample turns the arrow of the "
        f"weights, and the line, which stands at a right angle to it, turns with it."
    )


def _plane(card: Card, w, new, x):
    marks = np.array([(0, 0), w[1:], new[1:], x, -new[0] * new[1:] / (new[1:] @ new[1:])])
    low, high = marks.min(axis=0) - 0.9, marks.max(axis=0) + 0.9
    low[0] -= 0.4  # the sample's name
    limits = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1])}
    plane = card.plane(1.4, 0.6, 9.0, 7.6, **limits, xlabel="$x_1$", ylabel="$x_2$", equal=True)
    plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
    plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
    return plane


def _outer(arrow, other) -> str:
    """The side of an arrow on which the other one does not lie."""
    return "right" if arrow[0] * other[1] - arrow[1] * other[0] > 0 else "left"


def _lines(plane, old, new, x) -> None:
    near = x + np.array([[0, 0], [-0.6, 0], [0.6, 0]])
    size = 0.045 * np.ptp(plane.get_ylim())
    looks = [(old, new, {"ink": GREY, "style": "--"}), (new, old, {"ink": PLAIN})]
    for w, other, look in looks:
        normal_line(plane, w, **look)
        normal = w[1:]
        foot = -w[0] * normal / (normal @ normal)
        along = np.array([-normal[1], normal[0]])
        if along @ other[1:] > 0:  # the mark stands where the other arrow does not
            along = -along
        right_angle(plane, foot, normal, along, size=size, ink=look["ink"])
        if not 0 <= foot @ normal <= normal @ normal:  # the arrow does not reach its line
            plane.plot(*zip(foot, (0, 0), strict=True), color=WEIGHT.line, lw=1.4, ls=":", zorder=3)
        name = "new line" if w is new else "old line"
        _name_line(plane, w, name, look["ink"], np.concatenate([_drawn(plane, old, new), near]))


def _drawn(plane, old, new) -> np.ndarray:
    """Points, (M, 2), along all that is drawn: both lines and the three arrows."""
    way = np.linspace(0, 1, 60)[:, None]
    strokes = [(np.zeros(2), old[1:]), (old[1:], new[1:]), (np.zeros(2), new[1:])]
    strokes += [
        segment for segment in (_segment(plane, old), _segment(plane, new)) if segment is not None
    ]
    return np.concatenate([start + way * (end - start) for start, end in strokes])


def _segment(plane, w):
    return line_segment(w, np.array(plane.get_xlim()), np.array(plane.get_ylim()))


def _name_line(plane, w, name: str, ink, drawn) -> None:
    """Write the name of a line at the one of its ends where there is more room."""
    segment = _segment(plane, w)
    if segment is None:
        return
    place = max(
        (segment[0] + share * (segment[1] - segment[0]) for share in (0.08, 0.92)),
        key=lambda end: np.linalg.norm(drawn[:180] - end, axis=1).min(),
    )
    note(plane, place, name, spot(plane, place, drawn, gap=15), ink, 12)


def _numbers(card: Card, w, step, new, y: int) -> str:
    left, top, size = 12.1, 1.5, (1.35, 0.85)
    for i, name in enumerate(("bias", "$x_1$", "$x_2$")):
        card.write(left + (i + 0.5) * size[0], top - 0.42, name, ink=GREY)
    sign = "+" if y > 0 else "−"
    rows = [
        ("$w$", w, WEIGHT, {}),
        (f"{sign} $(1, x)$" if y > 0 else "− $(1, x)$", step, INPUT, {}),
        ("new $w$", new, WEIGHT, {"lit": "all"}),
    ]
    words = []
    for i, (name, values, ink, look) in enumerate(rows):
        place = (left, top + 1.25 * i)
        words.append(
            cells(
                card, values, place, ink=ink, name=name, shape=False, side="left", size=size, **look
            ).words
        )
    return "; ".join(words)


def _verdicts(card: Card, w, new, x, y: int) -> None:
    for top, when, weights in [(5.75, "before", w), (7.45, "after", new)]:
        terms = [("1", INPUT), *((factor(v), INPUT) for v in x)]
        pieces: list = []
        for i, (weight, (value, ink)) in enumerate(zip(weights, terms, strict=True)):
            pieces += [" + "] if i else []
            pieces += [(factor(weight), WEIGHT), " · ", (value, ink)]
        score = weights @ [1, *x]
        right = y * score > 0
        card.write(10.9, top, f"{when}:", ink=PLAIN, align="left")
        card.phrase(16.6, top, pieces, align="right", size=12)
        verdict = "right side" if right else "wrong side"
        card.phrase(16.6, top + 0.72, [f"= {number(score)},  {verdict}"], align="right", size=12)
