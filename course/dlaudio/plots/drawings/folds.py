"""One straight climb, folded again and again: each layer of two ReLU units doubles the pieces."""

import numpy as np

from dlaudio.plots.parts import GREY, OUTPUT, Card


def fold(h: np.ndarray) -> np.ndarray:
    """ReLU(2h) - ReLU(4h - 2): up from 0 to 1 and down again, for h from 0 to 1."""
    return np.maximum(2 * h, 0) - np.maximum(4 * h - 2, 0)


def draw(layers: int = 5):
    """Draw x after 0, 1, 2, ... folding layers.

    Parameters
    ----------
    layers : int, 1 to 6
    """
    if not 1 <= layers <= 6:
        raise ValueError(f"folds needs 1 to 6 layers, got {layers}")
    card = Card(4.6)
    x = np.linspace(0, 1, 1 + 2**10)
    h, said = x, []
    step = (card.width - 0.7) / (layers + 1)
    for k in range(layers + 1):
        left = 0.55 + k * step
        plane = card.plane(left, 1.1, step - 0.4, 2.1, xlim=(0, 1), ylim=(-0.05, 1.05))
        plane.set(xticks=[], yticks=[])
        plane.plot(x, h, color=OUTPUT.line, lw=2)
        pieces = 1 + int(np.count_nonzero(np.abs(np.diff(h, 2)) > 1e-9))
        middle = left + (step - 0.4) / 2
        title = f"{k} layer{'s' if k != 1 else ''}"
        card.write(middle, 0.65, title, size=13, bold=True)
        counts = f"{pieces} piece{'s' if pieces != 1 else ''}", f"{2 * k} units"
        card.write(middle, 3.6, counts[0], ink=OUTPUT, size=12)
        card.write(middle, 4.15, counts[1], ink=GREY, size=12)
        said.append(f"{title}: {counts[0]}, {counts[1]}")
        h = fold(h)
    return card.figure, f"Zigzags over the interval from 0 to 1. {'; '.join(said)}."
