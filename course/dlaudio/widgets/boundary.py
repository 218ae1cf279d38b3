"""One unit with a bend: where is a0 + a1 z + a2 z² = 0, and does that solve XOR?"""

import numpy as np

from dlaudio.datasets.truth_tables import XOR, corners, shaken_corners
from dlaudio.plots.parts import INPUT, WEIGHT
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "A bend makes more boundaries: a₀ + a₁ z + a₂ z² > 0"
CONTROLS = {
    "angle_degrees": Slider(-180, 180, 15, 0, "direction of w", "degrees"),
    "a0": Slider(-2.0, 2.0, 0.25, -0.5, "$a_0$"),
    "a1": Slider(-2.0, 2.0, 0.25, 1.0, "$a_1$"),
    "a2": Slider(-2.0, 2.0, 0.25, 0.0, "$a_2$"),
}
LOW, HIGH = -0.6, 1.6


def roots(a0: float, a1: float, a2: float) -> np.ndarray:
    """Where a0 + a1 z + a2 z² changes its sign, in ascending order; shape (0,), (1,) or (2,)."""
    if a2 == 0:
        return np.array([-a0 / a1]) if a1 else np.array([])
    under = a1**2 - 4 * a2 * a0
    return (
        np.sort((-a1 + np.array([-1, 1]) * np.sqrt(under)) / (2 * a2))
        if under > 0
        else np.array([])
    )


def draw(angle_degrees: float, a0: float, a1: float, a2: float):
    """The corners of XOR, the line z = 0, and the lines where a0 + a1 z + a2 z² = 0.

    Parameters
    ----------
    angle_degrees : float
        Direction of (w1, w2), which has length 1; z = w1 x1 + w2 x2.
    a0, a1, a2 : float
        The unit answers 1 where a0 + a1 z + a2 z² > 0.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The boundaries, and how many corners of XOR are right.
    """
    w = np.array([np.cos(np.deg2rad(angle_degrees)), np.sin(np.deg2rad(angle_degrees))])
    X = corners(2)
    z = np.round(X @ w, 9)
    answers = np.round(a0 + a1 * z + a2 * z**2, 9) > 0
    edges = roots(a0, a1, a2)

    figure = new_figure(5.6, 5.2)
    ax = figure.subplots()
    side = np.linspace(LOW, HIGH, 221)
    plane = w[0] * side[None, :] + w[1] * side[:, None]
    ax.contourf(
        side,
        side,
        a0 + a1 * plane + a2 * plane**2 > 0,
        levels=[-0.5, 0.5, 1.5],
        colors=[INPUT.fill, WEIGHT.fill],
    )
    across = np.array([-w[1], w[0]]) * 4
    for edge in edges:
        ax.plot(*np.stack([edge * w - across, edge * w + across]).T, color="black", linewidth=2)
    ax.plot(*np.stack([-across, across]).T, "--", color="0.4", linewidth=1.4)
    for corner, wanted in zip(X, XOR, strict=True):
        ink, mark = (WEIGHT, "^") if wanted else (INPUT, "o")
        ax.scatter(*corner, s=220, color=ink.line, marker=mark, edgecolors="black", zorder=4)
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", xticks=[0, 1], yticks=[0, 1])
    ax.set(xlabel="$x_1$ (0 or 1)", ylabel="$x_2$ (0 or 1)")
    return figure, _words(w, edges, int(np.sum(answers == XOR)), bool(a0 > 0))


def border(weights):
    """Where six weights on 1, x1, x2, x1², x1 x2, x2² say yes, and XOR's corners, 0.1 off too.

    Parameters
    ----------
    weights : array, shape (6,)

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    weights = np.asarray(weights, dtype=float)

    def fires(x1, x2):
        return np.stack([1 + 0 * x1, x1, x2, x1**2, x1 * x2, x2**2], axis=-1) @ weights > 0

    figure = new_figure(4.4, 4.2)
    ax = figure.subplots()
    side = np.linspace(LOW, HIGH, 441)
    colours = [INPUT.fill, WEIGHT.fill]
    ax.contourf(side, side, fires(*np.meshgrid(side, side)), [-0.5, 0.5, 1.5], colors=colours)
    X, corner = shaken_corners(2, 0.1)
    for (x1, x2), wanted in zip(X, XOR[corner], strict=True):
        ink, mark = (WEIGHT, "^") if wanted else (INPUT, "o")
        ax.scatter(x1, x2, s=60, color=ink.line, marker=mark, edgecolors="black", zorder=4)
    ax.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), aspect="equal", xticks=[0, 1], yticks=[0, 1])
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    right = int(np.sum(fires(*X.T) == XOR[corner]))
    share = np.mean(fires(*np.meshgrid(side, side)))
    return figure, (
        f"The corners of XOR, each four times, 0.1 off: {right} of {len(X)} lie on the right side. "
        f"The answer is yes on {share:.0%} of the map."
    )


def _words(w, edges, right, everywhere) -> str:
    z = f"z = {w[0]:.2f} x₁ + {w[1]:.2f} x₂; z = 0 is the dashed line. "
    if len(edges) == 0:
        z += f"There is no boundary: the answer is {int(everywhere)} everywhere. "
    elif len(edges) == 1:
        z += f"The boundary is one line, z = {edges[0]:.2f}. "
    else:
        z += f"The boundary is two lines, z = {edges[0]:.2f} and z = {edges[1]:.2f}. "
    verdict = "XOR is solved" if right == 4 else "XOR is not solved"
    return f"{z}Right at {right} of the 4 corners: {verdict}."
