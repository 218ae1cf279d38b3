"""All gates of a layer of LSTM cells in one product: a strip of sums, cut in four."""

import numpy as np

from dlaudio.layers.activations import sigmoid
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, cells, number
from dlaudio.plots.parts.inks import SHADES
from dlaudio.plots.parts.numbers import factor, listed

BLOCKS = ("input gates", "forget gates", "candidates", "output gates")
INKS = (WEIGHT, SHADES[1], PLAIN, OUTPUT)
X, H = (0, 1), (0.5, -0.5, 0.5)
WX = (
    (2, 1, 0, -2, -1, 1, 1, 0, 1, 0, 1, 0),
    (2, 0, 1, -2, -2, 0, -1, 1, 0, 0, 1, 1),
)
WH = (
    (0, 1, 0, 1, 2, 0, 0, 1, 0, 1, 0, -1),
    (0, 0, 1, 0, 1, -1, 1, 0, 1, 0, 2, 0),
    (1, 0, 0, 0, -2, 1, 0, 0, -1, 0, 1, 1),
)
B = (-1, -1, -1, 1, 1, 1, 0, 0, 0, 1, 1, 1)
WIDE, TALL, LEFT = 1.04, 0.72, 4.7  # of a cell, and where the strips begin


def draw(column: int = 4, *, x=X, h=H, wx=WX, wh=WH, b=B):
    """Draw x W_x + h W_h + b with its numbers, one column of the strip lit.

    Parameters
    ----------
    column : int
        Which of the 4H sums is worked out, 0 to 4H - 1.
    x, h : sequences of D and of H numbers
        The input, and the state of the step before.
    wx, wh : arrays, shapes (D, 4H) and (H, 4H)
        Weights, the blocks in the order i, f, g, o.
    b : sequence of 4H numbers
    """
    x, h, b = (np.asarray(v, dtype=float).reshape(1, -1) for v in (x, h, b))
    wx, wh = np.asarray(wx, dtype=float), np.asarray(wh, dtype=float)
    units = h.shape[1]
    if wx.shape != (x.shape[1], 4 * units) or wh.shape != (units, 4 * units):
        raise ValueError(f"{units} cells need 4 blocks, got {wx.shape} and {wh.shape}")
    if not 0 <= column < 4 * units:
        raise ValueError(f"gate_strip has {4 * units} sums, so none of number {column}")
    sums = x @ wx + h @ wh + b
    bent = np.where(np.arange(4 * units) // units == 2, np.tanh(sums), sigmoid(sums))
    card = Card(11.6)
    fills = {(row, k): INKS[k // units] for row in range(9) for k in range(4 * units)}
    look = {"size": (WIDE, TALL), "type_size": 11.5}
    top, middles = 1.55, []
    for matrix, row, names, ink in ((wx, x, ("x", "W_x"), INPUT), (wh, h, ("h", "W_h"), OUTPUT)):
        lit = [(k, column) for k in range(len(matrix))]
        cells(
            card,
            matrix,
            (LEFT, top),
            ink=WEIGHT,
            fills=fills,
            lit=lit,
            lit_ink=INKS[column // units],
            **look,
        )
        middle = top + TALL * len(matrix) / 2
        place = (3.65 - WIDE * row.shape[1], middle - TALL / 2)
        cells(card, row, place, ink=ink, name=f"${names[0]}$", lit="all", **look)
        card.write(4.2, middle, f"${names[1]}$", ink=WEIGHT, size=13)
        middles.append(middle)
        top += TALL * len(matrix) + 0.55
    for strip, words, digits in ((b, "$b$", 1), (sums, "", 1), (bent, "", 2)):
        made = strip is not b
        own = {"lit": [(0, column)], "lit_ink": INKS[column // units], "digits": digits}
        cells(card, strip, (LEFT, top), ink=INPUT if made else WEIGHT, fills=fills, **own, **look)
        if words:
            card.write(4.2, top + TALL / 2, words, ink=WEIGHT, size=13)
            middles.append(top + TALL / 2)
        top += TALL + (0.55 if strip is b else 1.0)
    for upper, lower in zip(middles, middles[1:], strict=False):
        card.write(4.2, (upper + lower) / 2, "+", size=16)
    _beneath(card, units, top, column)
    kind = BLOCKS[column // units][:-1]
    where = f"{kind} of cell {column % units + 1}"
    terms = [
        f"{factor(a)}·{factor(w)}"
        for row, matrix in ((x, wx), (h, wh))
        for a, w in zip(row[0], matrix[:, column], strict=True)
    ]
    terms.append(number(b[0, column]))
    bend = "tanh" if column // units == 2 else "σ"
    told = (
        f"{' + '.join(terms).replace('+ −', '− ')} = {number(sums[0, column])},   "
        f"{bend}({number(sums[0, column])}) = {number(bent[0, column], 2)}"
    )
    card.write(card.width / 2, 11.0, f"{where}:   {told}", size=12)
    return card.figure, (
        f"A row x = {listed(x[0])} times a matrix of four blocks, plus a row h = {listed(h[0])} "
        f"times another, plus b: {4 * units} sums, cut into "
        f"{', '.join(BLOCKS)} of {units} cells. The sums are {listed(sums[0])}; bent, "
        f"{listed(bent[0], 2)}. Lit: {where}, {told}."
    )


def _beneath(card: Card, units: int, end: float, column: int) -> None:
    """The names of the blocks above them, and between the last two strips what bends each."""
    bends, sums = end - TALL - 1.5, end - 2 * TALL - 2.0
    for k, (name, ink) in enumerate(zip(BLOCKS, INKS, strict=True)):
        left, right = LEFT + k * units * WIDE, LEFT + (k + 1) * units * WIDE
        card.write((left + right) / 2, 1.05, name, ink=ink, size=11.5, bold=True)
        lit = k == column // units
        at = LEFT + (column + 0.5) * WIDE if lit else (left + right) / 2 - 0.3
        bend = "tanh" if k == 2 else "σ"
        card.write(at + 0.35, bends, bend, ink=ink, size=13, align="left")
        look = {"ink": ink if lit else GREY, "width": 2, "gap": 0.12}
        arrow(card, (at, bends - 0.5), (at, bends + 0.5), **look)
        if k:
            card.ax.plot((left, left), (1.4, end - 1.0), color="white", lw=4, zorder=5)
    card.write(LEFT - 0.3, sums + TALL / 2, "sums $a_i,\\ a_f,\\ a_g,\\ a_o$", align="right")
    card.write(LEFT - 0.3, end - 1.0 - TALL / 2, "$i,\\ f,\\ g,\\ o$", align="right")
