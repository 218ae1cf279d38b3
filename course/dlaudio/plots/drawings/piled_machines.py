"""Two Boltzmann machines, one on top of the other: which is taught first, and what it hands up."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import boltzmann_machine
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, forward, listed, net
from dlaudio.plots.parts.numbers import number, total

UPPER, B_UPPER = ((1, -1), (-2, 0.5), (1, 1)), (0, -0.5)
ROWS = 7.6, 4.7, 1.8  # heights of data, first and second hidden units


def draw(v=boltzmann_machine.V, upper=UPPER, b_upper=B_UPPER):
    """Draw the machine of `boltzmann_machine` being taught, then frozen below a second one.

    Parameters
    ----------
    v : array of 0 and 1, shape (4,)
        One row of the data.
    upper, b_upper : arrays, shapes (3, M) and (M,)
        Weights and hidden biases of the second machine; M is at most 3.
    """
    W, b = np.array(boltzmann_machine.W), np.array(boltzmann_machine.B)
    v, upper, b_upper = (np.asarray(x, dtype=float) for x in (v, upper, b_upper))
    (D, H), (M,) = W.shape, b_upper.shape
    if v.shape != (D,) or upper.shape != (H, M) or not 1 <= M <= 3:
        raise ValueError(
            f"piled_machines needs 4 visible units and weights (3, M), M up to 3, got "
            f"{v.shape}, {upper.shape} and {b_upper.shape}"
        )
    feels = b + v @ W
    code = sigmoid(feels)
    above = b_upper + code @ upper
    top = sigmoid(above)
    card, looks = Card(10.9), {"radius": 0.62, "size": 12.5}
    left, right = 4.5, 12.4
    lower = [_row(left, ROWS[0], D), _row(left, ROWS[1], H)]
    net(card, lower, [W], values=[v, code], inks=[INPUT, OUTPUT], **looks)
    piled = [_row(right, y, n) for y, n in zip(ROWS, (D, H, M), strict=True)]
    inks = [GREY, INPUT, OUTPUT]
    lines = {"line_ink": lambda layer, i, j: WEIGHT if layer else GREY}
    net(card, piled, [W, upper], values=[v, code, top], inks=inks, **lines, **looks)
    middle = ROWS[1]
    says = forward(card, (left + 2.5, middle), (right - 2.5, middle), "becomes data")
    card.write(left, 0.75, "first:  teach the lower machine", ink=WEIGHT, size=13, bold=True)
    card.write(right, 0.75, "second:  freeze it, teach the upper", ink=WEIGHT, size=13, bold=True)
    shapes = [f"data (N, {D})", f"code (N, {H})", f"top code (N, {M})"]
    card.write(left, ROWS[0] + 1.0, shapes[0], ink=INPUT, size=12)
    card.write(left, ROWS[1] - 1.0, shapes[1], ink=OUTPUT, size=12)
    card.write(right + 3.4, middle, f"data (N, {H})", ink=INPUT, size=12)
    card.write(right, ROWS[0] + 1.0, "frozen", ink=GREY, size=12)
    card.write(right + 3.3, ROWS[2], shapes[2], ink=OUTPUT, size=12)
    sizes = [f"W ({D}, {H})", f"W ({H}, {M})"]
    card.write(0.5, (ROWS[0] + ROWS[1]) / 2, sizes[0], ink=WEIGHT, size=12, align="left")
    card.write(right + 2.6, (ROWS[1] + ROWS[2]) / 2, sizes[1], ink=WEIGHT, size=12, align="left")
    sums = [
        f"first code:  σ({total([b[0], *(v * W[:, 0])[v > 0]])}) = σ({number(feels[0])}) = "
        f"{number(code[0], 2)}",
        f"top code:  σ({total([b_upper[0], *(code * upper[:, 0])], 2)}) = "
        f"σ({number(above[0], 2)}) = {number(top[0], 2)}",
    ]
    card.write(card.width / 2, 9.5, sums[0], ink=PLAIN, size=12)
    card.write(card.width / 2, 10.15, sums[1], ink=PLAIN, size=12)
    return card.figure, (
        f"First the lower machine is taught: {shapes[0]}, {listed(v)}, weights {sizes[0]}, "
        f"{shapes[1]}, {listed(code, 2)}. Its code {says.words}: second, the lower machine is "
        f"frozen and the upper one taught: data (N, {H}), weights {sizes[1]}, {shapes[2]}, "
        f"{listed(top, 2)}. {'. '.join(sums)}."
    )


def _row(middle: float, y: float, n: int) -> list[tuple[float, float]]:
    return [(middle + 1.7 * (i - (n - 1) / 2), y) for i in range(n)]
