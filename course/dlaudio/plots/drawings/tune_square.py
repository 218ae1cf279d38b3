"""Tunes in a square: one in each corner, and in between what a net makes of their mixed codes."""

import numpy as np

from dlaudio.networks.square_of_tunes import corner_shares
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card
from dlaudio.plots.parts.inks import SHADES

INKS = (INPUT, WEIGHT, OUTPUT, SHADES[1])  # of the corners, as they are read
NAMES = ("up", "down", "low", "high")
WIDE, HIGH, GAP, LEFT, TOP = 2.7, 1.3, 0.3, 1.45, 1.05


def example() -> np.ndarray:
    """A square (3, 3, 4) of four short tunes, with rounded pitches in between."""
    corners = np.array([[0, 2, 4, 7], [7, 4, 2, 0], [0, 0, 2, 0], [7, 9, 7, 7]])
    down, across = (way.ravel() for way in np.mgrid[0:1:3j, 0:1:3j])
    return np.round(corner_shares(across, down).T @ corners).astype(int).reshape(3, 3, 4)


def draw(square=None, names=NAMES, place=None, piece=None):
    """Draw each piece as a small piano roll, in a colour that is mixed of those of the corners.

    Parameters
    ----------
    square : array of int, shape (n, n, T), optional
        Pieces of up to 16 pitches, n from 2 to 5; row by row from the top.
    names : sequence of four str
        Of the corners: above on the left and on the right, then below.
    place : pair of floats from 0 to 1, optional
        Marked with a frame: how far from the left, how far from the top.
    piece : array of int, shape (T,), optional
        The piece at this place, drawn in the frame.
    """
    from matplotlib.colors import to_rgb

    square = example() if square is None else np.asarray(square, dtype=int)
    if square.ndim != 3 or len(set(square.shape[:2])) != 1 or not 2 <= len(square) <= 5:
        raise ValueError(f"tune_square needs 2 to 5 rows of as many pieces, got {square.shape}")
    if place is not None and not all(0 <= way <= 1 for way in place):
        raise ValueError(f"tune_square needs a place with both numbers from 0 to 1, got {place}")
    if piece is not None and (place is None or np.shape(piece) != square.shape[2:]):
        raise ValueError(f"tune_square needs a place for a piece, and as many notes, got {piece}")
    n, notes = len(square), square.shape[2]
    left = LEFT + (5 - n) * (WIDE + GAP) / 2
    card = Card(2 * TOP + n * HIGH + (n - 1) * GAP)
    every = square if piece is None else np.append(square, piece)
    low, rise = every.min(), (HIGH - 0.4) / max(np.ptp(every), 1)
    colors = np.array([to_rgb(ink.line) for ink in INKS])

    def roll(pitches, across, down, zorder):
        x, y = left + across * (n - 1) * (WIDE + GAP), TOP + down * (n - 1) * (HIGH + GAP)
        look = {"color": GREY.fill, "ec": GREY.line, "lw": 0.8, "zorder": zorder}
        card.ax.bar(x + WIDE / 2, HIGH, WIDE, y, **look)
        starts = x + 0.15 + (WIDE - 0.3) / notes * np.arange(notes)
        heights = y + HIGH - 0.2 - rise * (pitches - low)
        ink = corner_shares(across, down) @ colors
        ends = starts + 0.85 * (WIDE - 0.3) / notes
        card.ax.hlines(heights, starts, ends, color=ink, lw=3, zorder=zorder + 1)

    for (i, j), _ in np.ndenumerate(square[..., 0]):
        roll(square[i, j], j / (n - 1), i / (n - 1), 0)
    if piece is not None:
        roll(np.asarray(piece), *place, 2)
    right, last = left + n * (WIDE + GAP) - GAP, card.height - 0.55
    corners = ((left, 0.5, "left"), (right, 0.5, "right"), (left, last, "left"))
    for name, ink, at in zip(names, INKS, (*corners, (right, last, "right")), strict=True):
        card.write(*at[:2], name, ink=ink, size=12.5, align=at[2], bold=True)
    said = "; ".join(" ".join(str(len(set(piece))) for piece in row) for row in square.tolist())
    text = (
        f"{n * n} pieces in a square. In the corners: {', '.join(names)}. "
        f"How many different notes each has, row by row: {said}."
    )
    if place is not None:
        x = left + WIDE / 2 + place[0] * (n - 1) * (WIDE + GAP)
        y = TOP - 0.1 + place[1] * (n - 1) * (HIGH + GAP)
        frame = {"color": "none", "ec": PLAIN.line, "lw": 2.5, "zorder": 4}
        card.ax.bar(x, HIGH + 0.2, WIDE + 0.2, y, **frame)
        text += f" A frame at {place[0]:.2g} across and {place[1]:.2g} down."
    if piece is not None:
        text += f" Its piece has {len(set(np.asarray(piece).tolist()))} different notes."
    return card.figure, text
