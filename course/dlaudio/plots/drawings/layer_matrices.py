"""A layer as matrices with numbers and shapes: forwards above, each gradient beneath its own."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    PLAIN,
    WEIGHT,
    Card,
    cells,
    gradient,
    number,
)
from dlaudio.plots.parts.numbers import factor

H = ((1, 2, 0), (-1, 0.5, 2))
W = ((0.5, -1), (1, 0), (-0.5, 2))
B = (0.5, -1)
DZ = ((1, -0.5), (0.5, 2))
LIT = ("none", "dW", "dH", "db", "Z")


def draw(lit: str = "dW", row: int = 0, column: int = 1, *, h=H, w=W, b=B, dz=DZ):
    """Draw Z = H W + b, and beneath each matrix its gradient of the same shape.

    Parameters
    ----------
    lit : "dW", "dH", "db", "Z" or "none"
        Of which one cell is shown as the sum it is; with "none" the rules stand there instead.
    row, column : int
        Which cell.
    h, w, b, dz : arrays, shapes (N, D), (D, M), (M,), (N, M)
        What comes in, the weights, the bias, and the gradient that comes back.
    """
    if lit not in LIT:
        raise ValueError(f"layer_matrices needs lit from {', '.join(LIT)}, got {lit!r}")
    h, w, dz = (np.asarray(v, dtype=float) for v in (h, w, dz))
    b = np.asarray(b, dtype=float).reshape(1, -1)
    values = {"H": h, "W": w, "b": b, "Z": h @ w + b}
    values |= {"dH": dz @ w.T, "dW": h.T @ dz, "db": dz.sum(axis=0, keepdims=True), "dZ": dz}
    if lit != "none" and not (
        (lit == "db" or row < len(values[lit])) and column < values[lit].shape[1]
    ):
        raise ValueError(f"{lit} has shape {values[lit].shape}, so no cell ({row}, {column})")
    marks = _marks(lit, row, column, *h.shape, w.shape[1])
    card = Card(10.6)
    size, gap = (1.15, 0.85), 1.25
    width = size[0] * (h.shape[1] + 3 * w.shape[1]) + 3 * gap
    blocks, left = {}, (card.width - width) / 2 + 0.3
    middle = {"": 2.5, "d": 6.5}
    for name, ink in [("H", INPUT), ("W", WEIGHT), ("b", WEIGHT), ("Z", INPUT)]:
        for prefix in ("", "d"):
            matrix = values[prefix + name]
            blocks[prefix + name] = cells(
                card,
                matrix,
                (left, middle[prefix] - matrix.shape[0] * size[1] / 2),
                ink=GRADIENT if prefix else ink,
                name=f"${prefix}{name}$",
                size=size,
                lit=marks.get(prefix + name, ()),
            )
        left = blocks[name].right + gap
    for sign, one, other in [("@", "H", "W"), ("+", "W", "b"), ("=", "b", "Z")]:
        between = (blocks[one].right + blocks[other].left) / 2
        card.write(between, middle[""], sign, size=17)
    _rail(card, blocks, rules=lit == "none")
    x = blocks["H"].left - 0.7
    card.write(x, middle[""], "forwards", ink=INPUT, size=12).set(rotation=90, va="center")
    card.write(x, middle["d"], "backwards", ink=GRADIENT, size=12).set(rotation=90, va="center")
    sentence = _sum(lit, row, column, values)
    card.write(card.width / 2, 10.0, sentence, size=13, ink=PLAIN if lit != "none" else GREY)
    words = "; ".join(blocks[name].words for name in ("H", "W", "b", "Z", "dZ", "dW", "db", "dH"))
    return card.figure, (
        f"A layer with {len(h)} rows. {words}. Each gradient has the shape of what stands above "
        f"it. {sentence}."
    )


def _rail(card: Card, blocks: dict, *, rules: bool) -> None:
    """The line from dZ along which every other gradient gets its part, and what it makes of it."""
    low = max(block.bottom for block in blocks.values()) + 0.75
    x_dz, x_dh = blocks["dZ"].middle[0], blocks["dH"].middle[0]
    xs, ys = (x_dz, x_dz, x_dh), (blocks["dZ"].bottom + 0.12, low, low)
    card.ax.plot(xs, ys, color=GRADIENT.line, lw=2.4, solid_joinstyle="round", zorder=1)
    said = {"dH": "$dH = dZ\\ W^T$", "dW": "$dW = H^T\\ dZ$", "db": "$db$ = sum of rows"}
    for name, rule in said.items():
        x = blocks[name].middle[0]
        gradient(card, (x, low), blocks[name].south, width=2.4, gap=0.06)
        if rules:
            card.write(x, low + 0.5, rule, ink=GRADIENT, size=13)
    card.write(x_dz, low + 0.5, "$dZ$ comes back", ink=GRADIENT, size=13)


def _marks(lit: str, row: int, column: int, n: int, d: int, m: int) -> dict:
    """The cells that make the one that is lit, and itself."""
    down_h, down_z = [(i, row) for i in range(n)], [(i, column) for i in range(n)]
    return {
        "none": {},
        "dW": {"H": down_h, "dZ": down_z, "dW": [(row, column)]},
        "dH": {
            "dZ": [(row, j) for j in range(m)],
            "W": [(column, j) for j in range(m)],
            "dH": [(row, column)],
        },
        "db": {"dZ": down_z, "db": [(0, column)]},
        "Z": {
            "H": [(row, i) for i in range(d)],
            "W": [(i, column) for i in range(d)],
            "b": [(0, column)],
            "Z": [(row, column)],
        },
    }[lit]


def _sum(lit: str, row: int, column: int, values: dict) -> str:
    """The lit cell as a sum: "dW[0, 1] = 1·(−0.5) + (−1)·2 = −2.5"."""
    if lit == "none":
        return "each gradient has the shape of what stands above it"
    if lit == "db":
        terms = [number(v) for v in values["dZ"][:, column]]
        place = f"db[{column}]"
    else:
        if lit == "dW":
            one, other = values["H"][:, row], values["dZ"][:, column]
        elif lit == "dH":
            one, other = values["dZ"][row], values["W"][column]
        else:
            one, other = values["H"][row], values["W"][:, column]
        terms = [f"{factor(a)}·{factor(c)}" for a, c in zip(one, other, strict=True)]
        terms += [number(values["b"][0, column])] if lit == "Z" else []
        place = f"{lit}[{row}, {column}]"
    result = values[lit][0 if lit == "db" else row, column]
    return f"{place} = {' + '.join(terms).replace('+ −', '− ')} = {number(result)}"
