"""Back-propagation through time, worked for one unit: values forwards, slopes back to each step."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    WEIGHT,
    Card,
    forward,
    gradient,
    node,
    number,
)
from dlaudio.plots.parts.numbers import sum_of


def run(x, w_x: float, w_h: float, h0: float = 0.0):
    """States h (T + 1,), slopes dh (T + 1,) and da (T,) of h_t = tanh(w_x x_t + w_h h_{t-1}).

    The loss is the last state; da_t is its slope in the sum within the tanh of step t.
    """
    h = [h0]
    for value in x:
        h.append(float(np.tanh(w_x * value + w_h * h[-1])))
    dh, da = np.zeros(len(h)), np.zeros(len(x))
    dh[-1] = 1.0
    for t in range(len(x), 0, -1):
        da[t - 1] = dh[t] * (1 - h[t] ** 2)
        dh[t - 1] = da[t - 1] * w_h
    return np.array(h), dh, da


def draw(x=(1.0, 0.0, -0.5), *, w_x: float = 1.0, w_h: float = 0.8, h0: float = 0.0, lit=None):
    """Draw an unrolled net of one unit, and the parts that add up to the slope in w_h.

    Parameters
    ----------
    x : array, shape (T,), T from 2 to 4
    w_x, w_h : float
        The same in every step.
    h0 : float
        The state before the first input.
    lit : int, optional
        A step, from 1 on, behind which lies a light: one pass of the loop that goes back.
    """
    if not 2 <= len(x) <= 4:
        raise ValueError(f"through_time has room for 2 to 4 steps, got {len(x)}")
    if lit is not None and not 1 <= lit <= len(x):
        raise ValueError(f"there are the steps 1 to {len(x)} to light, got {lit}")
    h, dh, da = run(x, w_x, w_h, h0)
    steps = len(x)
    card = Card(10.6)
    xs = np.linspace(2.0, 15.1, steps + 1)
    state, low = 4.1, 7.3
    if lit:
        _light(card, xs[lit - 1] + 0.85, xs[lit])
    states = [
        node(card, (xs[t], state), f"$h_{t}$", h[t], ink=INPUT if t else GREY, radius=0.8)
        for t in range(steps + 1)
    ]
    end = node(card, (xs[-1], 1.3), "loss", h[-1], ink=OUTPUT, radius=0.8)
    forward(card, states[-1].north, end.south, aside=0.22)
    gradient(card, end.south, states[-1].north, number(dh[-1]), aside=0.22, width=_width(1.0))
    parts = []
    for y, rule in [(5.9, "$da_t = dh_t\\,(1 - h_t^2)$"), (6.7, "$dh_{t-1} = da_t\\, w_h$")]:
        card.write(0.75, y, rule, ink=GRADIENT, size=12.5, align="left")
    for t in range(1, steps + 1):
        left, right = states[t - 1].east, states[t].west
        forward(card, left, right, aside=0.2)
        card.write(
            (left[0] + right[0]) / 2, state - 0.62, f"$w_h$ = {number(w_h)}", ink=WEIGHT, size=12
        )
        gradient(
            card, right, left, number(dh[t - 1]), aside=0.2, width=_width(dh[t - 1]), side="left"
        )
        entry = node(card, (xs[t], low), f"$x_{t}$", x[t - 1], ink=INPUT)
        forward(card, entry.north, states[t].south)
        middle = (low + state) / 2
        card.write(xs[t] - 0.2, middle + 0.35, f"$w_x$ = {number(w_x)}", ink=WEIGHT, align="right")
        card.write(
            xs[t] + 0.2,
            middle - 0.35,
            f"$da_{t}$ = {number(da[t - 1])}",
            ink=GRADIENT,
            align="left",
        )
        parts.append(da[t - 1] * h[t - 1])
        rule = f"$da_{t}\\ h_{t - 1}$ = {number(parts[-1])}"
        card.write(xs[t], low + 1.35, rule, ink=GRADIENT, size=12)
    card.write(1.0, 0.95, "forwards: values", ink=INPUT, size=13, align="left")
    card.write(
        1.0,
        1.65,
        "backwards: slopes, as wide as they are large",
        ink=GRADIENT,
        size=13,
        align="left",
    )
    whole = sum_of(parts)
    card.phrase(
        card.width / 2,
        9.75,
        ["slope in $w_h$:  ", (whole, GRADIENT), "     every step adds its part"],
        size=13,
    )
    said = "; ".join(
        f"step {t}: x = {number(x[t - 1])}, h = {number(h[t])}, da = {number(da[t - 1])}, part "
        f"{number(parts[t - 1])}"
        for t in range(1, steps + 1)
    )
    slopes = ", ".join(f"{number(v)} in h{t}" for t, v in reversed(list(enumerate(dh))))
    return card.figure, (
        f"A net of one unit unrolled over {steps} steps from h0 = {number(h0)}, with w_x = "
        f"{number(w_x)} and w_h = {number(w_h)} in each. The loss is the last state. {said}. "
        f"Slopes on the way back: {slopes}. The slope in w_h is {whole}."
        + (f" Step {lit} is lit, from h{lit} back to h{lit - 1}." if lit else "")
    )


def _light(card: Card, left: float, x: float) -> None:
    """Behind a step: its state and the way back to the one before, and beneath them the rest."""
    from matplotlib.patches import Polygon

    high, middle, low = 2.2, 5.03, 9.1
    corners = [(left, high), (x + 1.0, high), (x + 1.0, middle), (x + 2.32, middle)]
    corners += [(x + 2.32, low), (x - 2.05, low), (x - 2.05, middle), (left, middle)]
    card.ax.add_patch(Polygon(corners, fc=WEIGHT.fill, ec=WEIGHT.line, lw=1.4, zorder=0))


def _width(slope: float) -> float:
    """Points for a slope: as wide as it is large, between what is seen and what fits."""
    return 1.0 + 4.0 * min(abs(slope), 1.2)
