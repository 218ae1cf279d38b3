"""XOR is learnt, or not: starts, hidden units, and the boundary as it moves."""

from functools import lru_cache

import numpy as np

from dlaudio import plots
from dlaudio.layers.functions import sigmoid
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "A network learns XOR"
CONTROLS = {
    "start": Slider(0, 20, 1, 0, "number of the random start"),
    "n_hidden": Slider(2, 6, 1, 2, "hidden units"),
    "steps": Slider(0, 3000, 250, 1000, "steps of learning", play=True),
}
X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0.0], [1], [1], [0]])
RATE = 5.0


def forward(X, W1, b1, W2, b2) -> tuple[np.ndarray, np.ndarray]:
    """Hidden outputs (N, H) and outputs (N, 1) of a net of sigmoids."""
    H = sigmoid(X @ W1 + b1)
    return H, sigmoid(H @ W2 + b2)


@lru_cache(maxsize=16)
def learn(start: int, n_hidden: int, steps: int) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """Weights after gradient descent on E = 1/(2N) sum (y - y_hat)**2, and E before each step."""
    rng = np.random.default_rng(start)
    W1, b1 = rng.normal(size=(2, n_hidden)), rng.normal(size=n_hidden)
    W2, b2 = rng.normal(size=(n_hidden, 1)), rng.normal(size=1)
    errors = []
    for _ in range(steps):
        H, out = forward(X, W1, b1, W2, b2)
        errors.append(float(((Y - out) ** 2).sum() / 8))
        dZ2 = (out - Y) / 4 * out * (1 - out)
        dZ1 = dZ2 @ W2.T * H * (1 - H)
        W2, b2 = W2 - RATE * H.T @ dZ2, b2 - RATE * dZ2.sum(axis=0)
        W1, b1 = W1 - RATE * X.T @ dZ1, b1 - RATE * dZ1.sum(axis=0)
    return (W1, b1, W2, b2), np.array(errors)


def draw(start: int, n_hidden: int, steps: int):
    """The output over the plane after so many steps, and the error on the way.

    Returns
    -------
    figure : matplotlib Figure
    text : str
        The four outputs, whether XOR is learnt, and the error.
    """
    weights, errors = learn(start, n_hidden, steps)
    out = forward(X, *weights)[1][:, 0]
    figure = new_figure(8.4, 3.8)
    plane, curve = figure.subplots(1, 2)
    ticks = np.linspace(-0.5, 1.5, 81)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    values = forward(grid, *weights)[1].reshape(81, 81)
    edges = (-0.5125, 1.5125, -0.5125, 1.5125)  # of the outermost squares
    image = plane.imshow(
        values, extent=edges, origin="lower", aspect="auto", cmap="cividis", vmin=0, vmax=1
    )
    figure.colorbar(image, ax=plane, label="output")
    plane.contour(ticks, ticks, values, levels=[0.5], colors="white", linewidths=2)
    plots.points(
        X,
        Y[:, 0].astype(int),
        label_names={0: "wanted 0", 1: "wanted 1"},
        xlabel="$x_1$",
        ylabel="$x_2$",
        ax=plane,
    )
    for marks in plane.collections[-2:]:  # large, with a white edge: the plane is dark or bright
        marks.set(sizes=[150], edgecolors="white", linewidths=1.5, zorder=4, clip_on=False)
    handles, names = plane.get_legend_handles_labels()
    plane.get_legend().remove()  # the boundary may run anywhere in the plane
    figure.legend(handles, names, loc="outside lower left", ncols=2)
    if steps:
        plots.curve(errors, xlabel="step", ylabel="error E", ax=curve)
    curve.set(ylim=(0, 0.2), xlabel="step", ylabel="error E")
    learnt = np.array_equal(out > 0.5, Y[:, 0] > 0.5)
    said = ", ".join(f"{value:.2f}" for value in out)
    error = ((Y[:, 0] - out) ** 2).sum() / 8
    return figure, (
        f"Start {start}, {n_hidden} hidden units, {steps} steps: the outputs for 00, 01, 10, 11 "
        f"are {said}; XOR is {'learnt' if learnt else 'not learnt'}. The error is {error:.4f}."
    )
