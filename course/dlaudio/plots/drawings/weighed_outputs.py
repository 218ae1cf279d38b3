"""The number that a checker measures: outputs weighed with `dout`, and its slope in each input."""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, cells, forward, number
from dlaudio.plots.parts.numbers import factor, listed


def draw(x=(0.4, -0.9, 1.3), drawn=(-0.7, -0.2, 1.7)):
    """Draw a softmax whose outputs are weighed with ones, and with a `dout` that was drawn.

    Parameters
    ----------
    x : three numbers
    drawn : three numbers
        The second `dout`.
    """
    x, drawn = np.asarray(x, dtype=float), np.asarray(drawn, dtype=float)
    if x.shape != (3,) or drawn.shape != (3,):
        raise ValueError(
            f"weighed_outputs needs three inputs and a dout of three, got {x}, {drawn}"
        )
    y = softmax(x[None])[0]
    card = Card(8.6)
    looks = {"shape": False, "size": (1.3, 0.85), "type_size": 13, "digits": 2}
    given = cells(card, x, (2.45, 1.25), ink=INPUT, name="$x$", **looks)
    made = cells(card, y, (10.85, 1.25), ink=OUTPUT, name="$y$", **looks)
    forward(card, given.east, made.west, "softmax", width=2.6, size=13)
    said = []
    for left, title, dout in ((0.35, "ones", np.ones(3)), (8.75, "drawn at random", drawn)):
        total = float(dout @ y)
        slopes = y * (dout - total)
        middle = left + 4.05
        card.write(middle, 3.15, f"dout: {title}", size=14, bold=True)
        cells(card, dout, (middle - 1.95, 3.65), name="", ink=PLAIN, **looks)
        terms = [f"{factor(d, 2)} · {number(v, 2)}" for d, v in zip(dout, y, strict=True)]
        whole = f"{' + '.join(terms)} {_sign(dout, y, total)} {number(total, 2)}"
        card.write(middle, 5.15, whole, ink=OUTPUT, size=12)
        ink = GRADIENT if np.abs(slopes).max() > 1e-9 else GREY
        names = {"name": "slope of this sum in each $x$", "side": "above"}
        cells(card, slopes, (middle - 1.95, 6.55), ink=ink, **names, **looks)
        rule = "a liar that says 0 is found out" if ink is GRADIENT else "the sum is always 1"
        card.write(middle, 7.95, rule, ink=ink, size=12)
        said.append(
            f"With a dout of {listed(dout, 2)} the sum is {whole} and its slopes are "
            f"{listed(slopes, 2)}: {rule}."
        )
    return card.figure, (
        f"A softmax makes {listed(y, 2)} of {listed(x, 2)}; its outputs are weighed with dout and "
        f"added. {' '.join(said)}"
    )


def _sign(dout: np.ndarray, y: np.ndarray, total: float) -> str:
    """= if the rounded terms give the rounded sum, else ≈."""
    rounded = sum(round(float(d), 2) * round(float(v), 2) for d, v in zip(dout, y, strict=True))
    return "=" if number(rounded, 2) == number(total, 2) else "≈"
