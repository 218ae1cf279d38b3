"""Rosenblatt's rule, a mistake a panel: the sample is laid on the weights, and the line swings."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card, listed, number
from dlaudio.plots.parts.inks import PAPER
from dlaudio.plots.parts.vectors import normal_line, vector

POINTS = ((2, 0), (1, -1), (-1, 1), (2, -2))
LABELS = (1, -1, 1, -1)
PANELS = 3


def mistakes(X, y, w, most: int) -> list[tuple[int, np.ndarray, np.ndarray]]:
    """(row, weights before, weights after) of the first mistakes, in as many epochs as needed."""
    found, epoch = [], True
    while epoch and len(found) < most:
        epoch = False
        for i, (x, label) in enumerate(zip(X, y, strict=True)):
            if (w @ [1, *x] > 0) != (label > 0):
                found.append((i, w, w + label * np.array([1, *x])))
                w, epoch = found[-1][2], True
    return found[:most]


def draw(X=POINTS, y=LABELS, w=(-1, 1, 0), *, last_open: bool = False):
    """Draw the first three mistakes of the rule.

    Parameters
    ----------
    X : array, shape (N, 2)
    y : array of -1 and +1, shape (N,)
    w : array, shape (3,)
        The weights at the start, the bias first.
    last_open : bool
        Whether the sum of the last panel is left to the reader, with its arrow and its line.
    """
    X, y, w = np.asarray(X, dtype=float), np.asarray(y), np.asarray(w, dtype=float)
    steps = mistakes(X, y, w, PANELS)
    if not steps:
        raise ValueError("update_strip needs weights that make a mistake")
    card = Card(8.5)
    reach = 1.25 * max(np.abs(X).max(), *(np.abs(v[1:]).max() for _, *both in steps for v in both))
    said = []
    for k, (i, before, after) in enumerate(steps):
        left, is_open = 0.9 + 5.65 * k, last_open and k == len(steps) - 1
        plane = card.plane(
            left, 1.3, 5.0, 5.0, xlim=(-reach, reach), ylim=(-reach, reach), equal=True
        )
        plane.set(xticks=[], yticks=[])
        plane.spines[:].set(visible=True, color="#D5D9E0")
        normal_line(plane, before, ink=GREY, style="--")
        if not is_open:
            normal_line(plane, after, ink=PLAIN, width=2.6)
        for point, label in zip(X, y, strict=True):
            marker, face = ("^", PLAIN.line) if label > 0 else ("o", PAPER)
            plane.plot(*point, marker, ms=9, mfc=face, mec=PLAIN.line, mew=1.6, zorder=6)
        plane.plot(*X[i], "o", ms=19, mfc="none", mec=PLAIN.line, mew=1.8, zorder=6)
        if before[1:].any():
            vector(plane, (0, 0), before[1:], ink=WEIGHT, faint=True)
        vector(plane, before[1:], after[1:], ink=INPUT, width=2.2)
        if after[1:].any() and not is_open:
            vector(plane, (0, 0), after[1:], ink=WEIGHT)
        sign, score = "+" if y[i] > 0 else "−", float(before @ [1, *X[i]])
        card.write(left + 2.5, 0.75, f"mistake {k + 1}", size=14, bold=True)
        rows = [
            (f"({listed(before)})", WEIGHT),
            (f"{sign} (1, {listed(X[i])})", INPUT),
            ("= ?" if is_open else f"= ({listed(after)})", WEIGHT),
        ]
        for row, (words, ink) in enumerate(rows):
            card.write(left + 2.5, 6.8 + 0.6 * row, words, ink=ink, bold=row == 2)
        said.append(
            f"Mistake {k + 1}: the ringed sample ({listed(X[i])}) of class {sign}1 has the score "
            f"{number(score)}; {' '.join(words for words, _ in rows)}"
        )
    left = X[((after[0] + X @ after[1:]) > 0) != (y > 0)]
    end = f"After that {len(left)} of {len(X)} samples are on the wrong side."
    end = "In the last one the sum, its arrow and its line are left to you." if last_open else end
    return card.figure, (
        f"{'. '.join(said)}. In each panel the sample's arrow is laid on the tip of the old, pale "
        f"arrow of the weights; the new arrow is the sum, and the line turns from the dashed to "
        f"the full one. {end}"
    )
