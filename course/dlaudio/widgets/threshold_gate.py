"""One perceptron as a logic gate: which Boolean function do three weights make?"""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "One perceptron, two inputs: which gate is it?"
CONTROLS = {
    "w0": Slider(-4.0, 4.0, 0.1, 3.0, "$w_0$, the bias"),
    "w1": Slider(-3.0, 3.0, 0.1, -2.0, "$w_1$, weight of $x_1$"),
    "w2": Slider(-3.0, 3.0, 0.1, -2.0, "$w_2$, weight of $x_2$"),
    "noise": Slider(0.0, 0.6, 0.05, 0.3, "noise, largest shift"),
}
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
# The outputs at the four corners, in the order above. XOR and XNOR are here to have a name; no
# weights reach them.
NAMES = {
    (0, 0, 0, 0): "always 0",
    (0, 0, 0, 1): "AND",
    (0, 0, 1, 0): "x1 AND NOT x2",
    (0, 0, 1, 1): "x1",
    (0, 1, 0, 0): "NOT x1 AND x2",
    (0, 1, 0, 1): "x2",
    (0, 1, 1, 0): "XOR",
    (0, 1, 1, 1): "OR",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR",
    (1, 0, 1, 0): "NOT x2",
    (1, 0, 1, 1): "x1 OR NOT x2",
    (1, 1, 0, 0): "NOT x1",
    (1, 1, 0, 1): "NOT x1 OR x2",
    (1, 1, 1, 0): "NAND",
    (1, 1, 1, 1): "always 1",
}
COPIES = 60  # noisy copies of each corner


def fires(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Output 1 where w0 + w1 x1 + w2 x2 > 0, else 0, for X of shape (N, 2); shape (N,)."""
    # Rounded, because 0.1 + 0.2 - 0.3 must be 0 and not a little more.
    return (np.round(w[0] + X @ w[1:], 9) > 0).astype(int)


def noisy_corners(noise: float) -> np.ndarray:
    """The same copies of each corner every time, spread evenly over a disc of radius `noise`.

    Returns an array of shape (4, 60, 2): the corner, the copy, (x1, x2).
    """
    rng = np.random.default_rng(1)
    radius = noise * np.sqrt(rng.uniform(size=(len(CORNERS), COPIES)))
    angle = rng.uniform(0, 2 * np.pi, radius.shape)
    shift = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)
    return CORNERS[:, None, :] + shift


def draw(w0: float, w1: float, w2: float, noise: float):
    """The output of one perceptron at the corners of the square, and at noisy copies of them.

    Parameters
    ----------
    w0, w1, w2 : float
        Output 1 where w0 + w1 x1 + w2 x2 > 0, else 0.
    noise : float
        Largest distance by which a noisy copy is off its corner.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The name of the gate, its four outputs, its room, and what the noise does.
    """
    w = np.array([w0, w1, w2], dtype=float)
    outputs = fires(CORNERS, w)
    copies = noisy_corners(noise)
    flipped = fires(copies.reshape(-1, 2), w).reshape(copies.shape[:2]) != outputs[:, None]

    figure = new_figure(5.6, 5.2)
    ax = figure.subplots()
    ax.set(
        xlim=(-0.85, 1.85),
        ylim=(-0.85, 1.85),
        aspect="equal",
        xticks=[0, 1],
        yticks=[0, 1],
        xlabel="$x_1$ (0 or 1)",
        ylabel="$x_2$ (0 or 1)",
    )
    plots.decision_line(w, ax=ax)
    if noise > 0:
        ax.scatter(*copies[~flipped].T, s=8, color="0.35", linewidths=0, zorder=3)
        ax.scatter(*copies[flipped].T, s=28, marker="x", color="black", zorder=4)
    for corner, output in zip(CORNERS, outputs, strict=True):
        ax.scatter(
            *corner,
            s=520,
            zorder=5,
            linewidths=2,
            edgecolors=plots.POSITIVE if output else plots.NEGATIVE,
            color=plots.POSITIVE if output else "white",
        )
        ax.annotate(
            str(output),
            corner,
            ha="center",
            va="center",
            fontsize=14,
            zorder=6,
            fontweight="bold",
            color="white" if output else plots.NEGATIVE,
        )
    ax.set_title(NAMES[tuple(outputs.tolist())], fontsize=14)
    return figure, _words(w, outputs, noise, int(flipped.sum()))


def _words(w, outputs, noise, flipped) -> str:
    name = NAMES[tuple(outputs.tolist())]
    table = ", ".join(
        f"{x1}{x2} gives {output}" for (x1, x2), output in zip(CORNERS, outputs, strict=True)
    )
    gate = f"The gate is {name}: {table}."
    length = np.hypot(w[1], w[2])
    if length == 0:
        return f"{gate} Both weights are 0, so there is no line and the inputs do not matter."
    room = round(np.abs(w[0] + CORNERS @ w[1:]).min() / length, 9)
    gate += f" The room, the smallest distance of a corner from the line, is {room:.3f}."
    if noise == 0:
        return gate
    copies = f"of {len(CORNERS) * COPIES} noisy copies"
    if noise < room:
        return f"{gate} The noise of {noise:.2f} is smaller, so none {copies} changes its output."
    count = "none" if flipped == 0 else str(flipped)
    verb = "change their outputs (crosses)" if flipped > 1 else "changes its output"
    return f"{gate} The noise of {noise:.2f} is not smaller: {count} {copies} {verb}."
