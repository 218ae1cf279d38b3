"""Convolution as a room does it: every sample sets off a copy of the kernel, and the copies add."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, number
from dlaudio.plots.parts.numbers import factor

SIGNAL, ROOM = (2, 0, -1, 3), (4, 2, 1)


def draw(signal=SIGNAL, kernel=ROOM, *, lit: int = 3):
    """Draw the copies of a kernel that the samples of a signal set off, and their sum.

    Parameters
    ----------
    signal, kernel : arrays, shapes (N,) and (K,), N up to 5 and N + K - 1 up to 8
    lit : int
        The output that is worked out in the last line.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    x, w = np.asarray(signal, dtype=float), np.asarray(kernel, dtype=float)
    length = len(x) + len(w) - 1
    if len(x) > 5 or length > 8 or not 0 <= lit < length:
        raise ValueError(
            f"echo_copies needs up to 5 samples, 8 outputs and lit among them, got {len(x)}, "
            f"{length} and {lit}"
        )
    copies = np.full((len(x), length), np.nan)
    for n, value in enumerate(x):
        copies[n, n : n + len(w)] = value * w
    z = np.nansum(copies, axis=0)
    size = (1.05, 0.85)
    top = 2.9
    card = Card(top + (len(x) + 1) * size[1] + 2.6)
    left = (card.width - (2 + length) * size[0] - 1.6) / 2
    look = {"size": size, "digits": 2}
    column = cells(card, x[:, None], (left, top), ink=INPUT, name="$x$", shape=False, **look)
    reached = [(n, lit) for n in range(len(x)) if 0 <= lit - n < len(w)]
    made = cells(
        card, copies, (column.right + 1.6, top), ink=WEIGHT, lit=reached, **look
    )  # fmt: skip
    room = cells(
        card, w, (made.left, top - 1.5), ink=WEIGHT, name="kernel $w$", lit="all", shape=False,
        side="right", **look,
    )  # fmt: skip
    for n in range(len(x)):
        card.write(column.right + 0.8, made.at(n, 0)[1], f"{factor(x[n], 2)} · w", ink=GREY)
    card.write(made.middle[0], made.bottom + 0.42, "Σ  down each column", ink=GREY)
    out = cells(
        card, z, (made.left, made.bottom + 0.85), ink=OUTPUT, name="$z$", side="left",
        shape=False, lit=[(0, lit)], **look,
    )  # fmt: skip
    terms = [f"{factor(x[n], 2)}·{factor(w[lit - n], 2)}" for n, _ in reached]
    rule = f"z[{lit}] = {' + '.join(terms)} = {number(z[lit], 2)}"
    card.write(card.width / 2, out.bottom + 0.65, rule, size=12.5)
    rows = "; ".join(
        f"sample {n} is {number(x[n], 2)} and sets off "
        f"{', '.join(number(v, 2) for v in copies[n, n : n + len(w)])}"
        for n in range(len(x))
    )
    return card.figure, (
        f"Every sample sets off a copy of the kernel. {room.words}. {rows}, each one place "
        f"after the one before. Added up, {out.words}. {rule}."
    )
