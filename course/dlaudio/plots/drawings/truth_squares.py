"""The sixteen functions of two inputs as squares, and a line through each where there is one."""

import itertools

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, OUTPUT, PLAIN, Card
from dlaudio.plots.parts.vectors import normal_line
from dlaudio.widgets.threshold_gate import NAMES

CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
WEIGHTS = list(itertools.product((-1.5, -0.5, 0.5, 1.5), (-1, 0, 1), (-1, 0, 1)))


def line_for(table):
    """Weights (w0, w1, w2) of a perceptron with this truth table; None if the search finds none."""
    for w in WEIGHTS:
        if np.array_equal(w[0] + CORNERS @ w[1:] > 0, np.array(table) == 1):
            return w
    return None


def draw():
    """Draw two rows of eight squares; a corner is filled where the function is 1."""
    card = Card(6.9)
    found = 0
    for i, (table, name) in enumerate(NAMES.items()):
        left, top = 0.55 + 2.1 * (i % 8), 0.45 + 3.1 * (i // 8)
        limits = {"xlim": (-0.45, 1.45), "ylim": (-0.45, 1.45)}
        plane = card.plane(left, top, 1.8, 1.8, **limits, equal=True)
        plane.set(xticks=[], yticks=[])
        plane.spines[:].set(visible=True, color="#D5D9E0")
        w = line_for(table)
        if w is not None:
            found += 1
            normal_line(plane, w, ink=PLAIN)
        for corner, on in zip(CORNERS, table, strict=True):
            fill = OUTPUT.line if on else "white"
            plane.plot(*corner, "o", ms=11, mfc=fill, mec=OUTPUT.line, mew=1.6, zorder=5)
        words = name.replace(" OR ", "\nOR ").replace(" AND ", "\nAND ")
        ink = GRADIENT if w is None else GREY
        text = f"{words}\nno line" if w is None else words
        card.write(left + 0.9, top + 2.3, text, ink=ink, size=10.5, bold=w is None)
    return card.figure, (
        f"The sixteen functions of two inputs; corners where the output is 1 are filled. A line "
        f"with all filled corners on one side exists for {found}: all but XOR and XNOR, whose "
        f"filled corners lie across from each other. Names: {', '.join(NAMES.values())}."
    )
