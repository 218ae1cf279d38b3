"""Which key is a tune in? Its profile, and below it a template that is turned until it fits."""

import numpy as np

from dlaudio.generation.keys import MAJOR, fits
from dlaudio.plots.drawings.key_ring import NAMES
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number

TUNE = (67, 71, 74, 67), (1, 1, 1, 1)  # G, B, D, G
LEFT, STEP, TALL = 4.6, 0.75, 1.45


def draw(pitches=TUNE[0], lengths=TUNE[1], *, turns: tuple[int, ...] = (0, 7)):
    """Draw the profile of a short tune as twelve bars, and the template turned to some keys.

    Parameters
    ----------
    pitches, lengths : sequence of int
        MIDI numbers, and how long each sounds.
    turns : tuple of int
        2 or 3 keys, each 0 to 11, to which the template for C major is turned.
    """
    if not (1 <= len(pitches) == len(lengths) <= 6):
        raise ValueError(f"turned_template has room for 1 to 6 notes, got {pitches} and {lengths}")
    if len(turns) not in (2, 3) or not all(0 <= turn < 12 for turn in turns):
        raise ValueError(f"turned_template needs 2 or 3 turns from 0 to 11, got {turns}")
    profile, scores, _ = fits(np.array(pitches), np.array(lengths))
    sounding = np.flatnonzero(profile)
    notes = " ".join(NAMES[pitch % 12] for pitch in pitches)
    rows = [(profile, INPUT, notes, "each note's share")]
    for k in turns:
        below = f"template for {NAMES[k]} major"
        rows.append((np.roll(MAJOR, k), WEIGHT, f"turned by {k}", below))
    card, best = Card(0.9 + 2.25 * len(rows)), max(turns, key=lambda k: scores[k])
    for n in sounding:  # a band from the notes of the tune down through the templates
        _bar(card, n, card.height - 0.75, card.height - 2.85, INPUT.fill, 0)
    for row, (heights, ink, title, below) in enumerate(rows):
        floor = 2.1 + 2.25 * row
        card.write(0.5, floor - 0.95, title, bold=True, align="left", size=13)
        card.write(0.5, floor - 0.35, below, ink=GREY, align="left", size=11.5)
        for n, height in enumerate(heights):
            lit = ink is INPUT or n == turns[row - 1]
            look = ink.line if lit else ink.fill
            if height > 0:
                _bar(card, n, floor, TALL * height / heights.max(), look, 2, ink.line)
        ends = [LEFT, LEFT + 12 * STEP]
        card.ax.plot(ends, [floor, floor], color=PLAIN.line, lw=1.2, zorder=3)
        if row == 0:
            for n in sounding:
                high = floor - TALL * heights[n] / heights.max() - 0.27
                card.write(LEFT + (n + 0.5) * STEP, high, number(heights[n], 2), ink=INPUT, size=11)
            continue
        k = turns[row - 1]
        words = f"score {number(scores[k], 2)}"
        won = k == best
        at = ends[1] + 0.5, floor - 0.6
        card.write(*at, words, ink=OUTPUT if won else GREY, size=14, bold=won, align="left")
    for n, name in enumerate(NAMES):
        lit = n in sounding
        at = LEFT + (n + 0.5) * STEP, card.height - 0.4
        card.write(*at, name, ink=INPUT if lit else GREY, bold=lit, size=11.5)
    shares = ", ".join(f"{NAMES[n]} {number(profile[n], 2)}" for n in sounding)
    told = "; ".join(
        f"turned by {k}, for {NAMES[k]} major, it scores {number(scores[k], 2)}" for k in turns
    )
    return card.figure, (
        f"Twelve bars, the profile of the tune {notes}: {shares}, the others 0. Below it the "
        f"template, its key-note lit: {told}. Turned to {NAMES[best]} its high bars "
        f"stand where the tune's do."
    )


def _bar(card: Card, n: int, floor: float, high: float, fill: str, order: int, edge="none") -> None:
    from matplotlib.patches import Rectangle

    place = LEFT + n * STEP + 0.08, floor - high
    look = {"fc": fill, "ec": edge, "lw": 1.2, "zorder": order}
    card.ax.add_patch(Rectangle(place, STEP - 0.16, high, **look))
