"""One straight climb, folded again and again: each layer of two ReLU units doubles the pieces."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number


def fold(h: np.ndarray) -> np.ndarray:
    """ReLU(2h) - ReLU(4h - 2): up from 0 to 1 and down again, for h from 0 to 1."""
    return np.maximum(2 * h, 0) - np.maximum(4 * h - 2, 0)


def draw_parts(x: float = 0.3):
    """Draw the two units of a fold and their sum, and the way of one point through two folds.

    Parameters
    ----------
    x : float, from 0 to 1
        The point.
    """
    if not 0 <= x <= 1:
        raise ValueError(f"draw_parts needs a point from 0 to 1, got {x}")
    card, side = Card(6.7), np.linspace(0, 1, 101)
    up, down = np.maximum(2 * side, 0), -np.maximum(4 * side - 2, 0)
    panels = [
        ("unit 1 climbs", up, WEIGHT, "ReLU(2x)"),
        ("unit 2 is taken away", down, WEIGHT, "−ReLU(4x − 2)"),
        ("their sum: a fold", up + down, OUTPUT, "up to 1, and back to 0"),
    ]
    for i, (title, curve, ink, note) in enumerate(panels):
        left = 1.0 + 5.75 * i
        plane = card.plane(left, 1.2, 4.7, 2.9, xlim=(0, 1), ylim=(-2.2, 2.2))
        plane.set(xticks=[0, 0.5, 1], yticks=[-2, 0, 2])
        plane.tick_params(labelleft=not i)
        plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
        plane.plot(side, curve, color=ink.line, lw=2.6)
        card.write(left + 2.35, 0.65, title, size=13.5, bold=True)
        card.write(left + 2.35, 5.05, note, ink=ink, size=12)
        if i < 2:
            card.write(left + 5.22, 2.65, "+="[i], size=20, bold=True)
    way = [number(x, 2), number(float(fold(np.array(x))), 2)]
    way.append(number(float(fold(fold(np.array(x)))), 2))
    for i, (value, ink) in enumerate(zip(way, (INPUT, OUTPUT, OUTPUT), strict=True)):
        card.write(5.2 + 3.6 * i, 6.1, value, ink=ink, size=15, bold=True)
        if i < 2:
            card.write(7.0 + 3.6 * i, 6.1, "— fold →", ink=GREY, size=13)
    said = "; ".join(f"{title}, {note}" for title, _, _, note in panels)
    return card.figure, (
        f"Three curves for x from 0 to 1 in steps of 0.5, between −2 and 2: {said}. Below, "
        f"one point goes through two folds: {way[0]} becomes {way[1]}, and that becomes {way[2]}."
    )


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
