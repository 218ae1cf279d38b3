"""Voices together as piano rolls; what has no name, or clashes, stands on a grey band."""

from dataclasses import replace

import numpy as np

from dlaudio.generation.chords import has_name
from dlaudio.generation.counterpoint import CONSONANT
from dlaudio.plots.drawings.piano_rolls import block, paper
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card

CADENCE = ((72, 67, 64, 48), (71, 65, 62, 55), (72, 67, 64, 48))
VOICES = (("soprano", GRADIENT), ("alto", INPUT), ("tenor", OUTPUT), ("bass", WEIGHT))
NAMES = ("the tune", "the network")  # of a duet
BAND = replace(GREY, line="#D2D6DE")  # behind a chord that has no name


def draw(choirs=None, *, heard=None):
    """Draw chords of four voices as lines of bars, one panel a choir, each voice in its colour.

    A chord that has no name stands on a grey band.

    Parameters
    ----------
    choirs : mapping of str to array of int, shape (beats, 4), optional
        Names, and MIDI numbers of soprano, alto, tenor and bass; 1 or 2 choirs, up to 64 beats.
    heard : mapping of str to int, optional
        How many chords were played, where it is not all of them.
    """
    choirs = {name: np.asarray(c) for name, c in (choirs or {"four voices": CADENCE}).items()}
    shapes = {name: chords.shape for name, chords in choirs.items()}
    if not 1 <= len(choirs) <= 2 or any(
        len(shape) != 2 or shape[1] != 4 or not 1 <= shape[0] <= 64 for shape in shapes.values()
    ):
        raise ValueError(f"choir_rolls needs 1 or 2 choirs of chords (1 to 64, 4), got {shapes}")
    high, left, wide, said = 4.2, 0.75, 13.95, []
    card = Card((high + 1.25) * len(choirs) + 1.0)
    every = np.concatenate(list(choirs.values()))
    low, span = int(every.min()) - 1, int(np.ptp(every)) + 2
    steps = max(len(chords) for chords in choirs.values())
    for place, (title, chords) in enumerate(choirs.items()):
        top, step = 0.95 + place * (high + 1.25), wide / steps
        strange = [not has_name(chord) for chord in chords]
        words = f"{title}: {sum(strange)} of {len(chords)} chords have no name"
        card.write(left, top - 0.4, words, size=12.5, align="left", bold=True)
        frame = {"low": low, "rows": span + 1, "steps": len(chords), "bar": 4}
        paper(card, left, top, step * len(chords), high, **frame)
        for beat in np.flatnonzero(strange):
            block(card, left + beat * step, top, step + 0.05, high, BAND, zorder=2.5)
        beside = 0.0  # where the last voice's name stands
        for (name, ink), line in zip(VOICES, chords.T, strict=True):
            starts = np.flatnonzero(np.diff(line, prepend=-1))
            for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
                y = top + high * (1 - (line[start] - low + 1) / (span + 1))
                size = (end - start) * step
                block(card, left + start * step, y, size, high / (span + 1), ink)
            y = top + high * (1 - (np.median(line) - low + 0.5) / (span + 1))
            beside = max(y, beside + 0.6)
            card.write(left + wide + 0.2, beside, name, ink=ink, size=12, align="left")
        end = (heard or {}).get(title, len(chords))
        if end < len(chords):
            x = left + end * step
            card.ax.plot([x, x], [top, top + high + 0.1], color=PLAIN.line, lw=1.6, ls="--")
            card.write(x, top + high + 0.3, "heard up to here", size=11)
        voices = ", ".join(
            f"{name} {line.min()} to {line.max()}"
            for (name, _), line in zip(VOICES, chords.T, strict=True)
        )
        said.append(f"{words}; {voices}")
    y = card.height - 0.5
    block(card, left, y - 0.17, 0.35, 0.34, BAND)
    words = "a chord that has no name; a line every four beats"
    card.write(left + 0.5, y, words, ink=GREY, size=11.5, align="left")
    return card.figure, f"Chords of four voices. {'. '.join(said)}."


def draw_duet(above=(67, 69, 67, 65), below=(60, 57, 57, 57), lengths=(3, 1, 2, 2), *, names=NAMES):
    """Draw two lines in one roll; where they clash a grey band stands behind both.

    Parameters
    ----------
    above, below : arrays of int, shape (T,)
        MIDI numbers of notes that begin together.
    lengths : array of int, shape (T,)
        In eighths.
    names : two of str
        Who plays them.
    """
    above, below, lengths = (np.asarray(part) for part in (above, below, lengths))
    if not above.shape == below.shape == lengths.shape or above.ndim != 1 or not len(above):
        raise ValueError(
            f"draw_duet needs two lines and their lengths, as many of each, got {above.shape}, "
            f"{below.shape}, {lengths.shape}"
        )
    high, left, wide, top = 4.6, 0.75, 13.6, 0.5
    card = Card(high + 1.7)
    every = np.concatenate([above, below])
    low, rows = int(every.min()) - 1, int(np.ptp(every)) + 3
    starts, step = np.cumsum(lengths) - lengths, wide / lengths.sum()
    paper(card, left, top, wide, high, low=low, rows=rows, steps=int(lengths.sum()), bar=8)
    clash = ~CONSONANT[(above - below) % 12]
    for start, length in zip(starts[clash], lengths[clash], strict=True):
        block(card, left + start * step, top, length * step, high, BAND, zorder=2.5)
    for name, line, ink in zip(names, (above, below), (INPUT, OUTPUT), strict=True):
        for pitch, start, length in zip(line, starts, lengths, strict=True):
            y = top + high * (1 - (pitch - low + 1) / rows)
            block(card, left + start * step, y, length * step, high / rows, ink)
        y = top + high * (1 - (np.median(line) - low + 0.5) / rows)
        card.write(left + wide + 0.2, y, name, ink=ink, size=12, align="left")
    y = card.height - 0.55
    block(card, left, y - 0.17, 0.35, 0.34, BAND)
    words = f"{clash.sum()} of {len(clash)} notes clash; a line every four beats"
    card.write(left + 0.5, y, words, ink=GREY, size=11.5, align="left")
    return card.figure, f"Two lines in one roll, {names[0]} and {names[1]}: {words}."
