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


def bits(times=(0, 1, 12), *, start=(-1, 0), rate: float = 0.1):
    """Draw where a walker is as the sum of two bits, one on each diagonal, at several steps.

    Parameters
    ----------
    times : sequence of three int
        After how many steps.
    start : pair of numbers
        On neither diagonal.
    rate : float
        The learning rate α.
    """
    diagonals = np.array([(1.0, 1.0), (1.0, -1.0)])
    shares = np.asarray(start, dtype=float) @ diagonals.T / 2
    if len(times) != 3 or np.isclose(shares, 0).any():
        raise ValueError(f"tilted_valley.bits needs three times and two bits, got {times}, {start}")
    parts = shares[:, None] * diagonals
    factors = 1 - rate * np.diag(diagonals @ CURVATURES @ diagonals.T) / 2
    card, said = Card(6.6), []
    low, high = np.min([*parts, start, (0, 0)], axis=0), np.max([*parts, start, (0, 0)], axis=0)
    for column, t in enumerate(times):
        left, now = 0.5 + 5.7 * column, factors[:, None] ** t * parts
        frame = {"xlim": (low[0] - 0.2, high[0] + 0.2), "ylim": (low[1] - 0.1, high[1] + 0.1)}
        plane = card.plane(left, 1.0, 5.2, 4.0, **frame, equal=True)
        plane.axis("off")
        for part, whole, ink in zip(now, parts, (INPUT, OUTPUT), strict=True):
            plane.plot(*np.array([(0, 0), 1.15 * whole]).T, "--", color=GREY.line, lw=1.2)
            plane.plot(*np.array([part, now.sum(axis=0)]).T, ":", color=GREY.text, lw=1.4)
            if np.linalg.norm(part) > 0.1:
                vector(plane, (0, 0), part, ink=ink, width=2.4)
            else:
                plane.plot(*np.array([(0, 0), part]).T, color=ink.line, lw=2.4, zorder=5)
        plane.plot(0, 0, "o", ms=5, color=GREY.text, zorder=6)
        plane.plot(*now.sum(axis=0), "o", ms=9, mfc="white", mec=WEIGHT.line, mew=2, zorder=7)
        when = f"after {t} step{'s' * (t > 1)}" if t else "at the start"
        card.write(left + 2.6, 0.6, when, size=13, bold=True)
        percent = [f"{number(100 * factor**t, 0)} %" for factor in factors]
        for row, (name, ink) in enumerate((("steep", INPUT), ("flat", OUTPUT))):
            words = f"{percent[row]} of the {name} bit" if t else f"the {name} bit"
            card.write(left + 2.6, 5.4 + 0.6 * row, words, ink=ink, size=12)
        ends = [f"({number(x, 2)}, {number(y, 2)})" for x, y in (*now, now.sum(axis=0))]
        left_over = f" ({percent[0]} and {percent[1]} are left)" if t else ""
        said.append(f"{when} {ends[2]}, the sum of {ends[0]} and {ends[1]}{left_over}")
    return card.figure, (
        f"A walker's place as the sum of two arrows, one on each diagonal: {'; '.join(said)}. "
        f"A step multiplies the first arrow by {number(factors[0])} and the second by "
        f"{number(factors[1])}, so only the flat one is left and he follows it."
    )


def _place(w: np.ndarray) -> str:
    return f"({number(float(w[0]))}, {number(float(w[1]))})"
