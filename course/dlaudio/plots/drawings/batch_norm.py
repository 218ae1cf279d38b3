"""Batch normalisation in numbers: each column loses its mean, gets spread 1, then its own scale."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, cells, number
from dlaudio.plots.parts.numbers import factor

BATCH = ((1, 10), (3, 30), (5, 10), (7, 30))


def draw(batch=BATCH, *, scale=(1.0, 2.0), shift=(0.0, 1.0), lit: int = 1):
    """Draw a batch, its statistics, the normalised batch and what scale and shift make of it.

    Parameters
    ----------
    batch : array, shape (N, D), N up to 6 and D up to 3
    scale, shift : arrays, shape (D,)
        γ and β, which are learnt.
    lit : int
        The column that is lit.
    """
    x = np.asarray(batch, dtype=float)
    if x.ndim != 2 or len(x) > 6 or x.shape[1] > 3 or not (0 <= lit < x.shape[1]):
        raise ValueError(f"batch_norm needs up to 6 rows and 3 columns, got {x.shape}, lit {lit}")
    scale, shift = (np.asarray(v, dtype=float) for v in (scale, shift))
    mean, spread = x.mean(axis=0), x.std(axis=0)
    if not spread.all():
        raise ValueError(f"batch_norm needs columns that vary, got the spreads {spread}")
    hat = (x - mean) / spread
    y = scale * hat + shift
    rows, columns = x.shape
    size, top = (1.25, 0.85), 1.4
    gap = min(3.2, (16.2 - 3 * columns * size[0]) / 2)
    card = Card(rows * size[1] + 6.0)
    column = [(i, lit) for i in range(rows)]
    look = {"size": size, "digits": 2}
    left = (card.width - 3 * columns * size[0] - 2 * gap) / 2
    one = cells(card, x, (left, top), ink=INPUT, name="batch", lit=column, **look)
    two = cells(card, hat, (one.right + gap, top), ink=INPUT, name="normalised", lit=column, **look)
    three = cells(card, y, (two.right + gap, top), ink=OUTPUT, name="output", lit=column, **look)
    low, words = one.bottom + 0.9, []
    small = look | {"side": "below", "shape": False, "lit": [(0, lit)]}
    for block, values, ink, name, row in [
        (one, mean, INPUT, "mean", 0),
        (one, spread, INPUT, "deviation $σ$", 1),
        (three, scale, WEIGHT, "scale $γ$", 0),
        (three, shift, WEIGHT, "shift $β$", 1),
    ]:
        place = (block.left, low + row * 1.65)
        words.append(cells(card, values, place, ink=ink, name=name, **small).words)
    middle = top + rows * size[1] / 2
    arrow(card, (one.right, middle), (two.left, middle), r"− $\bar{x}$, / $σ$", gap=0.15)
    arrow(card, (two.right, middle), (three.left, middle), "· $γ$, + $β$", gap=0.15, ink=WEIGHT)
    first = f"({number(x[0, lit], 2)} − {factor(mean[lit], 2)}) / {number(spread[lit], 2)}"
    second = f"{number(scale[lit], 2)} · {factor(hat[0, lit], 2)} + {factor(shift[lit], 2)}"
    card.write(two.middle[0], low + 0.5, f"{first} = {number(hat[0, lit], 2)}", ink=INPUT)
    card.write(two.middle[0], low + 1.3, f"{second} = {number(y[0, lit], 2)}", ink=OUTPUT)
    card.write(two.middle[0], low + 2.1, "the first row of the lit column", ink=GREY)
    return card.figure, (
        f"Batch normalisation, column by column. {one.words}; {'; '.join(words)}. {two.words}; "
        f"{three.words}. The first row of the lit column: {first} = {number(hat[0, lit], 2)}, then "
        f"{second} = {number(y[0, lit], 2)}."
    )
