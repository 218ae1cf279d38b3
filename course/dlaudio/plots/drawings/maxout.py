"""A maxout unit: several weighted sums of the input, and what it says is the largest of them."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, number

PIECES = ((-1.0, -1.0), (0.0, 0.5), (2.0, -1.0))  # slope and bias of each


def draw(pieces: Sequence[tuple[float, float]] = PIECES, x: float = 1.5):
    """Draw the pieces as lines and the largest of them as a bent one; beside it, one input's sums.

    Parameters
    ----------
    pieces : up to four pairs (weight, bias)
    x : float, −3 to 3
        The input that is worked out.
    """
    slopes, biases = np.array(pieces, dtype=float).T
    sums = slopes * x + biases
    best = int(sums.argmax())
    across = np.linspace(-3, 3, 601)
    lines = across[:, None] * slopes + biases
    card = Card(7.4)
    ax = card.plane(1.5, 0.7, 7.2, 5.2, xlim=(-3, 3), ylim=(-4, 5.5), xlabel="input x", ylabel="h")
    for line in lines.T:
        ax.plot(across, line, color=WEIGHT.line, lw=1.6, ls=(0, (4, 2)))
    ax.plot(across, lines.max(axis=1), color=OUTPUT.line, lw=3.4, alpha=0.85)
    ax.axvline(x, color=INPUT.line, ls=":", lw=1.6)
    ax.plot([x], [sums[best]], "o", color=OUTPUT.line, ms=9)
    left = 10.0
    card.write(left, 1.1, f"at x = {number(x)}", ink=INPUT, size=14, bold=True, align="left")
    rows = []
    for i, (w, b, total) in enumerate(zip(slopes, biases, sums, strict=True)):
        words = f"{number(w)} · {number(x)} + {number(b)}".replace("+ −", "− ")
        ink = OUTPUT if i == best else WEIGHT
        y = 2.1 + 0.95 * i
        card.write(left, y, words, ink=ink, size=13, align="left")
        cells(
            card,
            [total],
            (left + 4.2, y - 0.4),
            ink=ink,
            shape=False,
            lit="all" if i == best else (),
            size=(1.5, 0.8),
        )
        rows.append(f"{words} = {number(total)}")
    low = 2.1 + 0.95 * len(pieces) + 0.2
    card.write(left, low, f"the largest: {number(sums[best])}", ink=OUTPUT, size=13, align="left")
    card.write(left, low + 0.7, "dashed: the pieces", ink=GREY, align="left")
    return card.figure, (
        f"A maxout unit with {len(pieces)} pieces, from x = −3 to 3. At x = {number(x)}: "
        f"{'; '.join(rows)}. The largest: {number(sums[best])}."
    )
