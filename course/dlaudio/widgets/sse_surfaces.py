"""Terraces and slopes: the squared error of the same samples, by a step and by a smooth unit."""

from functools import cache

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.parts import Card, number, told
from dlaudio.widgets.controls import Choice, Slider

TITLE = "The same samples, two landscapes"
CONTROLS = {
    "bias": Slider(-6.0, 6.0, 0.5, -3.0, "bias b"),
    "weight": Slider(-6.0, 6.0, 0.5, -2.0, "weight w"),
    "smooth": Choice(["sigmoid", "linear"], "sigmoid", "unit on the right"),
}
LIMIT, TICKS = 6.5, range(-6, 7, 3)
# One input and a label each; the two kinds overlap, so no step gets all of them right.
X = np.array([-2.1, -1.6, -1.2, -0.9, -0.4, 0.3, -0.6, 0.1, 0.7, 1.1, 1.5, 2.2])
Y = np.repeat([0, 1], 6)
# What a unit makes of its score z = w x + b.
UNITS = {
    "step": lambda z: np.where(z > 0, 1.0, 0.0),
    "linear": lambda z: z,
    "sigmoid": sigmoid,
}


def sse(bias, weight, unit: str) -> np.ndarray:
    """Sum of squared errors of a unit over the samples; bias and weight broadcast."""
    z = np.asarray(bias, float)[..., None] + np.asarray(weight, float)[..., None] * X
    return ((UNITS[unit](z) - Y) ** 2).sum(axis=-1)


@cache
def landscape(unit: str, places: int = 131) -> np.ndarray:
    """`sse` over the whole picture, shape (places, places): a weight each row, a bias a column."""
    axis = np.linspace(-LIMIT, LIMIT, places)
    return sse(axis[None, :], axis[:, None], unit)


def slope(bias: float, weight: float, unit: str, step: float = 1e-5) -> np.ndarray:
    """(dSSE/db, dSSE/dw) by two small steps each."""
    ahead = sse([bias + step, bias], [weight, weight + step], unit)
    behind = sse([bias - step, bias], [weight, weight - step], unit)
    return np.round((ahead - behind) / (2 * step), 6) + 0.0


def heard(*, sr: int, bias: float = -1.0):
    """The errors of a step and of a sigmoid as a player, while the weight is turned from −6 to 6.

    Parameters
    ----------
    sr : int
        Sample rate in Hz.
    bias : float
    """
    from dlaudio.audio import melody, play_row

    walk, looks = np.linspace(-6, 6, 61), {"sr": sr, "duration": 0.07, "vmin": 0, "vmax": len(X)}
    units = {"step": "step", "new unit": "sigmoid"}
    curves = {name: melody(sse(bias, walk, unit), **looks) for name, unit in units.items()}
    return play_row(curves, sr, title="the error along one weight: a step, then a slope")


def draw(bias: float, weight: float, smooth: str):
    """SSE over bias and weight as two maps, a place on both, and the way down from there.

    Parameters
    ----------
    bias, weight : float
        The place; a unit's score is weight * x + bias.
    smooth : str
        The unit on the right, "sigmoid" or "linear"; on the left it is the step.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The SSE and its slope at the place, for both units.
    """
    from matplotlib.colors import PowerNorm
    from matplotlib.ticker import MaxNLocator

    card = Card(8.2)
    for i, unit in enumerate(("step", smooth)):
        heights, left = landscape(unit), 1.5 + 8.5 * i
        # the rim of the linear unit's bowl is a hundred times higher than its middle
        shades = PowerNorm(0.4 if unit == "linear" else 1.0, vmin=0)
        edge = LIMIT + LIMIT / (len(heights) - 1)  # of the outermost squares
        limits = {"xlim": (-LIMIT, LIMIT), "ylim": (-LIMIT, LIMIT)}
        plane = card.plane(left, 1.1, 5.4, 5.6, **limits)
        look = {"origin": "lower", "aspect": "auto", "cmap": "cividis", "norm": shades}
        image = plane.imshow(heights, extent=(-edge, edge, -edge, edge), **look)
        plane.set(**limits, xticks=TICKS, yticks=TICKS)
        plane.set_xlabel("bias $b$", fontsize=12)
        plane.set_ylabel("weight $w$", fontsize=12)
        card.write(left + 2.7, 0.6, f"{unit} unit", size=13, bold=True)
        bar = card.plane(left + 5.65, 1.1, 0.28, 5.6, xlim=(0, 1), ylim=(0, 1))
        card.figure.colorbar(image, cax=bar, ticks=MaxNLocator(4, integer=True))
        bar.tick_params(labelsize=10.5)
        bar.yaxis.set_label_position("right")
        bar.set_ylabel("SSE", fontsize=12, labelpad=2)
        spot = {"color": "white", "edgecolors": "black", "linewidths": 1.5, "zorder": 4}
        plane.scatter(bias, weight, s=110, **spot)
        down = -slope(bias, weight, unit)
        if down.any():
            tip = np.array([bias, weight]) + 1.8 * down / np.hypot(*down)
            shape = "simple, tail_width=0.4, head_width=1.3, head_length=1"
            arrow = {"arrowstyle": shape, "facecolor": "white", "edgecolor": "black"}
            plane.annotate("", xy=tip, xytext=(bias, weight), arrowprops=arrow, zorder=3)
    return card.figure, _words(bias, weight, smooth)


def _words(bias, weight, smooth) -> str:
    sentences = [f"At b = {number(bias)}, w = {number(weight)}:"]
    for unit in ("step", smooth):
        db, dw = slope(bias, weight, unit)
        height = float(sse(bias, weight, unit))
        sentences.append(f"with the {unit} unit the SSE is {told(height, 3)} and its slope is")
        if not (db or dw):
            sentences.append("0 in every direction, so nothing says where to go;")
        else:
            db, dw = (told(one, 3) for one in (db, dw))
            sentences.append(f"{db} along b and {dw} along w, so the arrow shows the way;")
    return " ".join(sentences)[:-1] + "."
