"""A valley at an angle: two walkers who stay on its diagonals, and one beside them who bends."""

import numpy as np

from dlaudio.descent import descend
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number, vector

CURVATURES = np.array([[2.0, 1.0], [1.0, 2.0]])
STARTS = {(1, 1): INPUT, (1, -1): OUTPUT, (-1, 0): WEIGHT}


def draw(rate: float = 0.1, steps: int = 12):
    """Draw descents on J = w A w / 2 with the slopes 2 w1 + w2 and w1 + 2 w2, from three places.

    Parameters
    ----------
    rate : float
        The learning rate α.
    steps : int
        Steps of each walker; the first is an arrow, the others end in dots.
    """
    card, reach = Card(8.2), 1.35
    limits = {"xlim": (-reach, reach), "ylim": (-reach, reach)}
    plane = card.plane(1.9, 0.5, 7.4, 6.4, **limits, equal=True)
    plane.set_xlabel("$w_1$", fontsize=12)
    plane.set_ylabel("$w_2$", fontsize=12)
    grid = np.meshgrid(np.linspace(*plane.get_xlim(), 120), np.linspace(*plane.get_ylim(), 120))
    height = np.einsum("aij,ab,bij->ij", grid, CURVATURES, grid) / 2
    plane.contour(*grid, height, levels=np.geomspace(0.02, 4, 9), colors="#C3C8D1", linewidths=1)
    for end in (reach, -reach):
        plane.plot((-reach, reach), (-end, end), "--", lw=1.2, color=GREY.text, zorder=2)
    said = []
    for row, (start, ink) in enumerate(STARTS.items()):
        path = descend(lambda w: CURVATURES @ w, np.array(start, dtype=float), lr=rate, steps=steps)
        plane.plot(*path.T, "o-", ms=4, lw=1.2, color=ink.line, zorder=4)
        vector(plane, path[0], path[1], ink=GRADIENT)
        plane.plot(*path[0], "o", ms=9, mfc="white", mec=ink.line, mew=2, zorder=7)
        places = f"{_place(path[0])} to {_place(path[1])}"
        curvature = float(CURVATURES[0] @ start) / start[0]
        factor = f"× {number(1 - rate * curvature)} = 1 − {number(rate)} · {number(curvature)}"
        straight = np.allclose(CURVATURES @ start, curvature * np.array(start))
        rule = f"{factor}, straight on" if straight else "each part by its own factor: he bends"
        card.write(10.2, 1.6 + 1.9 * row, places, ink=ink, size=13, bold=True, align="left")
        card.write(10.2, 2.3 + 1.9 * row, rule, ink=GREY, size=12, align="left")
        said.append(f"from {places}: {rule}")
    return card.figure, (
        "Long oval level lines, steep across and flat along, at an angle to both weights, and "
        f"three walkers, {steps} steps each. Their first steps go {'; '.join(said)}, first across "
        "and then along the flat diagonal, which is dashed like the steep one."
    )


def _place(w: np.ndarray) -> str:
    return f"({number(float(w[0]))}, {number(float(w[1]))})"
