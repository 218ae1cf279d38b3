"""A cliff in the loss of a recurrent unit: one update from its edge, as it is and clipped."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, number

START, BIAS, TARGET = 0.9, -0.3, 0.8
LEFT, RIGHT = 1.2, 2.4  # weights that the picture shows


def loss_and_slope(w, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The squared miss of h = tanh(w h + b) after some steps from h = 0.9, and its slope in w.

    Parameters
    ----------
    w : array, any shape
    steps : int

    Returns
    -------
    loss, slope : arrays of the shape of w
        (h - 0.8)², and its derivative, carried forwards through all steps.
    """
    w = np.asarray(w, dtype=float)
    h, dh = np.full_like(w, START), np.zeros_like(w)
    for _ in range(steps):
        after = np.tanh(w * h + BIAS)
        h, dh = after, (1 - after**2) * (h + w * dh)
    return (h - TARGET) ** 2, 2 * (h - TARGET) * dh


def draw(steps: int = 50, rate: float = 0.1, v: float = 1.0):
    """Draw the loss against the recurrent weight, and two updates from its steepest place.

    Parameters
    ----------
    steps : int, 10 to 100
        How many times the same weight is used.
    rate : float
        Learning rate.
    v : float
        Length to which the second update's gradient is clipped; rate * v is at most 0.5.
    """
    if not 10 <= steps <= 100 or not 0 < rate * v <= 0.5:
        raise ValueError(
            f"cliff needs 10 to 100 steps and rate * v up to 0.5, got {steps} and {rate * v}"
        )
    w = np.linspace(LEFT, RIGHT, 4801)
    loss, slope = loss_and_slope(w, steps)
    edge = int(np.abs(slope).argmax())
    at, height, steep = w[edge], loss[edge], slope[edge]
    thrown, led = at - rate * steep, at - rate * np.clip(steep, -v, v)
    there = float(loss_and_slope(led, steps)[0])
    card = Card(7.6)
    look = {"xlabel": "weight $w$ of the state", "ylabel": f"loss after {steps} steps"}
    ax = card.plane(1.6, 0.7, 15.4, 5.5, xlim=(LEFT, RIGHT), ylim=(-0.15, 3.5), **look)
    ax.plot(w, loss, color=INPUT.line, lw=2.4)
    ax.plot(at, height, "o", ms=9, color=INPUT.line, zorder=4)
    arrow = {"arrowstyle": "-|>", "lw": 2.4, "shrinkA": 6, "shrinkB": 0}
    ax.annotate("", (RIGHT, height), (at, height), arrowprops=arrow | {"color": GRADIENT.line})
    ax.annotate("", (led, there), (at, height), arrowprops=arrow | {"color": OUTPUT.line})
    ax.plot(led, there, "o", ms=9, color=OUTPUT.line, zorder=4)
    words = {"fontsize": 12, "va": "center"}
    slope = f"{steep:,.0f}".replace("-", "\u2212")
    far = f"as it is: the slope is {slope},\nso the update leads to w = {number(thrown, 0)}"
    end = "almost 0" if there < 5e-4 else number(there)
    near = f"clipped to {number(v)}: to w = {number(led, 2)},\nwhere the loss is {end}"
    ax.text(at + 0.04, height + 0.55, far, color=GRADIENT.text, **words)
    ax.text(led + 0.04, there + 0.6, near, color=OUTPUT.text, **words)
    return card.figure, (
        f"The loss of one recurrent unit after {steps} steps against its weight: a plateau that "
        f"ends in a cliff at {number(at, 2)}, and behind it a valley. From the steepest place, "
        f"{far}; {near}.".replace("\n", " ")
    )
