"""Diamond and circle: the best weights within a budget of L1 and of L2."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Diamond and circle"
CONTROLS = {
    "angle": Slider(0, 90, 5, 20, "angle of the lowest loss", "degrees"),
    "budget": Slider(0.2, 2.4, 0.1, 1.0, "budget"),
    "stretch": Slider(1.0, 6.0, 0.5, 2.0, "how long the valley is"),
}
DISTANCE = 2.0  # of the lowest loss from the origin
ZERO = 1e-9  # what is smaller has been rounded off from 0


def rim(norm: int, budget: float) -> np.ndarray:
    """Points (4001, 2) of |w1| + |w2| = budget, or of w1**2 + w2**2 = budget**2; corners exact."""
    turn = np.linspace(0, 2 * np.pi, 4001)
    around = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    around[np.abs(around) < 1e-12] = 0.0
    size = np.abs(around).sum(axis=1) if norm == 1 else np.linalg.norm(around, axis=1)
    return budget * around / size[:, None]


def bowl(angle: float, stretch: float):
    """Place of the lowest loss, and the loss as a function of w (..., 2).

    Seen from there the loss rises steeply along w1 = w2 and `stretch` times as gently across.
    """
    lowest = DISTANCE * np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])

    def loss(w):
        along, across = np.sum(w - lowest, axis=-1), (w - lowest) @ [1.0, -1.0]
        return along**2 + (across / stretch) ** 2

    return lowest, loss


def best(norm: int, budget: float, angle: float, stretch: float) -> np.ndarray:
    """The weights (2,) of lowest loss within the budget."""
    lowest, loss = bowl(angle, stretch)
    if np.linalg.norm(lowest, ord=norm) <= budget + ZERO:
        return lowest
    candidates = rim(norm, budget)
    return candidates[np.argmin(loss(candidates))]


def draw(angle: float, budget: float, stretch: float):
    """Lines of equal loss, and the first point where they touch the diamond and the circle.

    Parameters
    ----------
    angle : float
        Direction of the lowest loss, degrees from the w1 axis.
    budget : float
        |w1| + |w2| for L1, the length of w for L2.
    stretch : float
        How much gentler the loss rises across than along w1 = w2.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    lowest, loss = bowl(angle, stretch)
    figure = new_figure(9.0, 4.4)
    grid = np.stack(np.meshgrid(np.linspace(-2.6, 2.6, 61), np.linspace(-2.6, 2.6, 61)), -1)
    heights = np.sqrt(loss(grid))
    points = {1: best(1, budget, angle, stretch), 2: best(2, budget, angle, stretch)}
    for ax, norm, name in zip(figure.subplots(1, 2), (1, 2), ("L1", "L2"), strict=True):
        ax.contour(*np.moveaxis(grid, -1, 0), heights, levels=12, cmap="cividis_r")
        ax.fill(*rim(norm, budget)[::20].T, color=plots.OKABE_ITO["orange"], alpha=0.5)
        ax.plot(*lowest, "k+", markersize=12, label="lowest loss")
        look = {"color": plots.OKABE_ITO["blue"], "markeredgecolor": "white", "markersize": 9}
        ax.plot(*points[norm], "o", label="best within the budget", **look)
        ax.axhline(0, color="grey", linewidth=0.6)
        ax.axvline(0, color="grey", linewidth=0.6)
        ax.set(xlabel="$w_1$", ylabel="$w_2$", title=name, aspect="equal")
        ax.legend(loc="lower left", fontsize=10)
    return figure, _words(points, lowest)


def _words(points, lowest) -> str:
    l1, l2 = (f"({w[0]:.2f}, {w[1]:.2f})" for w in (points[1], points[2]))
    inside = {norm: np.array_equal(point, lowest) for norm, point in points.items()}
    zero = {norm: (np.abs(point) < ZERO).any() for norm, point in points.items()}
    corner = "a corner of the diamond, so one weight is exactly 0"
    within = "the lowest loss lies within the budget"
    first = f"L1 met {corner if zero[1] else 'no corner'}"
    also = "one weight is 0 too" if zero[2] else "no weight is 0"
    if inside[1] and inside[2]:
        said = f"In both {within}, so no penalty is felt"
    elif inside[2]:
        said = f"{first}; with L2 {within}"
    else:
        said = f"{first}; with L2 {also}"
    return f"Best weights: {l1} with L1 and {l2} with L2. {said}."
