"""Drag the line: a perceptron with two inputs cuts the plane in two."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Drag the line"
CONTROLS = {
    "angle_degrees": Slider(-180, 180, 5, 120, "angle of the normal", "degrees"),
    "offset": Slider(-3.0, 3.0, 0.1, 0.5, "offset along the normal"),
}
LIMIT = 3.2
CLOUD = 20  # points in each class


def clouds() -> tuple[np.ndarray, np.ndarray]:
    """Two separable clouds: X of shape (40, 2) and labels of shape (40,), -1 or +1."""
    rng = np.random.default_rng(3)
    centres = np.array([[-0.9, -0.8], [1.0, 0.7]])
    X = rng.normal(0, 0.55, (2, CLOUD, 2)) + centres[:, None, :]
    return X.reshape(-1, 2), np.repeat([-1, 1], CLOUD)


def draw(angle_degrees: float, offset: float):
    """The line x1 cos(angle) + x2 sin(angle) = offset over two clouds of points.

    Parameters
    ----------
    angle_degrees : float
        Direction of the normal vector (w1, w2) = (cos, sin), which has length 1.
    offset : float
        Distance of the line from (0, 0) along the normal, so w0 = -offset.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The weights, how many points are on the wrong side, and the signed distance of one point.
    """
    angle = np.deg2rad(angle_degrees)
    w = np.array([0 - offset, np.cos(angle), np.sin(angle)])
    X, labels = clouds()
    distances = w[0] + X @ w[1:]  # signed distances, because |(w1, w2)| = 1
    wrong = np.where(distances > 0, 1, -1) != labels
    chosen = CLOUD + np.argmin(X[CLOUD:, 1])  # the lowest point of class +1 stands alone

    figure = new_figure(6.0, 5.2)
    ax = figure.subplots()
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(-LIMIT, LIMIT), aspect="equal")
    plots.points(
        X,
        labels,
        label_names={-1: "class -1", 1: "class +1"},
        ax=ax,
        xlabel="$x_1$ (no unit)",
        ylabel="$x_2$ (no unit)",
    )
    ax.scatter(
        *X[wrong].T,
        s=150,
        facecolors="none",
        edgecolors="black",
        linewidths=1.4,
        label="wrong side",
        zorder=3,
    )
    foot = X[chosen] - distances[chosen] * w[1:]
    ax.plot(*np.stack([X[chosen], foot]).T, "k--", linewidth=1.4, zorder=2)
    ax.scatter(
        *X[chosen],
        s=190,
        marker="*",
        color=plots.OKABE_ITO["yellow"],
        edgecolors="black",
        label="the star",
        zorder=5,
    )
    plots.decision_line(w, ax=ax)
    ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.12),
        ncols=4,
        frameon=False,
        handletextpad=0.2,
        columnspacing=1.2,
    )
    return figure, _words(w, labels[wrong], X[chosen], distances[chosen])


def _words(w, wrong_labels, star, distance) -> str:
    count, total = len(wrong_labels), 2 * CLOUD
    if count == 0:
        verdict = f"None of the {total} points is on the wrong side: the line separates them."
    else:
        verb = "is" if count == 1 else "are"
        verdict = (
            f"{count} of the {total} points {verb} on the wrong side: "
            f"{np.sum(wrong_labels == -1)} of class -1 (circles) and "
            f"{np.sum(wrong_labels == 1)} of class +1 (triangles)."
        )
    side = "+1" if distance > 0 else "-1"
    return (
        f"w0 = {w[0]:.2f}, w1 = {w[1]:.2f}, w2 = {w[2]:.2f}; the arrow w points into the side "
        f"called +1. {verdict} The star at ({star[0]:.2f}, {star[1]:.2f}) belongs to class +1; "
        f"its signed distance from the line is {distance:+.2f}, so it is called {side}."
    )
