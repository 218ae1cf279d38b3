"""The closed form in numbers: samples with a column of ones become as many equations as weights."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, forward, number


def draw(x=(0.0, 1.0), y=(1.0, 3.0)):
    """Draw X with its ones and y, the equations that they make, and the weight and bias found.

    Parameters
    ----------
    x, y : two or three numbers each
        One input, and the truth.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.shape != y.shape or not 2 <= len(x) <= 3:
        raise ValueError(f"closed_form needs two or three pairs, got {x} and {y}")
    ones = np.column_stack([x, np.ones(len(x))])
    A, c = ones.T @ ones, ones.T @ y
    w = np.linalg.solve(A, c)
    card, middle = Card(5.0), 2.6
    top, high = middle - len(x) / 2, middle - 1
    cells(card, ones, (0.8, top), ink=INPUT, name="$\\tilde X$", shape=False, size=1.0)
    given = cells(card, y[:, None], (3.4, top), ink=OUTPUT, name="$y$", shape=False, size=1.0)
    forward(card, given.east, (6.0, middle))
    wide = (1.3, 1.0)
    words = "$\\tilde X^\\top \\tilde X$", "$\\tilde w$", "$\\tilde X^\\top y$"
    cells(card, A, (6.3, high), ink=INPUT, name=words[0], shape=False, size=wide)
    look = {"shape": False, "size": wide}
    cells(card, w[:, None], (9.4, high), ink=WEIGHT, name=words[1], lit="all", **look)
    cells(card, c[:, None], (11.4, high), ink=OUTPUT, name=words[2], shape=False, size=wide)
    card.write(9.15, middle, "·", ink=GREY, size=18)
    card.write(11.05, middle, "=", ink=GREY, size=15)
    lines = [
        f"{number(row[0])} $w$ + {number(row[1])} $b$ = {number(end)}"
        for row, end in zip(A, c, strict=True)
    ]
    for row, line in enumerate(lines):
        card.write(13.3, high + 0.5 + row, line, ink=PLAIN, size=13, align="left")
    found = f"$w$ = {number(w[0])}, $b$ = {number(w[1])}"
    card.write(13.3, high + 2.6, found, ink=WEIGHT, size=12, align="left")
    told = "; ".join(line.replace("$", "") for line in [*lines, found])
    return card.figure, (
        f"X with a last column of ones, rows {_rows(ones)}, and y, {_rows(y[None])}, become two "
        f"equations, one for each weight: the rows of X'X are {_rows(A)}, and X'y is "
        f"{_rows(c[None])}. {told}."
    )


def _rows(table) -> str:
    return " and ".join(f"({', '.join(map(number, row))})" for row in table)
