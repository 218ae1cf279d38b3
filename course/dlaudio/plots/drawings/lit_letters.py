"""Verse whose letters are coloured by one unit, or by some, of a net that reads it."""

from collections.abc import Mapping

import numpy as np

from dlaudio.generation.verses import word_places
from dlaudio.plots.parts import GREY, INPUT, PLAIN, Card

TEXT = "the cow jumped\nover the moon"
LEFT, ACROSS, DOWN = 0.6, 0.42, 0.62  # units to the first letter, of a letter and of a line
MOST = 39  # letters in a line
RULE = "the deeper the blue, the higher the unit stands after this letter"


def draw(text: str = TEXT, states=None):
    """Draw the verse, each letter on a square, the bluer the higher the unit stands after it.

    Parameters
    ----------
    text : str
        Of 1 to 8 lines of at most 39 letters.
    states : array, or mapping of str to array, optional
        The unit's state after each letter, ends of lines too; by default it climbs in a word. Of
        some units: by what stands over the verse, which is then drawn for each.
    """
    if isinstance(states, Mapping):
        return _draw_some(text, states)
    places = word_places(text)
    states = places / 6 if states is None else np.asarray(states, dtype=float)
    _refuse(text, states, 8)
    rows = len(text.split("\n")) * DOWN
    card = Card(rows + 1.5)
    _verse(card, text, states, 0.7)
    card.write(LEFT, rows + 0.85, RULE, ink=GREY, size=12, align="left")
    mean = [(p, states[places == p].mean()) for p in range(1, 7) if np.any(places == p)]
    said = ", ".join(f"{value:.2f} at letter {p}" for p, value in mean).replace("-", "−")
    return card.figure, (
        f"Verse coloured letter by letter by one unit of the net: {text!r}. "
        f"In a word it stands on average at {said}."
    )


def _refuse(text: str, states, most: int):
    lines = text.split("\n")
    if len(lines) > most or max(map(len, lines)) > MOST or len(states) != len(text) or not text:
        what = f"lit_letters needs up to {most} lines of {MOST} letters, a state for each"
        raise ValueError(what)


def _draw_some(text: str, units: Mapping):
    """The verse once for each unit, under its name."""
    high = len(text.split("\n")) * DOWN + 0.95
    card, said = Card(len(units) * high + 0.7), []
    for n, (name, states) in enumerate(units.items()):
        states = np.asarray(states, dtype=float)
        _refuse(text, states, 4)
        card.write(LEFT, n * high + 0.5, name, bold=True, size=12.5, align="left")
        _verse(card, text, states, n * high + 1.2)
        mean = {c: states[[d == c for d in text]].mean() for c in sorted(set(text) - {"\n"})}
        top = [repr(c) for c in sorted(mean, key=mean.get)[:-5:-1]]
        said.append(f"{name}: highest on average after {', '.join(top)}")
    card.write(LEFT, len(units) * high + 0.35, RULE, ink=GREY, size=12, align="left")
    return card.figure, (
        f"Verse coloured letter by letter by {len(units)} units of the net: {text!r}. "
        f"{'. '.join(said)}."
    )


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
