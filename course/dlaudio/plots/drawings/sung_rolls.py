"""What was sung, as piano rolls, with all that is not the song in vermilion."""

import numpy as np

from dlaudio.generation import singer
from dlaudio.generation.singer import sounding, wrong_steps
from dlaudio.plots.drawings.piano_rolls import block, paper
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, Card

HOLD = singer.NAMES.index("-")
MARGIN, GAP, HIGH, ROWS = 0.75, 0.75, 2.1, 15


def draw(lines=None, song=None, *, bar: int = 8):
    """Draw lines that were sung as piano rolls, two side by side.

    Parameters
    ----------
    lines : mapping of str to array of int, shape (T,), optional
        Names and signs of `singer.NAMES`; up to 6 lines.
    song : array of int, shape (T,), optional
        What they should be, sign by sign.
    bar : int
        Steps from one thin line to the next.
    """
    song = singer.notes(singer.TUNE) if song is None else np.asarray(song)
    lines = lines or {"the song": song, "its first bar only": np.resize(song[:4], len(song))}
    if not 1 <= len(lines) <= 6 or any(len(line) != len(song) for line in lines.values()):
        raise ValueError(
            f"sung_rolls has room for 1 to 6 lines as long as the song, {len(song)}, got "
            f"{[len(line) for line in lines.values()]}"
        )
    card = Card(-(-len(lines) // 2) * (HIGH + 0.9) + 0.95)
    wide = (card.width - 2 * MARGIN - GAP) / 2
    each, said = wide / len(song), []
    for place, (name, line) in enumerate(lines.items()):
        left = MARGIN + place % 2 * (wide + GAP)
        top = 0.9 + place // 2 * (HIGH + 0.9)
        card.write(left, top - 0.35, name, size=12.5, align="left", bold=True)
        paper(card, left, top, wide, HIGH, low=59, rows=ROWS, steps=len(song), bar=bar)
        line, wrong = np.asarray(line), wrong_steps(line, song)
        notes = sounding(line)
        cuts = np.flatnonzero((line != HOLD)[1:] | (wrong[1:] != wrong[:-1])) + 1
        starts = np.append(0, cuts)
        for start, end in zip(starts, np.append(cuts, len(line)), strict=True):
            if notes[start] == HOLD:
                continue
            y = top + HIGH * (1 - (singer.SEMITONES[notes[start]] + 2) / ROWS)
            ink = GRADIENT if wrong[start] else INPUT
            block(card, left + start * each, y, (end - start) * each, HIGH / ROWS, ink)
        said.append(f"{name}, {int(wrong.sum())} steps wrong")
    y = card.height - 0.45
    for at, words, ink in ((MARGIN, "as in the song", INPUT), (MARGIN + 4, "not so", GRADIENT)):
        block(card, at, y - 0.13, 0.5, 0.26, ink)
        card.write(at + 0.6, y, words, ink=GREY, size=11, align="left")
    return card.figure, (
        f"Piano rolls of {len(song)} steps, a thin line every {bar}, in blue what is as in the "
        f"song, in vermilion what is not: {'; '.join(said)}."
    )
