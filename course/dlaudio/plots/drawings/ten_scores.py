"""A score for every name a machine knows, as bars; the highest wins."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, OUTPUT, Card, number

EXAMPLE = {"one": 2.0, "two": 3.5, "three": 1.0, "six": 6.5, "eight": 4.0}


def draw(scores: Mapping[str, float] = EXAMPLE, *, title: str = ""):
    """Draw the scores, each as a bar on its name, the highest of them lit.

    Parameters
    ----------
    scores : mapping from str to float
        Two to twelve of them.
    title : str
        What was heard.
    """
    if not 2 <= len(scores) <= 12:
        raise ValueError(f"ten_scores needs 2 to 12 scores, got {len(scores)}")
    names, values = list(scores), np.array([*scores.values()], dtype=float)
    best = int(np.argmax(values))
    card = Card(5.4)
    low, high = min(values.min(), 0), max(values.max(), 0)
    room = 0.16 * (high - low)
    limits = (low - room * (low < 0), high + room)
    plane = card.plane(1.4, 0.9, 15.6, 3.5, xlim=(-0.6, len(names) - 0.4), ylim=limits)
    plane.axhline(0, color=GREY.line, lw=1, zorder=0)
    inks = [OUTPUT if i == best else GREY for i in range(len(names))]
    plane.bar(range(len(names)), values, 0.62, color=[ink.line for ink in inks])
    for i, (value, ink) in enumerate(zip(values, inks, strict=True)):
        y = value + (0.25 if value >= 0 else -0.75) * room
        looks = {"ha": "center", "fontsize": 11, "color": ink.text}
        plane.text(i, y, number(value, 1), weight="bold" if i == best else "normal", **looks)
    plane.set_xticks(range(len(names)), names, fontsize=12)
    plane.set_yticks([])
    plane.set_ylabel("score", fontsize=12)
    card.write(card.width / 2, 0.5, title or "a score for each name", size=12)
    told = ", ".join(f"{name} {number(value, 1)}" for name, value in scores.items())
    heard = f"{title}: " if title else ""
    return card.figure, f"{heard}a score for each name. {told}. The highest wins: {names[best]}."
