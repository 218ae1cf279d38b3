"""A hidden unit that knows one row of a truth table, and its score for every row."""

import numpy as np

from dlaudio.datasets.truth_tables import corners
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, listed, number


def draw(knows=(1, 0, 1)):
    """Draw the weights of the unit that fires for this input alone, and its scores for all inputs.

    Parameters
    ----------
    knows : three numbers 0 or 1
    """
    knows = np.asarray(knows)
    if knows.shape != (3,) or not np.isin(knows, (0, 1)).all():
        raise ValueError(f"detector needs three inputs 0 or 1, got {knows}")
    w, bias = 2 * knows - 1, 0.5 - knows.sum()
    rows = corners(3)
    scores = rows @ w + bias
    card = Card(8.4)
    card.write(3.0, 0.7, "the unit", size=14, bold=True)
    looks = {"shape": False, "side": "left", "size": (1.15, 0.9)}
    one = cells(card, knows, (2.4, 1.4), ink=INPUT, name="knows", **looks)
    two = cells(card, w, (2.4, 2.9), ink=WEIGHT, name="weights", **looks)
    three = cells(card, [bias], (2.4, 4.4), ink=WEIGHT, name="bias", **looks)
    lines = [
        "1 becomes +1, 0 becomes −1:",
        f"its own input scores {number(knows.sum())} before the bias,",
        "and every wrong bit costs 1",
    ]
    for i, words in enumerate(lines):
        card.write(0.7, 6.0 + 0.65 * i, words, ink=GREY, align="left")
    card.write(12.9, 0.7, "its score for every input", size=14, bold=True)
    right = int(np.flatnonzero((rows == knows).all(axis=1))[0])
    table = cells(
        card,
        rows,
        (8.4, 1.2),
        ink=INPUT,
        shape=False,
        size=(0.8, 0.8),
        lit=[(right, c) for c in range(3)],
    )
    low = min(float(scores.min()), -1.0)
    scale = 4.2 / (0.5 - low)
    zero = 15.0
    card.ax.plot((zero, zero), (1.1, 7.7), color=GREY.text, lw=1.4)
    for i, value in enumerate(scores):
        y = 1.6 + 0.8 * i
        ink = OUTPUT if value > 0 else GREY
        card.ax.barh(y, value * scale, left=zero, height=0.5, color=ink.line, zorder=3)
        card.write(16.2, y, number(value), ink=ink, align="left", bold=value > 0)
    return card.figure, (
        f"A hidden unit: {one.words}; {two.words}; {three.words}. {' '.join(lines)}. "
        f"Its scores for the inputs {table.words} are {listed(scores)}; only its own is above 0."
    )
