"""Three steps of a plain recurrent net over three steps of an LSTM's cell, there and back."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    PLAIN,
    WEIGHT,
    Card,
    arrow,
    gradient,
    node,
    number,
)
from dlaudio.plots.parts.layers import box

PLACES = (2.0, 6.7, 11.4, 16.1)  # of the four states, from left to right
PLAIN_ROW, GATED_ROW = 2.35, 6.75


def through_tanh(value: float, w: float, steps: int) -> tuple[list[float], list[float]]:
    """States h = tanh(w h) from `value` on, (steps + 1), and the slope of each step, (steps)."""
    states = [value]
    for _ in range(steps):
        states.append(float(np.tanh(w * states[-1])))
    return states, [w * (1 - h**2) for h in states[1:]]


def draw(value: float = 0.9, *, w: float = 1.0, f: float = 0.99, back: bool = False):
    """Draw both chains, with nothing new coming in; with `back`, the slopes that return.

    Parameters
    ----------
    value : float
        What both hold before the first step.
    w : float
        Weight of the plain net from its state to itself.
    f : float
        Forget gate of the LSTM at each step.
    """
    if not 0 < f <= 1:
        raise ValueError(f"two_chains needs a forget gate above 0 and up to 1, got {f}")
    plain, slopes = through_tanh(value, w, 3)
    gated = [value * f**t for t in range(4)]
    card = Card(8.9 if back else 8.3)
    rows = (
        (PLAIN_ROW, "a plain recurrent net", "h", plain, slopes),
        (GATED_ROW, "the cell of an LSTM", "c", gated, [f] * 3),
    )
    does = {
        "h": f"at each step times {number(w)} and through a tanh",
        "c": f"at each step times f = {number(f)}, plus i g = {number(0)}",
    }
    said = []
    for y, title, name, states, factors in rows:
        card.write(0.6, y - 1.65, title, align="left", size=13, bold=True)
        made = [
            node(card, (x, y), f"${name}_{t}$", state, filled=True, radius=0.78)
            for t, (x, state) in enumerate(zip(PLACES, states, strict=True))
        ]
        for t in range(3):
            step = _squeeze if name == "h" else _let_by
            step(card, made[t], made[t + 1], w if name == "h" else f)
        share = float(np.prod(factors))
        if back:
            _return(card, made, factors)
        words = f"{title}, {does[name]}: {', '.join(number(state) for state in states)}"
        if back:
            words += f"; slopes {', '.join(number(s) for s in factors)}, together {number(share)}"
        said.append(words)
    return card.figure, f"Three steps with nothing new coming in. {'. '.join(said)}."


def _squeeze(card: Card, start, end, w: float) -> None:
    """One step of the plain net: times w, and through a tanh."""
    x, y = start.middle
    times = box(card, (x + 1.2, y - 0.42), (1.25, 0.84), f"× {number(w)}", ink=WEIGHT, type_size=12)
    bend = node(card, (x + 3.25, y), "tanh", ink=PLAIN, radius=0.5, size=11)
    for a, b in ((start.east, times.west), (times.east, bend.west), (bend.east, end.west)):
        arrow(card, a, b, ink=INPUT, width=2.2, gap=0.04)


def _let_by(card: Card, start, end, f: float) -> None:
    """One step of the cell: past the forget gate, and past the place where one may add."""
    x, y = start.middle
    arrow(card, start.east, end.west, ink=INPUT, width=5, gap=0.04)
    node(card, (x + 1.55, y), "×", ink=INPUT, radius=0.4, size=15, filled=True)
    node(card, (x + 3.15, y), "+", ink=GREY, radius=0.4, size=15)
    card.write(x + 1.45, y - 0.85, f"$f$ = {number(f)}", ink=WEIGHT, size=12)
    card.write(x + 3.25, y - 0.85, "$i\\,g$ = 0", ink=GREY, size=12)


def _return(card: Card, made, factors) -> None:
    """Slopes from right to left beneath the states: what each step multiplies by, and the rest."""
    share = 1.0
    low = made[0].middle[1] + 1.35
    card.write(PLACES[3], low, number(share), ink=GRADIENT, size=13, bold=True)
    for t in (2, 1, 0):
        share *= factors[t]
        label = f"× {number(factors[t])}"
        gradient(card, (PLACES[t + 1] - 0.75, low), (PLACES[t] + 0.75, low), label, side="left")
        card.write(PLACES[t], low, number(share), ink=GRADIENT, size=13, bold=True)
