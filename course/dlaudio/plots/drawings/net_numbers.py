"""A net of two inputs, two hidden units and one output, worked in numbers forwards and back."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    Card,
    forward,
    gradient,
    net,
    node,
    number,
)
from dlaudio.plots.parts.layers import columns
from dlaudio.plots.parts.numbers import factor


def draw(x=(1.0, 0.5), y: float = 1.0, w1=((1.0, -2.0), (2.0, 1.0)), w2=(1.0, -1.5)):
    """Draw h = sigmoid(x W1), the guess h W2 and the loss (y - guess)², and all slopes beneath.

    Parameters
    ----------
    x : array, shape (2,)
    y : float
        What the output should be.
    w1, w2 : arrays, shapes (2, 2) and (2,)
        The weights; there are no biases, to have fewer numbers.
    """
    x, w1, w2 = (np.asarray(v, dtype=float) for v in (x, w1, w2))
    z = x @ w1
    h = sigmoid(z)
    guess = float(h @ w2)
    loss, dguess = (y - guess) ** 2, 2 * (guess - y)
    dw2, dh = h * dguess, w2 * dguess
    dz = dh * h * (1 - h)
    dw1, dx = np.outer(x, dz), w1 @ dz
    steps = [f"{factor(d)} · {number(v)} · {number(1 - v)}" for d, v in zip(dh, h, strict=True)]
    card = Card(13.4)
    _forwards(card, x, w1, w2, z, h, guess, loss, y)
    _backwards(card, dw1, dw2, dx, dh, dz, dguess, steps)
    card.ax.plot((0.6, card.width - 0.6), (6.55, 6.55), color=GREY.line, lw=1, zorder=0)

    def say(name: str, values) -> str:
        pairs = [(name + i, v) for i, v in zip("12", values, strict=True)]
        return ", ".join(f"{n} = {number(v)}" for n, v in pairs)

    return card.figure, (
        f"Forwards: {say('x', x)}; weights {number(w1[0, 0])}, {number(w1[0, 1])} from x1 and "
        f"{number(w1[1, 0])}, {number(w1[1, 1])} from x2; {say('z', z)}; {say('h', h)}; weights "
        f"{number(w2[0])} and {number(w2[1])}; the guess is {number(guess)} where y = "
        f"{number(y)}, so the loss is {number(loss)}. Backwards: slope {number(dguess)} in the "
        f"guess; {say('dh', dh)}; dz = dh h (1 − h): {steps[0]} = {number(dz[0])}, {steps[1]} = "
        f"{number(dz[1])}; in the weights {number(dw2[0])} and "
        f"{number(dw2[1])}, then {number(dw1[0, 0])}, {number(dw1[0, 1])} from x1 and "
        f"{number(dw1[1, 0])}, {number(dw1[1, 1])} from x2; {say('dx', dx)}."
    )


def _places(top: float) -> list:
    return columns(2.6, 12.2, top, top + 2.9, [2, 2, 1])


def _forwards(card: Card, x, w1, w2, z, h, guess: float, loss: float, y: float) -> None:
    card.write(0.7, 0.75, "forwards", ink=INPUT, size=13, bold=True, align="left")
    nodes = net(
        card,
        _places(1.9),
        [w1, w2[:, None]],
        names=[["$x_1$", "$x_2$"], ["$h_1$", "$h_2$"], ["$\\hat{y}$"]],
        values=[x, h, [guess]],
        inks=[INPUT, INPUT, OUTPUT],
        show_weights=True,
        radius=0.8,
        digits=3,
        size=12.5,
    )
    for unit, value, name, up in zip(nodes[1], z, "12", (-1, 1), strict=True):
        rule = [f"$z_{name}$ = ", (number(value), INPUT)]
        card.phrase(unit.middle[0], unit.middle[1] + 1.2 * up, rule, size=12)
    end = node(card, (15.7, nodes[2][0].middle[1]), "$L$", loss, ink=OUTPUT, radius=0.8)
    forward(card, nodes[2][0].east, end.west, ink=OUTPUT)
    x_mid = (nodes[2][0].middle[0] + end.middle[0]) / 2
    card.write(
        x_mid, end.middle[1] - 1.3, f"$L = (y - \\hat{{y}})^2,\\ y$ = {number(y)}", ink=OUTPUT
    )


def _backwards(card: Card, dw1, dw2, dx, dh, dz, dguess: float, steps) -> None:
    top = 8.75
    card.write(0.7, 7.2, "backwards", ink=GRADIENT, size=13, bold=True, align="left")
    nodes = net(
        card,
        _places(top),
        [dw1, dw2[:, None]],
        names=[["$dx_1$", "$dx_2$"], ["$dh_1$", "$dh_2$"], ["$d\\hat{y}$"]],
        values=[dx, dh, [dguess]],
        inks=[GRADIENT] * 3,
        line_ink=GRADIENT,
        show_weights=True,
        radius=0.8,
        digits=3,
        size=12.5,
    )
    for unit, slope, step, name, up in zip(nodes[1], dz, steps, "12", (-1, 1), strict=True):
        rule = [f"$dz_{name}$ = ", (f"{step} = {number(slope)}", GRADIENT)]
        card.phrase(unit.middle[0], unit.middle[1] + 1.2 * up, rule, size=12)
    end = node(card, (15.7, nodes[2][0].middle[1]), "$dL$", 1.0, ink=GRADIENT, radius=0.8)
    gradient(card, end.west, nodes[2][0].east)
    x_mid = (nodes[2][0].middle[0] + end.middle[0]) / 2
    card.write(x_mid, end.middle[1] - 1.3, "$d\\hat{y} = 2\\,(\\hat{y} - y)$", ink=GRADIENT)
    rule = "on each line: value at its start\n× slope of $z$ or $\\hat{y}$ at its end"
    card.write(card.width - 0.6, 12.2, rule, ink=GREY, align="right")
