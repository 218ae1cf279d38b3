"""All that a matrix can do to a plane: turn it, stretch it along two axes, turn it again."""

import numpy as np

from dlaudio.decomposition import turn
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number

LETTER = np.array([[0, 0], [7, 0], [7, 7], [3, 7], [3, 4], [0, 4]]) / 10
CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 120)), np.sin(np.linspace(0, 2 * np.pi, 120))])


def matrix(first: float = -40.0, stretches=(2.0, 0.6), second: float = 70.0) -> np.ndarray:
    """The matrix (2, 2) of all three stages; arguments as of `draw`."""
    return turn(first) @ np.diag(stretches) @ turn(second)


def draw(first: float = -40.0, stretches=(2.0, 0.6), second: float = 70.0):
    """Draw a shape in a circle before and after each of the three stages.

    Parameters
    ----------
    first, second : float
        Angles of the two turns, degrees.
    stretches : two numbers
        By how much the axes are stretched between the turns.
    """
    stages = [("before", np.eye(2), "$x$")]
    stages.append(("turned", turn(first), f"by {number(first)}°"))
    scaled = stages[-1][1] @ np.diag(stretches)
    stages.append(("stretched", scaled, f"by {number(stretches[0])} and {number(stretches[1])}"))
    stages.append(("turned again", scaled @ turn(second), f"by {number(second)}°"))
    card = Card(6.0)
    side = 1.15 * max(1, *np.abs(stretches))
    said = []
    for i, (title, M, note) in enumerate(stages):
        left = 0.4 + 4.28 * i
        limits = {"xlim": (-side, side), "ylim": (-side, side)}
        plane = card.plane(left, 1.3, 4.0, 4.0, equal=True, **limits)
        plane.set(xticks=[], yticks=[])
        plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
        plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
        ink = OUTPUT if i == len(stages) - 1 else INPUT
        plane.fill(*(LETTER @ M).T, fc=ink.fill, ec=ink.line, lw=2)
        plane.plot(*(CIRCLE.T @ M).T, color="#6A7180", lw=1.4, ls="--")
        card.write(left + 2.0, 0.75, title, size=13.5, bold=True)
        card.write(left + 2.0, 5.6, note, ink=GREY, size=12)
        said.append(title if not i else f"{title} {note}")
    return card.figure, (
        f"A shape in a circle: {'; '.join(said)}. The circle has become an ellipse; straight lines "
        "are straight, and what lay between two points still does."
    )
