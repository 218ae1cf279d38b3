"""A module with a knob: a gain, what goes through it forwards, and all that comes back."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    INPUT,
    OUTPUT,
    WEIGHT,
    Card,
    arrow,
    box,
    cells,
    forward,
    gradient,
    listed,
    number,
)
from dlaudio.plots.parts.numbers import factor


def draw(w: float = 2.0, x=(1.0, -3.0, 0.5), dout=(1.0, 0.0, 4.0)):
    """Draw y = w x for three samples, and beneath it the gradients in y, in x and in w.

    Parameters
    ----------
    w : float
        The knob.
    x, dout : three numbers each
        The samples, and the gradient of the loss in each sample of y.
    """
    x, dout = np.asarray(x, dtype=float), np.asarray(dout, dtype=float)
    if x.shape != (3,) or dout.shape != (3,):
        raise ValueError(f"gain_module needs three samples and three slopes, got {x} and {dout}")
    y, dx, dw = w * x, w * dout, float(x @ dout)
    card = Card(7.7)
    looks = {"shape": False, "size": (1.15, 0.85), "type_size": 13}
    gain = box(card, (7.3, 2.0), (3.0, 3.3), "gain", type_size=15)
    rows = [
        ((0.9, 2.35), x, "$x$", INPUT, "above"),
        ((13.25, 2.35), y, "$y$", OUTPUT, "above"),
        ((13.25, 4.1), dout, "$\\partial L / \\partial y$", GRADIENT, "below"),
        ((0.9, 4.1), dx, "$\\partial L / \\partial x$", GRADIENT, "below"),
    ]
    ours = [
        cells(card, values, place, ink=ink, name=name, side=side, **looks)
        for place, values, name, ink, side in rows
    ]
    there, back = ours[0].middle[1], ours[2].middle[1]
    forward(card, (ours[0].right, there), (gain.left, there), "times $w$", width=2.6)
    forward(card, (gain.right, there), (ours[1].left, there), ink=OUTPUT, width=2.6)
    gradient(card, (ours[2].left, back), (gain.right, back), width=2.6)
    gradient(card, (gain.left, back), (ours[3].right, back), "times $w$", width=2.6)
    x0 = gain.middle[0]
    card.write(x0, 0.8, f"knob  $w$ = {number(w)}", ink=WEIGHT, size=14, bold=True)
    arrow(card, (x0, 1.1), (x0, gain.top), ink=WEIGHT, width=2.6)
    gradient(card, (x0, gain.bottom), (x0, 6.45), width=2.6)
    products = " + ".join(
        f"{factor(one)} · {factor(slope)}" for one, slope in zip(x, dout, strict=True)
    )
    rule = f"{products} = {number(dw)}"
    knob = f"$\\partial L / \\partial w$ = {rule}"
    card.write(x0, 6.95, knob, ink=GRADIENT, size=14, bold=True)
    card.write(0.9, 0.8, "forwards", ink=INPUT, size=12, align="left")
    card.write(0.9, 6.95, "backwards", ink=GRADIENT, size=12, align="left")
    return card.figure, (
        f"A gain with the knob w = {number(w)}. Forwards {listed(x)} become {listed(y)}. Backwards "
        f"{listed(dout)} come in and {listed(dx)} go out; for the knob {rule}."
    )
