"""A convolution on the way back: every output hands its slope to the window it came from."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card, cells, number
from dlaudio.plots.parts.numbers import factor

SIGNAL, KERNEL, SLOPES = (1, 3, 0, 2, -1), (2, -1, 1), (1, -2, 0.5)


def draw(signal=SIGNAL, kernel=KERNEL, slopes=SLOPES, *, lit: int = 1):
    """Draw how the slopes dz become dx and dw: stamps of the kernel, and windows of the signal.

    Parameters
    ----------
    signal, kernel : arrays, shapes (L,) and (K,); z[n] = Σ x[n + m] w[m]
    slopes : array, shape (L - K + 1,)
        dz, what comes back.
    lit : int
        The output whose share is lit.
    """
    x, w, dz = (np.asarray(v, dtype=float) for v in (signal, kernel, slopes))
    n, k = len(dz), len(w)
    if n != len(x) - k + 1 or not 0 <= lit < n or n > 5 or len(x) > 7:
        raise ValueError(
            f"convolution_backward needs up to 7 values, L - K + 1 slopes and lit among them, got "
            f"{len(x)}, {k}, {n} and {lit}"
        )
    stamps = np.full((n, len(x)), np.nan)
    windows = np.array([x[i : i + k] for i in range(n)])
    for i in range(n):
        stamps[i, i : i + k] = dz[i] * w
    shares = dz[:, None] * windows
    dx, dw = np.nansum(stamps, axis=0), shares.sum(axis=0)
    size = min(1.05, 12.0 / (len(x) + k + 1)), 0.85
    card = Card(n * size[1] + 7.6)
    top = 3.45
    total = (1 + len(x) + k) * size[0] + 3.2
    left = (card.width - total) / 2
    look = {"size": size, "digits": 2}
    z = cells(
        card,
        dz[:, None],
        (left, top),
        ink=GRADIENT,
        name="$dz$",
        shape=False,
        lit=[(lit, 0)],
        **look,
    )
    spread = cells(
        card,
        stamps,
        (z.right + 1.6, top),
        ink=GRADIENT,
        lit=[(lit, lit + m) for m in range(k)],
        **look,
    )
    part = cells(
        card,
        shares,
        (spread.right + 1.6, top),
        ink=GRADIENT,
        lit=[(lit, m) for m in range(k)],
        **look,
    )
    above = top - 1.35
    stamp = cells(
        card,
        w,
        (spread.left + lit * size[0], above),
        ink=WEIGHT,
        name="kernel $w$",
        lit="all",
        shape=False,
        **look,
    )
    seen = cells(
        card,
        windows[lit],
        (part.left, above),
        ink=INPUT,
        name="its window of $x$",
        lit="all",
        shape=False,
        **look,
    )
    for block in (stamp, seen):
        card.write(block.middle[0], block.bottom + 0.24, f"× {factor(dz[lit], 2)}", ink=GRADIENT)
    words = []
    for block, values, name in [(spread, dx, "dx"), (part, dw, "dw")]:
        low = block.bottom + 0.85
        card.write(block.middle[0], block.bottom + 0.42, "Σ  down each column", ink=GREY)
        made = cells(
            card, values, (block.left, low), ink=GRADIENT, name=f"${name}$", side="below", **look
        )
        words.append(made.words)
    card.write(spread.middle[0], 0.75, "back to the input", size=14, bold=True)
    card.write(part.middle[0], 0.75, "back to the weights", size=14, bold=True)
    column = lit + k - 1
    terms = [
        f"{factor(dz[i], 2)}·{factor(w[column - i], 2)}" for i in range(n) if 0 <= column - i < k
    ]
    rule = f"dx[{column}] = {' + '.join(terms)} = {number(dx[column], 2)}"
    card.write(card.width / 2, card.height - 0.75, rule, size=13)
    parts = "; ".join(f"output {i} adds {stampwords(stamps[i])}" for i in range(n))
    return card.figure, (
        f"A convolution on the way back. {z.words}; {stamp.words}; the window of output {lit}, "
        f"{', '.join(number(v, 2) for v in windows[lit])}. To dx, {parts}. To dw, "
        f"{'; '.join(stampwords(row) for row in shares)}. Added up, {words[0]}; {words[1]}. {rule}."
    )


def stampwords(row) -> str:
    """The numbers of a row that are there."""
    return ", ".join(number(v, 2) for v in row if not np.isnan(v))
