"""Verse whose letters are coloured by units of a net that reads it; and under each its guesses."""

from collections.abc import Mapping

import numpy as np

from dlaudio.generation.verses import word_places
from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.inks import Ink

TEXT = "the cow jumped\nover the moon"
LEFT, ACROSS, DOWN = 0.6, 0.42, 0.62  # units to the first letter, of a letter and of a line
MOST = 39  # letters in a line
SHOWN = {" ": "␣", "\n": "↵"}
GUESSED = ([("t", 0.5), ("a", 0.25)], [("o", 0.75), ("h", 0.25)], [(" ", 1.0), ("\n", 0.0)])
RULE = "the deeper the blue, the higher the unit stands after this letter"


def draw(text: str = TEXT, units: Mapping | None = None, truth: Mapping | None = None):
    """Draw the verse for each unit, each letter the bluer the higher the unit stands after it.

    Parameters
    ----------
    text : str
        Of 1 to 4 lines of at most 39 letters.
    units : mapping of str to array, optional
        For each unit what stands over the verse, and its state after each letter, ends of lines
        too; by default one that climbs in a word.
    truth : mapping of str to array, optional
        What the last unit is compared with, a number for each letter, shaded in grey beneath it.
    """
    truth = truth or {}
    units = {"place in the word": word_places(text)} if units is None else units
    lines = text.split("\n")
    fits = text and len(lines) <= 4 and max(map(len, lines)) <= MOST
    rows = {**units, **truth}
    if not fits or any(len(states) != len(text) for states in rows.values()):
        raise ValueError(f"lit_letters needs up to 4 lines of {MOST} letters, a state for each")
    high = len(lines) * DOWN + 0.95
    card, said = Card(len(rows) * high + 0.7), []
    for n, (name, states) in enumerate(rows.items()):
        states, ink = np.asarray(states, dtype=float), GREY if name in truth else INPUT
        card.write(LEFT, n * high + 0.5, name, bold=True, size=12.5, align="left")
        _verse(card, text, states, n * high + 1.2, ink)
        mean = {c: states[[d == c for d in text]].mean() for c in sorted(set(text) - {"\n"})}
        top = [repr(c) for c in sorted(mean, key=mean.get)[:-5:-1]]
        said.append(f"{name}: highest on average after {', '.join(top)}")
    card.write(LEFT, len(rows) * high + 0.35, RULE, ink=GREY, size=12, align="left")
    return card.figure, f"Verse coloured letter by letter: {text!r}. {'. '.join(said)}."


def draw_guesses(text: str = "to", guesses=GUESSED):
    """Draw a line of verse, and under each letter what a net held likeliest there, shaded.

    Parameters
    ----------
    text : str
        1 to 35 letters of one line.
    guesses : sequence of sequences of (str, float)
        For each letter, and for the one after the last, letters and their chances, likeliest
        first, as `dlaudio.generation.verses.guesses` gives them.
    """
    from matplotlib.patches import Rectangle

    if not 1 <= len(text) <= 35 or "\n" in text or len(guesses) != len(text) + 1:
        raise ValueError(f"draw_guesses needs 1 to 35 letters and a guess more, got {len(guesses)}")
    rows = max(map(len, guesses))
    card, said = Card(2.0 + rows * 0.62), []
    wide = min((card.width - 2 * LEFT) / len(guesses), 0.7)
    look = {"fontfamily": "monospace", "ha": "center", "va": "center"}
    for n, bets in enumerate(guesses):
        letter, x = (text[n] if n < len(text) else "?"), LEFT + n * wide
        ink = PLAIN.text if n < len(text) else GREY.text
        card.ax.text(x + wide / 2, 0.75, SHOWN.get(letter, letter), color=ink, fontsize=15, **look)
        for row, (bet, chance) in enumerate(bets):
            y, right = 1.3 + row * 0.62, bet == letter
            look_of = {"fc": INPUT.text, "alpha": chance, "lw": 0}
            card.ax.add_patch(Rectangle((x + 0.03, y), wide - 0.06, 0.56, **look_of))
            if right:
                edge = {"fc": "none", "ec": WEIGHT.line, "lw": 2}
                card.ax.add_patch(Rectangle((x + 0.03, y), wide - 0.06, 0.56, **edge))
            ink = "white" if chance > 0.65 else PLAIN.text
            shown = SHOWN.get(bet, bet)
            card.ax.text(x + wide / 2, y + 0.28, shown, color=ink, fontsize=12, **look)
        first, chance = bets[0]
        said.append(f"{letter!r} {first!r} {chance:.0%}")
    rule = "under each letter what the net held likeliest there, the bluer the likelier; "
    rule += "orange box: it came"
    card.write(LEFT, 1.3 + rows * 0.62 + 0.35, rule, ink=GREY, size=12, align="left")
    return card.figure, (
        f"A line of verse and a net's guesses: {text!r}. At each letter the likeliest guess and "
        f"its chance: {', '.join(said)}."
    )


def _verse(card: Card, text: str, states: np.ndarray, top: float, ink: Ink = INPUT):
    from matplotlib.patches import Rectangle

    low, high, n = states.min(), states.max(), 0
    for row, line in enumerate(text.split("\n")):
        y = top + row * DOWN
        for column, letter in enumerate(line):
            share, x = (states[n + column] - low) / max(high - low, 1e-9), LEFT + column * ACROSS
            square = Rectangle((x, y - 0.28), ACROSS, 0.56, fc=ink.text, alpha=float(share))
            card.ax.add_patch(square)
            written = "white" if share > 0.75 else PLAIN.text
            look = {"fontfamily": "monospace", "fontsize": 13, "color": written}
            card.ax.text(x + ACROSS / 2, y, letter, ha="center", va="center", **look)
        n += len(line) + 1
