"""What one sample labelled yes costs, over its score, under several losses."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.losses import HingeLoss
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card


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
    return card.figure, (
        "Towards very wrong scores cross entropy rises like a line with slope -1; the squared "
        "error levels off at 1, where its slope is 0."
    )


def four_prices() -> tuple:
    """(figure, text): a mistake, the hinge, cross entropy and L2 of a sample labelled +1."""
    card, score = Card(6.8), np.linspace(-3, 3, 241)
    hinge, wanted = HingeLoss(), np.ones(1)
    costs = {
        "mistake": ((score <= 0) * 1.0, GREY, "--"),
        "hinge": ([hinge.forward(np.array([s]), wanted) for s in score], INPUT, "-"),
        "cross entropy": (np.logaddexp(0, -score), GRADIENT, "-"),
        "L2": ((score - 1) ** 2, WEIGHT, "-."),
    }
    plane = card.plane(1.7, 0.6, 10.2, 4.9, xlim=(-3, 3), ylim=(-0.1, 4.1))
    plane.set_xlabel("score of a sample labelled +1", fontsize=12)
    plane.set_ylabel("cost", fontsize=12)
    said = {
        "mistake": "mistake: 1 or 0",
        "hinge": "hinge: rests beyond 1",
        "cross entropy": "cross entropy: always falls",
        "L2": "L2: rises again beyond 1",
    }
    for row, (name, (cost, ink, style)) in enumerate(costs.items()):
        colour = GREY.text if ink is GREY else ink.line
        plane.plot(score, cost, style, color=colour, lw=2.2, label=name)
        card.write(12.4, 1.2 + 0.8 * row, said[name], ink=ink, size=12, align="left")
    return card.figure, (
        "Cost over the score: mistakes are a step; hinge falls to 0 at score 1; cross entropy "
        "falls smoothly and for ever; L2 rises again beyond 1."
    )
