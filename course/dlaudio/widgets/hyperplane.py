"""Turn and shift the line: a perceptron with two inputs tells fives from sevens."""

import numpy as np

from dlaudio import plots
from dlaudio.datasets.words import HALVES, two_words
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Turn and shift the line"
CONTROLS = {
    "angle_degrees": Slider(-180, 180, 5, 0, "angle of the normal", "degrees"),
    "offset": Slider(-6.0, 6.0, 0.1, 3.0, "offset along the normal"),
}
LIMIT = 6.0
CLOUD = 20  # points in each class
NAMES = {-1: "five", 1: "seven"}


def clouds() -> tuple[np.ndarray, np.ndarray]:
    """Some fives and sevens that a line separates: X (40, 2), crossings per ms, and labels (40,).

    The labels are -1 and +1, all fives first.
    """
    X, y = two_words("spoken-digits", *NAMES.values(), "train")
    X = np.concatenate([X[y == label][::5][:CLOUD] for label in NAMES])
    return X, np.repeat(list(NAMES), CLOUD)


def draw(angle_degrees: float, offset: float):
    """The line x1 cos(angle) + x2 sin(angle) = offset over fives and sevens.

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
    chosen = CLOUD + np.argmin(X[CLOUD:, 0])  # the leftmost seven

    figure = new_figure(6.0, 5.2)
    ax = figure.subplots()
    ax.set(xlim=(0, LIMIT), ylim=(0, LIMIT), aspect="equal")
    plots.points(
        X,
        labels,
        label_names=NAMES,
        ax=ax,
        xlabel=f"$x_1$: {HALVES[0]}",
        ylabel=f"$x_2$: {HALVES[1]}",
        hollow=True,
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
            f"fives (circles) {np.sum(wrong_labels == -1)}, "
            f"sevens (triangles) {np.sum(wrong_labels == 1)}."
        )
    side = "+1" if distance > 0 else "-1"
    said = (
        f"w₀ = {w[0]:.2f}, w₁ = {w[1]:.2f}, w₂ = {w[2]:.2f}; the arrow w points into the side "
        f"called +1. {verdict} The star at ({star[0]:.2f}, {star[1]:.2f}) is a seven, +1; "
        f"its signed distance from the line is {distance:+.2f}, so it is called {side}."
    )
    return said.replace("-", "−")
