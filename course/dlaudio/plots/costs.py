"""What one sample labelled yes costs, over its score, under several losses."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.losses import HingeLoss
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number


def when_wrong() -> tuple:
    """(figure, text): squared error of a sigmoid and cross entropy, and their slopes."""
    card, score = Card(6.8), np.linspace(-8, 4, 241)
    costs = {"squared error": (sigmoid(score) - 1) ** 2, "cross entropy": np.logaddexp(0, -score)}
    left = card.plane(1.6, 1.1, 6.7, 4.4, xlim=(-8, 4), ylim=(0, 8.2))
    right = card.plane(10.4, 1.1, 6.7, 4.4, xlim=(-8, 4), ylim=(-1.1, 0.1))
    card.write(4.95, 0.6, "what a sample labelled 1 costs", size=13, bold=True)
    card.write(13.75, 0.6, "the slope of that", size=13, bold=True)
    for (name, cost), ink, style in zip(costs.items(), (GREY, GRADIENT), ("--", "-"), strict=True):
        look = {"lw": 2.4, "ls": style, "label": name}
        look["color"] = GREY.text if ink is GREY else ink.line
        left.plot(score, cost, **look)
        right.plot(score, np.gradient(cost, score), **look)
    for plane in (left, right):
        plane.set_xlabel("score $z$", fontsize=12)
    card.write(6.5, 2.0, "cross entropy", ink=GRADIENT, size=12.5)
    card.write(3.6, 4.6, "squared error", ink=GREY, size=12.5)
    card.write(11.9, 4.7, "cross entropy", ink=GRADIENT, size=12.5)
    card.write(11.9, 1.95, "squared error", ink=GREY, size=12.5)
    told = []
    for name, cost in costs.items():
        slope = number(np.gradient(cost, score)[0], 2)
        told.append(f"{name} costs {number(cost[0], 2)}, with the slope {slope}")
    return card.figure, (
        f"At a score of {number(score[0])}, which is very wrong, {told[0]}; {told[1]}. So the one "
        "levels off, and the other goes on rising like a line."
    )


def five_prices() -> tuple:
    """(figure, text): a mistake, hinge, cross entropy, L2 and L1 of a sample labelled +1."""
    card, score = Card(6.8), np.linspace(-3, 3, 241)
    hinge, wanted = HingeLoss(), np.ones(1)
    hinged = np.array([hinge.forward(np.array([s]), wanted) for s in score])
    costs = {
        "mistake": ((score <= 0) * 1.0, GREY, "--"),
        "hinge": (hinged, INPUT, "-"),
        "L1": (np.abs(score - 1), OUTPUT, (0, (3, 3))),
        "cross entropy": (np.logaddexp(0, -score), GRADIENT, "-"),
        "L2": ((score - 1) ** 2, WEIGHT, "-."),
    }
    plane = card.plane(1.7, 0.6, 10.0, 4.9, xlim=(-3, 3), ylim=(-0.1, 4.1))
    plane.set_xlabel("score of a sample labelled +1", fontsize=12)
    plane.set_ylabel("cost", fontsize=12)
    told = []
    for row, (name, (cost, ink, style)) in enumerate(costs.items()):
        colour = GREY.text if ink is GREY else ink.line
        plane.plot(score, cost, ls=style, color=colour, lw=2.4, label=name)
        alike = name == "hinge" and np.allclose(cost[score <= 1], costs["L1"][0][score <= 1])
        words = f"{name}: {'as L1, but ' if alike else ''}{_beyond_one(score, cost)}"
        card.write(12.1, 1.0 + 0.8 * row, words, ink=ink, size=12, align="left")
        ends = (number(cost[k], 2) for k in (0, np.abs(score - 1).argmin(), -1))
        told.append("{}, at −3, 1 and 3: {}, {}, {}".format(words, *ends))
    return card.figure, f"Cost over the score. {'; '.join(told)}."


def _beyond_one(score, cost) -> str:
    """What becomes of a cost to the right of the score 1."""
    right = cost[score >= 1]
    if right[-1] > right[0]:
        return "rises again beyond 1"
    if np.ptp(cost[score > 0]) == 0:
        return "1 or 0"
    return "rests beyond 1" if np.ptp(right) == 0 else "always falls"
