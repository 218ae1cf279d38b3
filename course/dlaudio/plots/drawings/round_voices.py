"""The voices of a round over each other: the same song, each time one bar later."""

import numpy as np

from dlaudio.generation import canon, singer
from dlaudio.plots.drawings.piano_rolls import block, paper
from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card

LEFT, HIGH, GAP = 0.95, 1.55, 0.75
NAMES = (
    "what the net hears",
    "what it sings",
    "a twin, which hears the net",
    "a second twin, which hears the first",
)


def draw(lines=None, *, delay: int = 6, lit: int = 4):
    """Draw each voice as a piano roll, all to one scale of time, one bar lit in each.

    Parameters
    ----------
    lines : array of int, shape (voices, T), optional
        2 to 4 voices as `canon.voices` gives them, in signs of `singer.NAMES`; by default the
        boat song and one that follows it without a mistake.
    delay : int
        Steps in a bar, by which each voice comes after the one before.
    lit : int
        Which bar of the song, from 0 on, is lit.
    """
    if lines is None:
        tune, lines = singer.notes(canon.ROUND), np.full((2, 48 + delay), canon.HOLD)
        for voice, line in enumerate(lines):
            line[voice * delay : voice * delay + 48] = tune
    lines = np.asarray(lines)
    if lines.ndim != 2 or not 2 <= len(lines) <= 4 or delay < 1:
        raise ValueError(
            f"round_voices has room for 2 to 4 voices, each a bar of 1 step or more after the one "
            f"before, got {lines.shape} and {delay}"
        )
    voices, steps = lines.shape
    length = steps - (voices - 1) * delay
    card = Card(voices * (HIGH + GAP) + 0.4)
    wide = card.width - LEFT - 0.5
    each, rows, said = wide / steps, 15, []
    for voice, line in enumerate(lines):
        first, ink = voice * delay, OUTPUT if voice else INPUT
        top = 0.2 + GAP + voice * (HIGH + GAP)
        card.write(LEFT, top - 0.3, NAMES[voice], ink=ink, size=12.5, align="left", bold=True)
        paper(card, LEFT, top, wide, HIGH, low=59, rows=rows, steps=steps, bar=delay)
        _light(card, LEFT + (first + lit * delay) * each, top, delay * each)
        begins = np.flatnonzero(line != canon.HOLD)
        for start, end in zip(begins, np.append(begins[1:], first + length), strict=True):
            y = top + HIGH * (1 - (singer.SEMITONES[line[start]] + 2) / rows)
            block(card, LEFT + start * each, y, (end - start) * each, HIGH / rows, ink)
        wrong = int((line[first : first + length] != lines[0, :length]).sum())
        if voice:
            said.append(f"{NAMES[voice]}, from step {first} on, with {wrong} wrong steps")
    return card.figure, (
        f"{voices} piano rolls over each other, a line each bar of {delay} steps: "
        f"{NAMES[0]}; {'; '.join(said)}. In each the same bar of the song is lit, and stands "
        f"one bar further to the right than in the roll above."
    )


def _light(card: Card, left: float, top: float, wide: float) -> None:
    from matplotlib.patches import Rectangle

    card.ax.add_patch(
        Rectangle((left, top), wide, HIGH, fc=WEIGHT.fill, ec=WEIGHT.line, lw=1.4, zorder=2)
    )
