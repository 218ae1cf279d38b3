"""XOR by three threshold units: one says "or", one "and", and the last takes the difference."""

from dataclasses import replace

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    cells,
    net,
    number,
)

HIDDEN = replace(PLAIN, name="hidden")  # its numbers are not in the blue of inputs
INPUTS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])


def draw(
    w1=((1, 1), (1, 1)),
    b1=(-0.5, -1.5),
    w2=(1, -1),
    b2: float = -0.5,
    *,
    lit: int = 1,
    wanted=None,
):
    """Draw the net with one row of the truth table in it, and the whole table beside it.

    Parameters
    ----------
    w1, b1, w2, b2 : arrays of shapes (2, 2), (2,), (2,), and a number
        A unit gives 1 where its sum is above 0, else 0.
    lit : int, 0 to 3
        The row that is in the net: 00, 01, 10 or 11.
    wanted : array of 0 and 1, shape (4,), optional
        What it should say, a column more; the rows in which it does not get a vermilion rim.
    """
    w1, b1, w2 = (np.asarray(v, dtype=float) for v in (w1, b1, w2))
    hidden = (INPUTS @ w1 + b1 > 0).astype(int)
    output = (hidden @ w2 + b2 > 0).astype(int)
    wrong = [] if wanted is None else np.flatnonzero(output != np.asarray(wanted)).tolist()
    said = GRADIENT if lit in wrong else OUTPUT
    card = Card(7.8)
    places = [[(1.6, 2.2), (1.6, 5.2)], [(5.6, 2.2), (5.6, 5.2)], [(9.2, 3.7)]]
    nodes = net(
        card,
        places,
        [w1, w2[:, None]],
        names=[["$x_1$", "$x_2$"], ["$h_1$", "$h_2$"], ["$y$"]],
        values=[INPUTS[lit], hidden[lit], [output[lit]]],
        inks=[INPUT, HIDDEN, said],
        show_weights=True,
        radius=0.7,
        size=13,
    )
    for unit, bias, up in zip(nodes[1] + nodes[2], [*b1, b2], (-1, 1, -1), strict=True):
        x, y = unit.middle
        card.write(x, y + 1.05 * up, f"bias {number(bias)}", ink=WEIGHT, size=12)
    left, size = 11.4 if wanted is None else 10.5, (1.05, 0.85)
    table = np.column_stack([INPUTS, hidden, output])
    blocks = []
    groups = [(INPUT, ("$x_1$", "$x_2$")), (PLAIN, ("$h_1$", "$h_2$")), (OUTPUT, ("$y$",))]
    if wanted is not None:
        table = np.column_stack([table, wanted])
        groups.append((PLAIN, ("wanted",)))
    column, at = 0, left
    for ink, names in groups:
        width = len(names)
        blocks.append(
            cells(
                card,
                table[:, column : column + width],
                (at, 2.0),
                ink=ink,
                lit=[(lit, c) for c in range(width)],
                lit_ink=said if ink is OUTPUT else ink,
                size=size,
            )
        )
        for c, name in enumerate(names):
            card.write(blocks[-1].at(0, c)[0], 1.55, name, size=13 if "$" in name else 12)
        column, at = column + width, blocks[-1].right + 0.12
    for row in wrong:
        _rim(card, left - 0.14, 2.0 + row * size[1], blocks[-1].right + 0.14, size[1])
    sums = _sums(w1, b1, w2, b2, hidden, lit)
    card.write(card.width / 2, 7.0, "      ".join(sums), size=12)
    rule = "a unit says 1 if its sum is above 0"
    card.write(blocks[-1].right, 6.0, rule, ink=GREY, size=12, align="right")
    rows = "; ".join(", ".join(map(str, row)) for row in table)
    weights = ", ".join(number(v) for v in (*w1.ravel(), *w2))
    biases = ", ".join(number(v) for v in (*b1, b2))
    names = "x1, x2, h1, h2, y" + (", wanted" if wanted is not None else "")
    text = (
        f"Three threshold units with the weights {weights} and the biases {biases}; a unit says "
        f"1 if its sum is above 0. The table of {names}: {rows}. In the net: "
        f"{'; '.join(sums)}."
    )
    if wrong:
        inputs = " and ".join("".join(map(str, INPUTS[row])) for row in wrong)
        text += f" Wrong, with a vermilion rim: {inputs}."
    return card.figure, text


def _rim(card: Card, left: float, top: float, right: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    look = {"fc": "none", "ec": GRADIENT.line, "lw": 2.6, "zorder": 5}
    card.ax.add_patch(Rectangle((left, top + 0.04), right - left, height - 0.08, **look))


def _sums(w1, b1, w2, b2: float, hidden, lit: int) -> list[str]:
    """What stands in each unit before the threshold, for the lit row."""
    units = [
        ("h1", w1[:, 0], b1[0], INPUTS[lit]),
        ("h2", w1[:, 1], b1[1], INPUTS[lit]),
        ("y", w2, b2, hidden[lit]),
    ]
    said = []
    for name, weights, bias, values in units:
        terms = " + ".join(f"{number(w)}·{v}" for w, v in zip(weights, values, strict=True))
        text = f"{terms} + {number(bias)}".replace("+ −", "− ")
        said.append(f"{name}: {text} = {number(float(weights @ values) + bias)}")
    return said
