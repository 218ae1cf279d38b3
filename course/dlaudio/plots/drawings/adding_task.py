"""The adding problem: a row of numbers, two of them marked, and what is wanted at the end."""

import numpy as np

from dlaudio.datasets.beats import adding_problem
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, number
from dlaudio.plots.parts.numbers import sum_of


def draw(steps: int = 60, *, seed: int = 9):
    """Draw one example: each number as a bar, the two marked ones lit, and their sum.

    Parameters
    ----------
    steps : int
        10 to 120.
    seed : int
        Of the numbers and of the two marks.
    """
    if not 10 <= steps <= 120:
        raise ValueError(f"adding_task has room for 10 to 120 steps, got {steps}")
    from matplotlib.patches import Rectangle

    x, y = adding_problem(1, steps, np.random.default_rng(seed))
    values, marks = x[0, :, 0], [int(t) for t in np.flatnonzero(x[0, :, 1])]
    card = Card(6.4)
    left, floor, high = 0.7, 4.1, 2.3
    wide = 13.2 / steps
    for t, value in enumerate(values):
        ink = WEIGHT if t in marks else GREY
        frame = (left + t * wide, floor - high * value)
        looks = {"fc": ink.line, "ec": "none", "lw": 0, "zorder": 3}
        card.ax.add_patch(Rectangle(frame, 0.72 * wide, high * value, **looks))
    total = float(y[0, 0])
    out = box(
        card, (15.0, floor - 1.4), (1.9, 1.2), number(total, 2), ink=OUTPUT, bold=True, type_size=14
    )
    card.write(out.middle[0], floor - 1.9, "wanted", ink=OUTPUT)
    for t in marks:
        x = left + (t + 0.36) * wide
        card.write(x, floor - high - 0.45, number(values[t], 2), ink=WEIGHT, bold=True)
        card.write(x, floor + 0.4, f"{t}", ink=WEIGHT, size=11)
    ends = (left, floor + 0.95), (left + steps * wide, floor + 0.95)
    arrow(card, *ends, ink=INPUT)
    gap = steps - 1 - marks[0]
    words = f"{steps} steps; the first marked number has to be kept for {gap} of them"
    card.write(left, floor + 1.5, words, align="left", size=12, ink=INPUT)
    return card.figure, (
        f"An example of the adding problem: {steps} numbers between 0 and 1, those at steps "
        f"{marks[0]} and {marks[1]} marked. Wanted at the end: {sum_of(values[marks], 2)}. "
        f"{words}."
    )
