"""Verse whose letters are coloured by units of a net that reads it."""

from collections.abc import Mapping

import numpy as np

from dlaudio.generation.verses import word_places
from dlaudio.plots.parts import GREY, INPUT, PLAIN, Card

TEXT = "the cow jumped\nover the moon"
LEFT, ACROSS, DOWN = 0.6, 0.42, 0.62  # units to the first letter, of a letter and of a line
MOST = 39  # letters in a line
RULE = "the deeper the blue, the higher the unit stands after this letter"


def draw(text: str = TEXT, units: Mapping | None = None):
    """Draw the verse for each unit, each letter the bluer the higher the unit stands after it.

    Parameters
    ----------
    text : str
        Of 1 to 4 lines of at most 39 letters.
    units : mapping of str to array, optional
        For each unit what stands over the verse, and its state after each letter, ends of lines
        too; by default one that climbs in a word.
    """
    units = {"place in the word": word_places(text)} if units is None else units
    lines = text.split("\n")
    fits = text and len(lines) <= 4 and max(map(len, lines)) <= MOST
    if not fits or any(len(states) != len(text) for states in units.values()):
        raise ValueError(f"lit_letters needs up to 4 lines of {MOST} letters, a state for each")
    high = len(lines) * DOWN + 0.95
    card, said = Card(len(units) * high + 0.7), []
    for n, (name, states) in enumerate(units.items()):
        states = np.asarray(states, dtype=float)
        card.write(LEFT, n * high + 0.5, name, bold=True, size=12.5, align="left")
        _verse(card, text, states, n * high + 1.2)
        mean = {c: states[[d == c for d in text]].mean() for c in sorted(set(text) - {"\n"})}
        top = [repr(c) for c in sorted(mean, key=mean.get)[:-5:-1]]
        said.append(f"{name}: highest on average after {', '.join(top)}")
    card.write(LEFT, len(units) * high + 0.35, RULE, ink=GREY, size=12, align="left")
    return card.figure, f"Verse coloured letter by letter: {text!r}. {'. '.join(said)}."


def _verse(card: Card, text: str, states: np.ndarray, top: float):
    from matplotlib.patches import Rectangle

    low, high, n = states.min(), states.max(), 0
    for row, line in enumerate(text.split("\n")):
        y = top + row * DOWN
        for column, letter in enumerate(line):
            share, x = (states[n + column] - low) / max(high - low, 1e-9), LEFT + column * ACROSS
            square = Rectangle((x, y - 0.28), ACROSS, 0.56, fc=INPUT.text, alpha=float(share))
            card.ax.add_patch(square)
            ink = "white" if share > 0.75 else PLAIN.text
            look = {"fontfamily": "monospace", "fontsize": 13, "color": ink}
            card.ax.text(x + ACROSS / 2, y, letter, ha="center", va="center", **look)
        n += len(line) + 1
