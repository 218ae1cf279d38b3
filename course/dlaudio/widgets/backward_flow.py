"""Ten steps of learning in a small network: values forwards, and blame back along every line."""

from dataclasses import dataclass

import numpy as np

from dlaudio.layers.functions import sigmoid
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, net, number
from dlaudio.plots.parts.inks import Ink
from dlaudio.plots.parts.layers import columns
from dlaudio.widgets.controls import Slider

TITLE = "There and back"
CONTROLS = {"step": Slider(0, 10, 1, 2, "step", play=True)}
SIZES = (2, 3, 3, 2, 1)
NAMES = ("$X$", "$H_1$", "$H_2$", "$H_3$", r"$\hat{y}$")
TARGET = 1.0
# from which step on the slopes of a layer's H, of its Z, and of the weights below it are known
KNOWN_H, KNOWN_Z = (99, 7, 5, 3, 3), (99, 8, 6, 4, 3)
KNOWN_W = (8, 7, 5, 3)
PALEST = np.array([0xFA, 0xD9, 0xC2])
DARKEST = np.array([0xD5, 0x5E, 0x00])


@dataclass(frozen=True)
class Example:
    """One sample in one network: each list has an entry for every layer, the input's first."""

    weights: list[np.ndarray]
    H: list[np.ndarray]
    dH: list[np.ndarray]
    dZ: list[np.ndarray]
    dW: list[np.ndarray]
    loss: float


def example() -> Example:
    """The network of the demo, with all that is computed in it for its one sample."""
    rng = np.random.default_rng(1)
    weights = [rng.normal(size=pair) for pair in zip(SIZES, SIZES[1:], strict=False)]
    H = [rng.normal(size=(1, SIZES[0]))]
    for W in weights[:-1]:
        H.append(sigmoid(H[-1] @ W))
    H.append(H[-1] @ weights[-1])
    error = H[-1] - TARGET
    dH, dZ, dW = [2 * error], [2 * error], []
    for layer in range(len(weights) - 1, -1, -1):
        dW.insert(0, H[layer].T @ dZ[0])
        dH.insert(0, dZ[0] @ weights[layer].T)
        dZ.insert(0, dH[0] * H[layer] * (1 - H[layer]))
    return Example(weights, H, dH, dZ, dW, float((error**2).sum()))


def draw(step: int):
    """The state of the computation after `step` of the ten steps (0: only the input is known).

    Returns
    -------
    figure : matplotlib Figure
        Lines are as wide as their weight, dashed if it is negative; orange, or as deep a vermilion
        as their share of the blame, once that is known.
    text : str
        What this step does, and the numbers it gives.
    """
    made = example()
    card = Card(9.0)
    places = columns(1.6, card.width - 1.6, 1.7, 6.6, SIZES)
    values = [
        [float(h) if step >= 2 or layer == 0 else None for h in row[0]]
        for layer, row in enumerate(made.H)
    ]
    lines = made.weights if step >= 1 else [np.zeros_like(w) for w in made.weights]
    net(
        card,
        places,
        lines,
        names=[[""] * size for size in SIZES],
        values=values,
        inks=[INPUT, PLAIN, PLAIN, PLAIN, OUTPUT],
        line_ink=lambda layer, i, j: _blame(made.dW, layer, i, j, step),
        radius=0.62,
        digits=2,
    )
    for layer, (name, column) in enumerate(zip(NAMES, places, strict=True)):
        card.write(column[0][0], 0.5, name, ink=INPUT if step >= 2 or layer == 0 else GREY, size=14)
        for unit, (x, y) in enumerate(column):
            said = []
            if step >= KNOWN_H[layer]:
                name = "dy" if layer == len(SIZES) - 1 else "dh"
                said.append(f"{name} {number(made.dH[layer][0, unit], 3)}")
            if step >= KNOWN_Z[layer] and layer < len(SIZES) - 1:
                said.append(f"dz {number(made.dZ[layer][0, unit], 3)}")
            for line, words in enumerate(said):
                low = y + 0.92 + 0.42 * line
                card.write(x, low, words, ink=GRADIENT, size=11, halo=True)
    rule = "line: as wide as its weight, dashed below 0"
    card.write(card.width / 2, 8.6, f"{rule}; the deeper its red, the more it is to blame", size=12)
    return card.figure, _words(step, made)


def _blame(dW, layer: int, i: int, j: int, step: int) -> Ink:
    """Orange while unknown; then from pale to vermilion by the root of its share of the largest."""
    if step < KNOWN_W[layer]:
        return WEIGHT
    largest = max(np.abs(part).max() for part in dW)
    share = np.sqrt(abs(dW[layer][i, j]) / largest)
    mixed = np.round(PALEST + share * (DARKEST - PALEST)).astype(int)
    colour = "#" + "".join(f"{part:02X}" for part in mixed)
    return Ink("blame", colour, GRADIENT.text, GRADIENT.fill)


def _words(step: int, made: Example) -> str:
    def numbers(values) -> str:
        return ", ".join(f"{value:.2f}" for value in values[0])

    H, dH, dW = made.H, made.dH, made.dW
    largest = [f"{np.abs(part).max():.3f}" for part in dW]
    sentences = [
        "Only the input X is known. No weight has been drawn yet.",
        "Step 1: the weights are drawn at random. A line is as wide as its weight.",
        f"Step 2: forwards, layer by layer; everything is kept. The output is {H[-1][0, 0]:.2f}.",
        f"Step 3: the target is {TARGET:.0f}, the loss {made.loss:.2f}. The blame of the top "
        f"weights is known, and dH for H3: {numbers(dH[3])}.",
        "Step 4: back through the sigmoid of H3: times H3 (1 - H3), at most a quarter of it stays.",
        f"Step 5: back through the matrix: its blame, and dH for H2: {numbers(dH[2])}.",
        "Step 6: back through the sigmoid of H2.",
        f"Step 7: back through the second matrix: dH for H1: {numbers(dH[1])}.",
        "Step 8: the first layer in the same way; then every weight moves against its slope. "
        f"The largest blame in each layer, first layer first: {', '.join(largest)}.",
        "Step 9: the same again, with the new weights.",
        "Step 10: watch the loss, on the training samples and on others.",
    ]
    return sentences[step]
