"""A line and its normal on axes of two scales and of one: a right angle that is not seen."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.networks.perceptron import widest_margin
from dlaudio.plots.decision import line_segment
from dlaudio.plots.parts import GREY, PLAIN, WEIGHT, Card, number
from dlaudio.plots.parts.vectors import vector
from dlaudio.plots.pictures import NEGATIVE, POSITIVE


def draw(X=None, y=None, w=None, *, names=("$x_1$", "$x_2$")):
    """Draw samples, a line and its normal, stretched to fill the frame and with equal scales.

    Parameters
    ----------
    X, y : arrays, shapes (N, 2) and (N,), labels -1 and +1
        Kicks and closed hats, if not given.
    w : array, shape (3,)
        The bias first; its line crosses the samples' range. The widest margin, if not given.
    names : two names of the axes
    """
    X, y = two_drums("kick", "closed hat") if X is None else (np.asarray(X), np.asarray(y))
    w = widest_margin(X, y) if w is None else np.asarray(w, dtype=float)
    low, high = X.min(axis=0), X.max(axis=0)
    low, high = low - 0.1 * (high - low), high + 0.1 * (high - low)
    card = Card(7.9)
    ends = line_segment(w, (low[0], high[0]), (low[1], high[1]))
    if ends is None:
        raise ValueError(f"two_scales needs a line among the samples, got w = {w}")
    angles = []
    for left, title, equal in [
        (1.5, "each axis fills its frame", False),
        (10.3, "one scale", True),
    ]:
        plane = card.plane(
            left,
            1.5,
            6.6,
            4.8,
            xlim=(low[0], high[0]),
            ylim=(low[1], high[1]),
            xlabel=names[0],
            ylabel=names[1],
            equal=equal,
        )
        for label, marker, colour in [(-1, "o", NEGATIVE), (1, "^", POSITIVE)]:
            plane.plot(*X[y == label].T, marker, ms=5, color=colour, alpha=0.45, zorder=2)
        xlim, ylim = np.array(plane.get_xlim()), np.array(plane.get_ylim())
        segment = line_segment(w, xlim, ylim)
        plane.plot(*segment.T, color=PLAIN.line, lw=2.4, zorder=3)
        plane.set(xlim=xlim, ylim=ylim)
        start = ends.mean(axis=0)
        arrow = 0.28 * min(high - low) * w[1:] / np.linalg.norm(w[1:])
        vector(plane, start, start + arrow, ink=WEIGHT)
        scale = np.array([6.6, 4.8]) / [np.ptp(xlim), np.ptp(ylim)]
        line, normal = (segment[1] - segment[0]) * scale, w[1:] * scale
        cosine = abs(line @ normal) / np.linalg.norm(line) / np.linalg.norm(normal)
        angles.append(round(float(np.degrees(np.arccos(np.clip(cosine, 0, 1))))))
        card.write(left + 3.3, 0.6, title, size=13.5, bold=True)
        card.write(left + 3.3, 1.15, f"angle on the paper: {angles[-1]}°", ink=WEIGHT, size=12)
    card.write(
        8.8, 7.4, f"$w$ = ({number(w[0])}, {number(w[1])}, {number(w[2])}) in both", ink=GREY
    )
    return card.figure, (
        f"The line of w = ({number(w[0])}, {number(w[1])}, {number(w[2])}) and the arrow "
        f"({number(w[1])}, {number(w[2])}) among the samples, twice. Where each axis fills its "
        f"frame they meet at {angles[0]} degrees on the paper, with one scale at {angles[1]}."
    )
