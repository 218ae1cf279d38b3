"""A layer forwards, in numbers: rows times columns, plus the bias, then the bend, cell by cell."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, forward, number
from dlaudio.plots.parts.numbers import factor

X = ((1, 2), (-1, 3))
W = ((1, 0, -2), (0.5, -1, 1))
B = (0, 1, -1)
BENDS = {"ReLU": lambda z: np.maximum(z, 0), "no bend": lambda z: z}


def draw(row: int = 0, column: int = 0, *, x=X, w=W, b=B, bend: str = "ReLU", shown: str = "all"):
    """Draw X W + b = Z and H = g(Z), with one cell of Z and of H lit and worked out beneath.

    Parameters
    ----------
    row, column : int
        Which cell, counted from 0; the picture counts samples and units from 1.
    x, w, b : arrays, shapes (N, D), (D, M), (M,)
        The samples as rows, a column of weights for each unit, and a bias for each unit.
    bend : "ReLU" or "no bend"
    shown : "all", "lit" or "others"
        Which cells of Z and H have their numbers in them; the others are empty. With "others" the
        lit ones are left to the reader, and so are their row, their column and their sum.
    """
    x, w = (np.asarray(v, dtype=float) for v in (x, w))
    b = np.asarray(b, dtype=float)
    if bend not in BENDS:
        raise ValueError(f"layer_forward needs a bend from {', '.join(BENDS)}, got {bend!r}")
    if not (0 <= row < len(x) and 0 <= column < w.shape[1]):
        shape = f"{len(x)} × {w.shape[1]}"
        raise ValueError(f"Z has shape {shape}, so no cell ({row}, {column})")
    if shown not in ("all", "lit", "others"):
        raise ValueError(f"layer_forward shows all, what is lit or the others, got {shown!r}")
    z = x @ w + b
    h = BENDS[bend](z)
    card = Card(6.4)
    size, gap = (0.82, 0.85), 0.8
    arrays = [("$X$", x, INPUT), ("$W$", w, WEIGHT), ("$b$", b[None], WEIGHT)]
    told = np.full(z.shape, shown != "lit")
    told[row, column] = shown != "others"
    arrays += [
        ("$Z$", np.where(told, z, np.nan), PLAIN),
        ("$H$", np.where(told, h, np.nan), OUTPUT),
    ]
    lit = [[(row, i) for i in range(len(w))], [(i, column) for i in range(len(w))]]
    lit += [[(0, column)], [(row, column)], [(row, column)]]
    if shown == "others":
        lit[:3] = [(), (), ()]
    gaps = [gap, gap, gap, 1.7]
    width = size[0] * sum(values.shape[1] for _, values, _ in arrays) + sum(gaps)
    left, blocks = (card.width - width) / 2, []
    for (name, values, ink), marks, space in zip(arrays, lit, [*gaps, 0], strict=True):
        top = 2.6 - values.shape[0] * size[1] / 2
        place = (left, top)
        blocks.append(cells(card, values, place, ink=ink, name=name, size=size, lit=marks))
        left = blocks[-1].right + space
    for sign, one, other in zip("@+=", blocks, blocks[1:], strict=False):
        card.write((one.right + other.left) / 2, 2.6, sign, size=16)
    forward(card, blocks[3].east, blocks[4].west)
    middle = (blocks[3].right + blocks[4].left) / 2
    card.write(middle, 1.95, bend, size=12)
    terms = [
        piece
        for i in range(len(w))
        for piece in (
            (factor(x[row, i]) if i else number(x[row, i]), INPUT),
            " · ",
            (factor(w[i, column]), WEIGHT),
            " + ",
        )
    ]
    rule = [f"sample {row + 1}, unit {column + 1}:   ", *terms, (factor(b[column]), WEIGHT)]
    rule += [f" = {number(z[row, column])},   ", f"{bend} makes ", (number(h[row, column]), OUTPUT)]
    if shown == "others":
        rule = [
            f"sample {row + 1}, unit {column + 1}:   its sum is ?,   {bend} makes ",
            ("?", OUTPUT),
        ]
        for block in blocks[3:]:
            at = block.left + (column + 0.5) * size[0], block.top + (row + 0.5) * size[1]
            card.write(*at, "?", size=14, bold=True)
    said = card.phrase(card.width / 2, 4.75, rule, size=13)
    note = "a row of X is a sample; a column of W is a unit; each sample meets each unit once"
    card.write(card.width / 2, 5.6, note, ink=GREY, size=12)
    return card.figure, (
        f"A layer in numbers. {'; '.join(block.words for block in blocks)}. {said.words}."
    )
