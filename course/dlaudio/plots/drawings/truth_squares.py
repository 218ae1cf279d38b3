"""Functions of two inputs as squares, and a line through each where there is one.

`draw` shows all sixteen with their lines; `draw_beats` some of them, as beats, without.
"""

import itertools

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, OUTPUT, PLAIN, Card
from dlaudio.plots.parts.vectors import normal_line
from dlaudio.widgets.threshold_gate import NAMES

CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
# the line of a function that is always the same runs past all corners, but in sight of them
PAST = {(0, 0, 0, 0): (-2.6, 1, 1), (1, 1, 1, 1): (0.6, 1, 1)}
WEIGHTS = list(itertools.product((-1.5, -0.5, 0.5, 1.5), (-1, 0, 1), (-1, 0, 1)))


def line_for(table):
    """Weights (w0, w1, w2) of a perceptron with this truth table; None if the search finds none."""
    for w in (*PAST.values(), *WEIGHTS):
        if np.array_equal(w[0] + CORNERS @ w[1:] > 0, np.array(table) == 1):
            return w
    return None


def draw():
    """Draw two rows of eight squares; a corner is filled where the function is 1."""
    card = Card(6.9)
    found = 0
    for i, (table, name) in enumerate(NAMES.items()):
        left, top = 0.55 + 2.1 * (i % 8), 0.45 + 3.1 * (i // 8)
        plane = _square(card, left, top, table)
        w = line_for(table)
        if w is not None:
            found += 1
            normal_line(plane, w, ink=PLAIN)
        words = name.replace(" OR ", "\nOR ").replace(" AND ", "\nAND ")
        ink = GRADIENT if w is None else GREY
        text = f"{words}\nno line" if w is None else words
        card.write(left + 0.9, top + 2.3, text, ink=ink, size=10.5, bold=w is None)
    return card.figure, (
        f"The sixteen functions of two inputs; corners where the output is 1 are filled. A line "
        f"with all filled corners on one side exists for {found}: all but XOR and XNOR, whose "
        f"filled corners lie across from each other. Where all corners are alike it runs past "
        f"them. Names: {', '.join(NAMES.values())}."
    )


def draw_beats(beats=None):
    """Draw beats of four steps, {name: four truth values}, as squares in a row, without lines.

    Raises
    ------
    ValueError
        If there are more than five, or one has not four steps.
    """
    beats = {".xxx": (0, 1, 1, 1), "...x": (0, 0, 0, 1)} if beats is None else beats
    if not 1 <= len(beats) <= 5 or any(len(steps) != 4 for steps in beats.values()):
        raise ValueError(f"draw_beats needs one to five beats of four steps, got {beats}")
    card, told = Card(4.4), []
    for i, (name, steps) in enumerate(beats.items()):
        left = 0.5 + 3.4 * i
        plane = _square(card, left, 0.4, steps, size=3.0)
        for corner in CORNERS:
            place = (corner[0], 1.27 if corner[1] else -0.27)
            label = "".join(map(str, corner))
            plane.text(*place, label, ha="center", va="center", fontsize=11, color=GREY.text)
        card.write(left + 1.5, 3.85, name, size=14, bold=True)
        filled = ["".join(map(str, c)) for c, on in zip(CORNERS, steps, strict=True) if on]
        told.append(f"{name}: {', '.join(filled)}")
    return card.figure, (
        f"Beats as squares whose corners are the steps 00, 01, 10 and 11, the first bit to the "
        f"right and the second upwards. Filled corners, one list a beat: {'; '.join(told)}."
    )


def _square(card, left, top, table, size=1.8):
    """A square whose corners are filled where the table says 1; returns its plane."""
    limits = {"xlim": (-0.45, 1.45), "ylim": (-0.45, 1.45)}
    plane = card.plane(left, top, size, size, **limits, equal=True)
    plane.set(xticks=[], yticks=[])
    plane.spines[:].set(visible=True, color="#D5D9E0")
    for corner, on in zip(CORNERS, table, strict=True):
        fill = OUTPUT.line if on else "white"
        plane.plot(*corner, "o", ms=11, mfc=fill, mec=OUTPUT.line, mew=1.6, zorder=5)
    return plane
