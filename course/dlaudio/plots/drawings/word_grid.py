"""Pictures of words side by side: mel bands upwards, time to the right, all on one scale."""

from collections.abc import Collection

import numpy as np

from dlaudio.plots.mel import band_places
from dlaudio.plots.parts import GREY, Card
from dlaudio.plots.parts.card import SMALLEST

LABELLED = (250, 1000, 3000)  # Hz


def _digits():
    """One invented voice's picture of each digit, and the digits."""
    from dlaudio.networks.listener import digit_pictures

    X, digits = digit_pictures("spoken-digits", "train", 100)
    return [X[digits == d][0, 0] for d in range(10)], [str(d) for d in range(10)]


def draw(
    pictures=None,
    titles=None,
    *,
    columns: int = 5,
    frame_ms: float = 40,
    row_titles=(),
    signed: Collection[int] = (),
    what: str = "ten spoken digits",
):
    """Draw log-mel pictures in rows, with a scale of frequency on the left and of time below.

    Parameters
    ----------
    pictures : sequence of arrays, shape (bands, frames)
        Levels from 0 to 1, of bands from 60 to 4,000 Hz; ten digits if not given.
    titles : sequence of str
        Over each.
    columns : int
        In a row.
    frame_ms : float
        Milliseconds from one frame to the next.
    row_titles : sequence of str
        On the left of each row, in place of its frequencies.
    signed : collection of int
        Which of them are slopes, red above 0 and blue below, and not levels.
    what : str
        What is seen, for those who cannot see it.
    """
    pictures, titles = _digits() if pictures is None else (list(pictures), list(titles))
    if len(titles) != len(pictures) or not 1 <= columns <= 10:
        raise ValueError(
            f"word_grid needs a title for each picture and 1 to 10 columns, got {len(titles)}, "
            f"{len(pictures)} and {columns}"
        )
    rows = -(-len(pictures) // columns)
    left, right, gap = 2.3, 0.4, 0.25
    width = (17.6 - left - right - gap * (columns - 1)) / columns
    bands, frames = np.shape(pictures[0])
    height = min(width * max(0.8, min(1.4, 16 / frames)), 3.4)
    card = Card(rows * (height + 0.75) + 1.3)
    top = max((float(np.abs(pictures[k]).max()) for k in signed), default=1.0)
    levels, slopes = {"cmap": "magma", "vmin": 0}, {"cmap": "RdBu_r", "vmin": -top}
    places = band_places(LABELLED, bands, fmin=60, fmax=4000)
    for k, (picture, title) in enumerate(zip(pictures, titles, strict=True)):
        row, column = divmod(k, columns)
        x, y = left + column * (width + gap), 0.95 + row * (height + 0.75)
        at = (0, np.shape(picture)[1] * frame_ms / 1000)
        ax = card.plane(x, y, width, height, xlim=at, ylim=(-0.5, bands - 0.5))
        extent = (*at, -0.5, bands - 0.5)
        look = slopes | {"vmax": top} if k in signed else levels | {"vmax": 1}
        ax.imshow(picture, origin="lower", aspect="auto", extent=extent, **look)
        first = column == 0 and not row_titles
        ax.set_yticks(places if first else [], [f"{hz:,} Hz" for hz in LABELLED] if first else [])
        ax.set_xticks([])
        card.write(x + width / 2, y - 0.32, title, size=12, bold=True)
        if column == 0 and row_titles:
            card.write(left / 2, y + height / 2, row_titles[row], size=SMALLEST + 0.5)
    span = f"{bands} mel bands upwards, {frames * frame_ms / 1000:.2f} s to the right"
    card.write(card.width / 2, card.height - 0.45, span, ink=GREY, size=12)
    named = ", ".join(titles)
    said = f" Rows: {', '.join(t.replace(chr(10), ' ') for t in row_titles)}." if row_titles else ""
    marks = ", ".join(f"{hz:,} Hz" for hz in LABELLED)
    return card.figure, (
        f"{what[0].upper()}{what[1:]}: {named}; {span}."
        + (said or f" Frequencies marked: {marks}.")
    )
