"""Verse whose letters are coloured by one unit of a net that reads it."""

import numpy as np

from dlaudio.generation.verses import word_places
from dlaudio.plots.parts import GREY, INPUT, PLAIN, Card

TEXT = "the cow jumped\nover the moon"
LEFT, ACROSS, DOWN = 0.6, 0.42, 0.62  # units to the first letter, of a letter and of a line
MOST = 39  # letters in a line


def draw(text: str = TEXT, states=None):
    """Draw the verse, each letter on a square, the bluer the higher the unit stands after it.

    Parameters
    ----------
    text : str
        Of 1 to 8 lines of at most 39 letters.
    states : array, optional
        The unit's state after each letter, ends of lines too; by default it climbs in a word.
    """
    from matplotlib.patches import Rectangle

    lines, places = text.split("\n"), word_places(text)
    states = places / 6 if states is None else np.asarray(states, dtype=float)
    if len(lines) > 8 or max(map(len, lines)) > MOST or len(states) != len(text) or not text:
        raise ValueError(f"lit_letters needs up to 8 lines of {MOST} letters, a state for each")
    low, high = states.min(), states.max()
    card, n = Card(len(lines) * DOWN + 1.5), 0
    for row, line in enumerate(lines):
        y = 0.7 + row * DOWN
        for column, letter in enumerate(line):
            share, x = (states[n + column] - low) / max(high - low, 1e-9), LEFT + column * ACROSS
            square = Rectangle((x, y - 0.28), ACROSS, 0.56, fc=INPUT.text, alpha=float(share))
            card.ax.add_patch(square)
            ink = "white" if share > 0.75 else PLAIN.text
            look = {"fontfamily": "monospace", "fontsize": 13, "color": ink}
            card.ax.text(x + ACROSS / 2, y, letter, ha="center", va="center", **look)
        n += len(line) + 1
    rule = "the deeper the blue, the higher the unit stands after this letter"
    card.write(LEFT, len(lines) * DOWN + 0.85, rule, ink=GREY, size=12, align="left")
    mean = [(p, states[places == p].mean()) for p in range(1, 7) if np.any(places == p)]
    said = ", ".join(f"{value:.2f} at letter {p}" for p, value in mean).replace("-", "−")
    return card.figure, (
        f"Verse coloured letter by letter by one unit of the net: {text!r}. "
        f"In a word it stands on average at {said}."
    )
