"""Where two hidden units put the four corners of XOR: one start that learns it, one stuck."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, Card, number
from dlaudio.widgets.xor_learning import X, Y, forward, learn

NAMES = ("0, 0", "0, 1", "1, 0", "1, 1")
LIMITS = (-0.42, 1.42)
TOGETHER = 0.05  # closer than this, two corners are one spot to the eye


def draw(starts=(0, 6), steps: int = 3000):
    """Draw the outputs of the two hidden units for all four rows, and the line where y is 0.5.

    Parameters
    ----------
    starts : two ints
        Numbers of random starts, as in the demo of 5.4.
    steps : int
    """
    card, said = Card(8.6), []
    for i, start in enumerate(starts):
        weights, _ = learn(start, 2, steps)
        hidden, out = forward(X, *weights)
        right = np.array_equal(out > 0.5, Y > 0.5)
        left = 1.6 + 8.6 * i
        title = f"start {start}: {'learnt' if right else 'stuck'}"
        card.write(left + 3.2, 0.65, title, size=14, bold=True)
        plane = card.plane(left, 1.1, 6.4, 6.0, xlim=LIMITS, ylim=LIMITS)
        _line(plane, weights[2][:, 0], weights[3][0])
        for row in np.argsort(Y[:, 0]):
            ink, marker, size = (GRADIENT, "^", 9) if Y[row, 0] else (INPUT, "o", 15)
            plane.plot(*hidden[row], marker, ms=size, color=ink.line, mec="white", zorder=4)
        for rows in _spots(hidden):
            _name(plane, hidden[rows[0]], rows, out[:, 0])
        plane.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
        plane.set_xlabel("first hidden unit", fontsize=12, labelpad=1)
        if not i:
            plane.set_ylabel("second hidden unit", fontsize=12, labelpad=1)
        places = ", ".join(
            f"{name} at ({number(a, 2)}, {number(b, 2)}) with the output {number(y, 2)}"
            for name, (a, b), (y,) in zip(NAMES, hidden, out, strict=True)
        )
        said.append(f"{title}: {places}")
    card.write(2.4, 8.25, "●  XOR is 0", ink=INPUT, size=12, align="left")
    card.write(5.4, 8.25, "▲  XOR is 1", ink=GRADIENT, size=12, align="left")
    card.write(8.4, 8.25, "dashed: the network says 0.5", ink=PLAIN, size=12, align="left")
    return card.figure, f"The four rows in the hidden layer. {'; '.join(said)}."


def _spots(hidden) -> list[list[int]]:
    """The rows that lie on the same spot, together."""
    spots: list[list[int]] = []
    for row, place in enumerate(hidden):
        for spot in spots:
            if np.linalg.norm(hidden[spot[0]] - place) < TOGETHER:
                spot.append(row)
                break
        else:
            spots.append([row])
    return spots


def _name(plane, place, rows, out) -> None:
    """The rows of a spot and what is said to them, beside it and inside the plane."""
    words = "\n".join(f"({NAMES[row]}) says {number(out[row], 2)}" for row in rows)
    side = "left" if place[0] < 0.5 else "right"
    away = 9 if side == "left" else -9
    above = place[1] < 0.2 if len(rows) == 1 else place[1] > 0.5
    plane.annotate(
        words,
        place,
        xytext=(away, 6 if above else -8),
        textcoords="offset points",
        ha=side,
        va="bottom" if above else "top",
        fontsize=11,
        zorder=3,
        bbox={"fc": "white", "ec": "none", "pad": 1},
    )


def _line(plane, weights, bias) -> None:
    """Where the output is 0.5: the sum that the last unit makes is 0 there."""
    h = np.linspace(*LIMITS, 60)
    grid = np.stack(np.meshgrid(h, h), axis=-1)
    plane.contour(h, h, grid @ weights + bias, levels=[0], colors="#3A4150", linestyles="--")
