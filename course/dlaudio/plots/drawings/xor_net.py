"""XOR by three threshold units: one says "or", one "and", and the last takes the difference."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, net, number

INPUTS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])


def draw(
    w1=((1, 1), (1, 1)),
    b1=(-0.5, -1.5),
    w2=(1, -1),
    b2: float = -0.5,
    *,
    lit: int = 1,
):
    """Draw the net with one row of the truth table in it, and the whole table beside it.

    Parameters
    ----------
    w1, b1, w2, b2 : arrays of shapes (2, 2), (2,), (2,), and a number
        A unit gives 1 where its sum is above 0, else 0.
    lit : int, 0 to 3
        The row that is in the net: 00, 01, 10 or 11.
    """
    w1, b1, w2 = (np.asarray(v, dtype=float) for v in (w1, b1, w2))
    hidden = (INPUTS @ w1 + b1 > 0).astype(int)
    output = (hidden @ w2 + b2 > 0).astype(int)
    card = Card(7.8)
    places = [[(1.6, 2.2), (1.6, 5.2)], [(5.6, 2.2), (5.6, 5.2)], [(9.2, 3.7)]]
    nodes = net(
        card,
        places,
        [w1, w2[:, None]],
        names=[["$x_1$", "$x_2$"], ["$h_1$", "$h_2$"], ["$y$"]],
        values=[INPUTS[lit], hidden[lit], [output[lit]]],
        inks=[INPUT, PLAIN, OUTPUT],
        show_weights=True,
        radius=0.7,
        size=13,
    )
    for unit, bias, up in zip(nodes[1] + nodes[2], [*b1, b2], (-1, 1, -1), strict=True):
        x, y = unit.middle
        card.write(x, y + 1.05 * up, f"bias {number(bias)}", ink=WEIGHT, size=12)
    left, size = 11.4, (1.05, 0.85)
    table = np.column_stack([INPUTS, hidden, output])
    blocks = []
    for start, width, ink in [(0, 2, INPUT), (2, 2, PLAIN), (4, 1, OUTPUT)]:
        blocks.append(
            cells(
                card,
                table[:, start : start + width],
                (left + start * size[0] + 0.12 * (start > 0) + 0.12 * (start > 2), 2.0),
                ink=ink,
                lit=[(lit, c) for c in range(width)],
                size=size,
            )
        )
    for block, names in zip(
        blocks, [("$x_1$", "$x_2$"), ("$h_1$", "$h_2$"), ("$y$",)], strict=True
    ):
        for c, name in enumerate(names):
            card.write(block.at(0, c)[0], 1.55, name, size=13)
    sums = _sums(w1, b1, w2, b2, hidden, lit)
    card.write(card.width / 2, 7.0, "      ".join(sums), size=12)
    card.write(blocks[2].right, 6.0, "1 where the sum is above 0", ink=GREY, size=12, align="right")
    rows = "; ".join(", ".join(map(str, row)) for row in table)
    weights = ", ".join(number(v) for v in (*w1.ravel(), *w2))
    biases = ", ".join(number(v) for v in (*b1, b2))
    return card.figure, (
        f"Three threshold units with the weights {weights} and the biases {biases}; a unit gives "
        f"1 where the sum is above 0. The table of x1, x2, h1, h2, y: {rows}. In the net: "
        f"{'; '.join(sums)}."
    )


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
