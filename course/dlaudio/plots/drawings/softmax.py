"""Softmax as bars: scores, their exponentials, shares of the whole, and the gradient."""

import numpy as np

from dlaudio.layers import softmax as shares_of
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, number

NAMES = ("two", "three", "four")


def draw(scores=(2.0, 1.0, -1.0), truth: str = "three"):
    """Draw three scores, e to their power, the probabilities, and probability minus truth.

    Parameters
    ----------
    scores : three numbers
        The logits.
    truth : "two", "three" or "four"
        The word that was said.
    """
    if len(scores) != 3 or truth not in NAMES:
        raise ValueError(f"softmax needs three scores and {NAMES}, got {scores} and {truth!r}")
    z = np.asarray(scores, dtype=float)
    powers, p = np.exp(z), shares_of(z[None])[0]
    wanted = (np.array(NAMES) == truth).astype(float)
    card = Card(7.6)
    columns = [
        ("score $z$", z, INPUT, 2),
        ("$e^z$", powers, PLAIN, 2),
        ("share of the sum", p, OUTPUT, 3),
        ("share − truth", p - wanted, GRADIENT, 3),
    ]
    for i, (title, values, ink, digits) in enumerate(columns):
        _bars(card, 0.75 + 4.2 * i, title, values, ink, digits, truth)
    for x in (4.62, 8.82, 13.02):
        card.write(x, 3.6, "→", ink=GREY, size=18)
    total = number(powers.sum(), 2)
    card.write(6.75, 6.75, f"sum {total}", size=12)
    card.write(10.95, 6.75, "sum 1", ink=OUTPUT, size=12)
    cost = -np.log(p @ wanted)
    card.write(15.15, 6.75, f"loss {number(cost)} nats", ink=GRADIENT, size=12)
    said = "; ".join(
        f"{name}: score {number(a, 2)}, e to it {number(b, 2)}, share {number(c)}, "
        f"share minus truth {number(c - t)}"
        for name, a, b, c, t in zip(NAMES, z, powers, p, wanted, strict=True)
    )
    return card.figure, (
        f"Softmax of three scores. {said}. The exponentials add up to {total}, the shares to 1. "
        f"It was {truth}, so the loss is {number(cost)} nats."
    )


def _bars(card: Card, left: float, title: str, values, ink, digits: int, truth: str) -> None:
    card.write(left + 1.8, 0.7, title, size=13, bold=True)
    low, high = min(0, *values), max(0, *values)
    room = 0.22 * max(high - low, 0.3)
    limits = {"xlim": (-0.6, 2.6), "ylim": (low - room, high + room)}
    plane = card.plane(left, 1.2, 3.6, 4.2, **limits)
    plane.axis("off")
    plane.axhline(0, color="#8A91A0", lw=1)
    plane.bar(range(3), values, 0.62, color=ink.fill, edgecolor=ink.line, linewidth=1.8)
    for k, value in enumerate(values):
        below = value < 0
        plane.text(
            k,
            value + (-0.06 if below else 0.06) * room / 0.22,
            number(value, digits),
            ha="center",
            va="top" if below else "bottom",
            fontsize=11.5,
            color=ink.text,
        )
        word = NAMES[k]
        card.write(
            left + 3.6 * (k + 0.6) / 3.2, 5.85, word, ink=PLAIN, size=11.5, bold=word == truth
        )
