"""The four numbers of tunes, a panel each: a dot for everybody, and a strip that counts as near."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card

PANELS = ("in one scale", "one length", "repeats", "range", "bits a note")
HIGHEST = (1.0, 1.0, 1.0, 0.0, 0.0)  # of shares; 0: what is needed
EXAMPLE = {"real tunes": (1.0, 0.6, 0.3, 11.0), "cold": (1.0, 0.9, 0.5, 7.0)}
ROW, LEFT = 0.62, 4.3


def draw(rows: Mapping = EXAMPLE, *, near=None):
    """Draw a dot for each row's numbers, with the number beside it.

    Parameters
    ----------
    rows : mapping of str to four or five numbers
        Shares of notes in a scale, of the commonest length and of repeats; the range in semitones;
        and, if there are five, bits a note. The first row is what the others are compared with.
    near : four or five numbers, optional
        How far from the first row counts as the same: drawn as a green strip.

    Raises
    ------
    ValueError
        If there are more than eight rows, or not four or five numbers in each.
    """
    table = np.array([[float(value) for value in row] for row in rows.values()])
    if not 1 <= len(rows) <= 8 or table.ndim != 2 or table.shape[1] not in (4, 5):
        raise ValueError(f"four_numbers needs 1 to 8 rows of 4 or 5 numbers, got {table.shape}")
    card, columns = Card(1.5 + ROW * len(rows)), table.shape[1]
    each = (card.width - LEFT - 0.4) / columns
    wide, told = each - 1.4, {name: [] for name in rows}
    for column, values in enumerate(table.T):
        left, top = LEFT + column * each, 1.1
        limit = HIGHEST[column] or 1.1 * values.max()
        card.write(left, 0.5, PANELS[column], size=11.5, align="left", bold=True)
        if near is not None and column < len(near):
            low, high = np.clip(values[0] + np.array([-1, 1]) * near[column], 0, limit) / limit
            card.ax.fill_betweenx(
                [top - 0.2, top + ROW * len(rows) - 0.2],
                left + low * wide,
                left + high * wide,
                color=OUTPUT.line,
                alpha=0.3,
                lw=0,
            )
        for place, (name, value) in enumerate(zip(rows, values, strict=True)):
            y, ink = top + 0.1 + place * ROW, INPUT if place == 0 else WEIGHT
            card.ax.plot([left, left + wide], [y, y], color=GREY.fill, lw=3, zorder=1)
            card.ax.plot(left + wide * value / limit, y, "o", color=ink.line, ms=8, zorder=3)
            words = f"{value:.0%}" if column < 3 else f"{value:.1f}"
            card.write(left + wide + 0.25, y, words, ink=ink, size=11, align="left")
            told[name].append(f"{PANELS[column]} {words}")
            if column == 0:
                card.write(LEFT - 0.3, y, name, ink=ink, size=12, align="right")
    return card.figure, "; ".join(f"{name}: {', '.join(said)}" for name, said in told.items()) + "."
