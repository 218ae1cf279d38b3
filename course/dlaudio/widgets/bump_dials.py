"""One sigmoid unit to make steep and to move, and a second one that is taken away: a bump."""

import numpy as np

from dlaudio import plots
from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import bump_parts
from dlaudio.plots.parts import number
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

TITLE = "One unit, and one that is taken away"
RIGHT, WIDTH = 3.0, 5.0  # where the second unit climbs; x goes from 0 to 5
SECOND = ("off", "on, and taken away")
CONTROLS = {
    "steepness": Slider(1, 40, 1, 2, "steepness of the units"),
    "place": Slider(0.5, 4.5, 0.25, 2.0, "place where the first climbs"),
    "second": Choice(SECOND, SECOND[0], "second unit, which climbs at 3"),
    "height": Slider(0.5, 3.0, 0.5, 1.0, "height"),
}
TENTH = 2 * np.log(9)  # a sigmoid is at 10 % and at 90 % this far apart


def draw(steepness: float, place: float, second: str, height: float):
    """The output of a net with one input and one sigmoid unit, or two.

    Parameters
    ----------
    steepness : float
        The weight before each sigmoid.
    place : float
        Where the first unit is half way up.
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
    W1, b1, W2, b2 = bump_parts.weights(place, RIGHT, height, steepness)
    x = np.linspace(0, WIDTH, 501)
    parts = sigmoid(x[:, None] @ W1 + b1) * W2[:, 0]
    units = [f"σ({bump_parts.inside(steepness, edge)})" for edge in (place, RIGHT)]
    figure = new_figure(6.4, 3.4)
    ax = figure.subplots()
    looks = {"linewidth": 1.6, "linestyle": "--"}
    text = (
        f"Unit 1, {number(height)} times {units[0]}, is half way up at x = {number(place)}, and "
        f"climbs from 10% to 90% within {TENTH / steepness:.2f}. "
    )
    if second == SECOND[0]:
        output = parts[:, 0] + b2
        text += f"The output is 0 on the far left and {number(height)} on the far right."
    else:
        output = parts.sum(axis=1) + b2
        for part, unit, sign, color in zip(
            parts.T,
            units,
            "+−",
            (plots.OKABE_ITO["vermillion"], plots.OKABE_ITO["purple"]),
            strict=True,
        ):
            ax.plot(x, part, color=color, label=f"{sign}{number(height)} {unit}", **looks)
        middle = float(np.interp((place + RIGHT) / 2, x, output))
        text += (
            f"Unit 2, {units[1]}, climbs at 3 and is taken away {number(height)} times. Half way "
            f"between the two places the output is {number(middle, 2)}, and far outside 0."
        )
    ax.plot(x, output, color="black", linewidth=2.6, label="output")
    ax.set(xlim=(0, WIDTH), ylim=(-3.2, 3.2), xlabel="x", ylabel="output")
    ax.grid(alpha=0.3)
    ax.legend(loc="lower left", fontsize=10)
    return figure, text
