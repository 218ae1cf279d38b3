"""Tunes as blocks, a phrase a line: the higher the note the darker; what comes back is outlined."""

from collections.abc import Mapping

import numpy as np

from dlaudio.datasets.invented_tunes import PHRASE, STEPS, tunes
from dlaudio.plots.parts import GRADIENT, GREY, Card
from dlaudio.plots.parts.card import SMALLEST

CELL = 0.95


def draw(shown: Mapping[str, np.ndarray] | None = None, *, lit: bool = False):
    """Draw one or two tunes as lines of eight notes.

    Parameters
    ----------
    shown : mapping of str to array of int, shape (T,), optional
        1 or 2 names with tunes of steps from 0 to 14, T a multiple of 8 up to 32; an invented one
        if not given.
    lit : bool
        Outline each note that stood in the same place of the first phrase.
    """
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    shown = shown or {"a tune": tunes(1, np.random.default_rng(4))[0]}
    if not 1 <= len(shown) <= 2:
        raise ValueError(f"phrases has room for 1 or 2 tunes, got {len(shown)}")
    card, told = Card(5.3), []
    for number, (name, tune) in enumerate(shown.items()):
        lines, left = np.reshape(tune, (-1, PHRASE)), 0.9 + 8.6 * number
        card.write(left, 0.5, name, align="left", bold=True, size=13)
        again = lines == lines[0]
        again[0] = False
        for row, line in enumerate(lines):
            for column, note in enumerate(line):
                corner = left + CELL * column, 0.95 + CELL * row
                shade = colormaps["Blues"](0.05 + 0.8 * note / (STEPS - 1))
                card.ax.add_patch(Rectangle(corner, CELL, CELL, fc=shade, ec="white", lw=1))
                text = card.write(corner[0] + CELL / 2, corner[1] + CELL / 2, str(note))
                text.set_color("white" if note > 8 else "#1F2430")
        for row, column in np.argwhere(again & lit):
            corner = left + CELL * column + 0.06, 0.95 + CELL * row + 0.06
            size, looks = CELL - 0.12, {"fc": "none", "ec": GRADIENT.line, "lw": 3, "zorder": 5}
            card.ax.add_patch(Rectangle(corner, size, size, **looks))
        said = "; ".join(" ".join(map(str, line)) for line in lines)
        back = f", {again.sum()} of {again[1:].size} as in the first line" if lit else ""
        told.append(f"{name}: {said}{back}")
    card.write(
        0.9, 5.0, "each line is a phrase of eight notes", ink=GREY, size=SMALLEST, align="left"
    )
    return card.figure, f"Tunes in lines of eight notes. {'. '.join(told)}."
