"""Framing: windows that overlap are cut out of a signal, and stand side by side as a matrix."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, arrow, cells

SIGNAL = (0, 2, 3, 1, -1, -3, -2, 0, 1, 2)


def draw(signal=SIGNAL, *, frame_length: int = 4, hop_length: int = 2, lit: int = 1):
    """Draw a signal, its frames beneath their places, and the matrix with a frame in each column.

    Parameters
    ----------
    signal : array, shape (L,), up to 12 samples
    frame_length, hop_length : int
        In samples.
    lit : int
        The frame that is lit.
    """
    y = np.asarray(signal, dtype=float)
    count = (len(y) - frame_length) // hop_length + 1
    if not (0 < frame_length <= len(y) <= 12 and hop_length > 0 and 0 <= lit < count <= 5):
        raise ValueError(
            f"framing needs up to 12 samples, up to 5 frames and lit among them, got {len(y)} "
            f"samples, frames of {frame_length} every {hop_length}, {lit}"
        )
    size = min(0.9, 9.4 / len(y))
    starts = hop_length * np.arange(count)
    frames = np.array([y[s : s + frame_length] for s in starts])
    row = 1.25 * size
    card = Card(max(count * row + 2 * size, frame_length * size + 1.0) + 2.7)
    left, top = 0.9, 1.3
    window = [(0, starts[lit] + i) for i in range(frame_length)]
    look = {"size": size, "digits": 2}
    whole = cells(card, y, (left, top), ink=INPUT, name="signal", lit=window, **look)
    for i, frame in enumerate(frames):
        place = (left + starts[i] * size, top + 1.6 * size + i * row)
        on = "all" if i == lit else ()
        made = cells(card, frame, place, ink=INPUT if i == lit else GREY, lit=on, **look)
        card.write(made.right + 0.25, made.middle[1], f"frame {i}", ink=GREY, align="left", size=11)
    wide = max(size, 0.9)
    matrix = cells(
        card,
        frames.T,
        (card.width - 1.0 - count * wide, top + 1.6 * size),
        ink=OUTPUT,
        name="frames",
        lit=[(i, lit) for i in range(frame_length)],
        size=(wide, size),
        digits=2,
    )
    middle = matrix.middle[1]
    arrow(card, (left + len(y) * size + 2.0, middle), (matrix.left, middle), ink=OUTPUT, gap=0.2)
    rule = (
        f"{frame_length} samples every {hop_length}:  ({len(y)} − {frame_length}) / {hop_length} "
        f"+ 1 = {count} frames"
    )
    if (len(y) - frame_length) % hop_length:
        rule = rule.replace(" + 1", " (rounded down) + 1")
    card.write(card.width / 2, card.height - 0.7, rule, size=13)
    return card.figure, (
        f"A signal cut into overlapping frames. {whole.words}; lit is frame {lit}. As a matrix, "
        f"one column a frame, {matrix.words}. {rule}."
    ).replace("  ", " ")
