"""The cut that leaves a tower of two crossing walls: lower the bias, and the walls go under."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import tower
from dlaudio.plots.parts import GREY, WEIGHT, Card, number
from dlaudio.widgets.controls import Slider

TITLE = "Cut the walls away"
CONTROLS = {
    "bias": Slider(-3.0, 0.0, 0.25, -0.5, "bias, added to the sum of the walls"),
    "weight": Slider(1, 20, 1, 20, "and all of it times"),
}
STEEPNESS, PER_UNIT = 40.0, 9
GRID = np.unique(
    np.concatenate(
        [np.linspace(0, 1, 21)]
        + [wall + np.linspace(-0.08, 0.08, PER_UNIT) for wall in (tower.LEFT, tower.RIGHT)]
    )
)


def walls() -> np.ndarray:
    """The sum of two crossing walls over the grid, a row for each x2."""
    wall = sigmoid(STEEPNESS * (GRID - tower.LEFT)) - sigmoid(STEEPNESS * (GRID - tower.RIGHT))
    return wall[:, None] + wall


def draw(bias: float, weight: float):
    """The walls with all that is below the cut under water, and what the output unit says.

    Parameters
    ----------
    bias : float
        What is added to the sum of the walls; the cut is at minus that.
    weight : float
        Sum and bias are multiplied by it before the sigmoid.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    total = walls()
    said = sigmoid(weight * (total + bias))
    card = Card(9.2)
    ax = tower.surface(card, (0.9, 1.25, 7.0, 5.9), GRID, GRID, np.maximum(total, -bias), most=2)
    ax.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, 3))
    tower.name_axes(ax, 2)
    # what lies under the cut is a sheet of grey, and what rises above it keeps its green
    (sheet,) = ax.collections
    quads = np.maximum.reduce([total[:-1, :-1], total[1:, :-1], total[:-1, 1:], total[1:, 1:]])
    colours = tower.greens()(np.clip(quads / 2, 0, 1)).reshape(-1, 4)
    colours[(quads <= -bias).ravel()] = (0.80, 0.82, 0.86, 1)
    sheet.set_array(None)
    sheet.set_facecolor(colours)
    ax = tower.surface(card, (9.7, 1.25, 7.0, 5.9), GRID, GRID, said, most=1)
    ax.set(xlim=(0, 1), ylim=(0, 1), zlim=(0, 1.1))
    tower.name_axes(ax, 1)
    middle = len(GRID) // 2
    places = {
        "where both walls stand": (total[middle, middle], said[middle, middle]),
        "on one wall": (total[0, middle], said[0, middle]),
        "elsewhere": (total[0, 0], said[0, 0]),
    }
    cut = f"the sum of the walls, cut at {number(-bias, 2)}"
    formula = f"σ({number(weight)} · sum − {number(-weight * bias, 2)})"
    card.write(4.4, 0.7, cut, size=13.5, bold=True)
    card.write(13.2, 0.7, "what the output unit says", size=13.5, bold=True)
    card.write(13.2, 1.35, formula, ink=WEIGHT, size=12)
    heights = [f"{where} {number(answer, 2)}" for where, (_, answer) in places.items()]
    card.write(4.4, 8.15, "grey: below the cut", ink=GREY, size=12)
    card.write(13.2, 8.15, heights[0], ink=GREY, size=12)
    card.write(13.2, 8.7, "; ".join(heights[1:]), ink=GREY, size=12)
    return card.figure, (
        f"Two walls that cross, {cut}: what is lower has gone under. The output unit, "
        f"{formula}, says {', '.join(heights[:2])}, and {heights[2]}."
    )
