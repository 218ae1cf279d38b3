"""Ten steps of learning: what is computed where, forwards and back, in a small network."""

import numpy as np

from dlaudio.layers.functions import sigmoid
from dlaudio.plots.pictures import NEGATIVE, POSITIVE, new_figure
from dlaudio.widgets.controls import Slider

TITLE = "There and back"
CONTROLS = {"step": Slider(0, 10, 1, 0, "step")}
SIZES = (2, 3, 3, 2, 1)
NAMES = ("X", "H1", "H2", "H3", "y hat")


def example() -> tuple[list[np.ndarray], list[np.ndarray], float]:
    """Outputs H and gradients dH of every layer for one sample, and its loss."""
    rng = np.random.default_rng(1)
    weights = [rng.normal(size=pair) for pair in zip(SIZES, SIZES[1:], strict=False)]
    H = [rng.normal(size=(1, SIZES[0]))]
    for number, W in enumerate(weights, start=1):
        Z = H[-1] @ W
        H.append(Z if number == len(weights) else sigmoid(Z))
    error = H[-1] - 1.0
    dH = [2 * error]
    for number in range(len(weights) - 1, -1, -1):
        last = number == len(weights) - 1
        slope = 1.0 if last else H[number + 1] * (1 - H[number + 1])
        dH.insert(0, (dH[0] * slope) @ weights[number].T)
    return H, dH, float((error**2).sum())


def draw(step: int):
    """The state of the computation after `step` of the ten steps (0: nothing is known yet).

    Returns
    -------
    figure : matplotlib Figure
        Layers from left to right; above each its H (if known), below it dH (if known).
    text : str
        What this step does, and the numbers it gives.
    """
    H, dH, loss = example()
    known_forward = step >= 2
    # steps 3, 5, 7 and 8 bring dH of H3, H2, H1 and the update
    reached = 5 if step < 3 else {3: 3, 4: 3, 5: 2, 6: 2, 7: 1}.get(step, 0)
    figure = new_figure(7.2, 3.4)
    ax = figure.subplots()
    for layer, (name, size) in enumerate(zip(NAMES, SIZES, strict=True)):
        ax.text(layer, 2.5, name, ha="center", fontsize=13)
        for unit in range(size):
            y = (size - 1) / 2 - unit
            forward = f"{H[layer][0, unit]:.2f}" if known_forward or layer == 0 else "?"
            back = f"{dH[layer][0, unit]:.2f}" if step >= 3 and layer >= reached else ""
            ax.text(layer, y + 0.13, forward, ha="center", va="center", color=NEGATIVE, fontsize=11)
            ax.text(layer, y - 0.2, back, ha="center", va="center", color=POSITIVE, fontsize=11)
    for layer in range(len(SIZES) - 1):
        ahead = {"arrowstyle": "->", "lw": 2, "color": NEGATIVE if known_forward else "0.8"}
        ax.annotate("", (layer + 0.75, 1.9), (layer + 0.25, 1.9), arrowprops=ahead)
        done = step >= 3 and layer + 1 > reached
        behind = {"arrowstyle": "->", "lw": 2, "color": POSITIVE if done else "0.8"}
        ax.annotate("", (layer + 0.25, -1.9), (layer + 0.75, -1.9), arrowprops=behind)
    ax.text(-0.55, 1.9, "H", ha="center", va="center", color=NEGATIVE, fontsize=13)
    ax.text(-0.55, -1.9, "dH", ha="center", va="center", color=POSITIVE, fontsize=13)
    ax.set(xlim=(-0.8, len(SIZES) - 0.5), ylim=(-2.3, 2.9))
    ax.axis("off")
    return figure, _words(step, H, dH, loss)


def _words(step: int, H, dH, loss: float) -> str:
    def numbers(values) -> str:
        return ", ".join(f"{value:.2f}" for value in values[0])

    sentences = [
        "Nothing is known but the input X.",
        "Step 1: the weights are drawn at random.",
        f"Step 2: forwards, layer by layer; everything is kept. The output is {H[-1][0, 0]:.2f}.",
        f"Step 3: the target is 1, the loss {loss:.2f}. The top layer's gradients are known, and "
        f"dH for H3: {numbers(dH[3])}.",
        "Step 4: back through the sigmoid of H3: times H3 (1 - H3).",
        f"Step 5: back through the matrix: its gradient, and dH for H2: {numbers(dH[2])}.",
        "Step 6: back through the sigmoid of H2.",
        f"Step 7: back through the second matrix: dH for H1: {numbers(dH[1])}.",
        "Step 8: the first layer in the same way; then every weight moves against its gradient.",
        "Step 9: the same again, with the new weights.",
        "Step 10: watch the loss, on the training samples and on others.",
    ]
    return sentences[step]
