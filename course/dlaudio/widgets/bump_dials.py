"""One sigmoid unit to make steep and to move, and a second one that is taken away: a bump."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import bump_parts
from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card, net, number
from dlaudio.widgets.controls import Choice, Slider

TITLE = "One unit, and one that is taken away"
RIGHT, WIDTH = 3.0, 5.0  # where the second unit climbs; x goes from 0 to 5
SECOND = ("off", "on, and taken away")
CONTROLS = {
    "weight": Slider(1, 40, 1, 2, "weight of the units"),
    "bias": Slider(-60, 0, 1, -4, "bias of the first"),
    "second": Choice(SECOND, SECOND[0], "second unit, which climbs at 3"),
    "height": Slider(0.5, 3.0, 0.5, 1.0, "height"),
}
TENTH = 2 * np.log(9)  # a sigmoid is at 10 % and at 90 % this far apart


def draw(weight: float, bias: float, second: str, height: float):
    """The output of a net with one input and one sigmoid unit, or two.

    Parameters
    ----------
    weight : float
        Before each sigmoid: how steep it is.
    bias : float
        Of the first unit, which is half way up at -bias / weight.
    second : str
        "off", or "on, and taken away": a unit that climbs at 3, with the output weight -height.
    height : float
        The output weight of the first unit.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        Both units as formulas, and what the output is in the middle between their places.
    """
    place = -bias / weight
    W1, b1, W2, b2 = bump_parts.weights(place, RIGHT, height, weight)
    x = np.linspace(0, WIDTH, 501)
    parts = sigmoid(x[:, None] @ W1 + b1) * W2[:, 0]
    units = [f"σ({bump_parts.inside(weight, edge)})" for edge in (place, RIGHT)]
    second_on = second != SECOND[0]
    text = (
        f"Unit 1, {number(height)} times {units[0]}, is half way up at x = {number(place)}, and "
        f"climbs from 10% to 90% within {TENTH / weight:.2f}. "
    )
    card = Card(7.2)
    _net(card, W1[0], b1, W2[:, 0], second_on)
    limits = {"xlim": (0, WIDTH), "ylim": (-3.2 if second_on else -0.2, 3.2)}
    ax = card.plane(9.6, 0.75, 7.5, 5.2, xlabel="x", **limits)
    ax.grid(alpha=0.3)
    if second_on:
        output = parts.sum(axis=1) + b2
        for part, sign, unit, style in zip(parts.T, "+−", units, ("-", "--"), strict=True):
            said = f"{sign}{number(height)} {unit}"
            ax.plot(x, part, color=WEIGHT.line, lw=1.6, ls=style, label=said)
        middle = float(np.interp((place + RIGHT) / 2, x, output))
        text += (
            f"Unit 2, {units[1]}, climbs at 3 and is taken away {number(height)} times. Half way "
            f"between the two places the output is {number(middle, 2)}, and far outside 0."
        )
    else:
        output = parts[:, 0] + b2
        text += f"The output is 0 on the far left and {number(height)} on the far right."
    ax.plot(x, output, color=OUTPUT.line, lw=2.6, label="output")
    if place <= WIDTH:
        ax.axvline(place, color=GREY.text, lw=1.2, ls=":")
        ax.text(place, 3.3, "$-b/w$", ha="center", color=GREY.text, fontsize=11)
    ax.legend(loc="lower left" if second_on else "upper left", fontsize=10.5)
    return card.figure, text


def _net(card: Card, weights, biases, heights, second_on: bool) -> None:
    """The net beside its curve: each weight on its line, each bias beneath its unit."""
    kept = np.array([1.0, 1.0 if second_on else np.nan])
    places = [[(1.1, 3.4)], [(4.6, 1.7), (4.6, 5.1)], [(8.1, 3.4)]]
    names = [["$x$"], ["$\\sigma$", "$\\sigma$" if second_on else "off"], ["+"]]
    layers = [[weights * kept], (heights * kept)[:, None]]
    net(card, places, layers, names=names, show_weights=0.5, radius=0.62, size=13)
    for (across, down), bias, on in zip(places[1], biases, (True, second_on), strict=True):
        if on:
            card.write(across, down + 1.0, f"bias {number(bias)}", ink=WEIGHT, size=11)
