"""Five bumps side by side, whose heights are set by hand until they follow a curve."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, number
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Five bumps, set by hand"
N, GOAL = 5, 0.22  # bumps from 0 to 1, and the mean distance to reach; the best is 0.18
CONTROLS = {f"h{k}": Slider(-1.0, 1.0, 0.1, 0.0, f"height of bump {k}") for k in range(1, N + 1)}
X = (np.arange(1000) + 0.5) / 1000


def wanted(x):
    """The curve to follow, between -1 and 1."""
    return 0.75 * np.sin(2 * np.pi * x) + 0.4 * np.sin(4 * np.pi * x + 1.2)


def mean_distance(heights) -> float:
    """How far bumps of these heights are from the curve, on average."""
    return float(np.mean(np.abs(np.repeat(heights, len(X) // N) - wanted(X))))


def draw(h1: float, h2: float, h3: float, h4: float, h5: float):
    """The curve, five bumps of a net of steep sigmoids, and how far apart they are.

    Parameters
    ----------
    h1, ..., h5 : float
        Heights of the bumps: the output weights +h and -h of the two units of each.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    heights = np.array([h1, h2, h3, h4, h5])
    built, curve, far = np.repeat(heights, len(X) // N), wanted(X), mean_distance(heights)
    figure = new_figure(6.4, 3.0)
    ax = figure.subplots()
    ax.fill_between(X, built, curve, color="#E3E6EB", lw=0)
    ax.plot(X, curve, color=INPUT.line, lw=2.4, label="wanted")
    ax.plot(X, built, color=OUTPUT.line, lw=2.4, label="your five bumps")
    ax.set(xlim=(0, 1), ylim=(-1.3, 1.3), xlabel="x", ylabel="output")
    ax.set_xticks(np.linspace(0, 1, N + 1))
    ax.grid(axis="x", alpha=0.4)
    ax.legend(loc="upper right", fontsize=10.5)
    steps = ", ".join(number(step, 1) for step in np.diff(heights, prepend=0))
    text = (
        f"On average {far:.2f} from the curve (the grey is what is wrong); the goal is at most "
        f"{GOAL}: {'reached' if round(far, 2) <= GOAL else 'not yet'}. The steps from bump to "
        f"bump are {steps}."
    )
    return figure, text
