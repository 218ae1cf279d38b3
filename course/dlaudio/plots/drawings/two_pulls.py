"""What two losses ask of the same outputs: squared errors, and softmax with cross entropy."""

import numpy as np

from dlaudio.layers import softmax
from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, cells, number
from dlaudio.plots.parts.numbers import listed

EXAMPLE = ((3.0, 0.0, -1.0), (0.6, 0.5, 0.0))


def draw(rows=EXAMPLE):
    """Draw two rows of three outputs, the first of which should win, and what pulls at each.

    Parameters
    ----------
    rows : two sequences of three numbers
        Outputs for two samples whose right class is the first.
    """
    outputs = np.asarray(rows, dtype=float)
    if outputs.shape != (2, 3):
        raise ValueError(f"two_pulls needs two rows of three outputs, got shape {outputs.shape}")
    truth = np.array([1.0, 0.0, 0.0])
    card = Card(8.2)
    titles = ("sure and right", "nearly undecided")
    said = []
    for i, (title, y_hat) in enumerate(zip(titles, outputs, strict=True)):
        left, shares = 4.6 + 6.9 * i, softmax(y_hat[None])[0]
        card.write(left + 2.7, 0.7, title, size=13, bold=True)
        for top, values, ink in (
            (1.3, y_hat, OUTPUT),
            (2.7, truth, INPUT),
            (4.3, y_hat - truth, GRADIENT),
            (5.9, shares - truth, GRADIENT),
        ):
            cells(card, values, (left, top), ink=ink, size=(1.8, 1.0), digits=2, type_size=14)
        said.append(
            f"{title}: outputs {listed(y_hat)}, squares pull by {listed(y_hat - truth, 2)}, "
            f"softmax by {listed(shares - truth, 2)}"
        )
    for top, words, ink in (
        (1.8, "outputs", OUTPUT),
        (3.2, "wanted", INPUT),
        (4.8, "squares:\noutput − wanted", GRADIENT),
        (6.4, "softmax:\nshare − wanted", GRADIENT),
    ):
        card.write(4.2, top, words, ink=ink, size=12, align="right")
    largest = number(np.abs(outputs[0] - truth).max(), 2)
    words = f"The sure one is right, and yet the squares pull at it by {largest}."
    card.write(card.width / 2, 7.6, words, size=12)
    return card.figure, f"The first output should win. {'; '.join(said)}."
