"""How far a curve can run away from one stair: a fan of the steepest lines from its middle."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, Card, number

SLOPE = 2 * np.pi  # of a sine of one period, where it is steepest


def sine(x: np.ndarray) -> np.ndarray:
    """One period of a sine for x from 0 to 1."""
    return np.sin(2 * np.pi * x)


def draw(pieces: int = 8):
    """Draw the first stair of a sine, close up, beside all of them.

    Parameters
    ----------
    pieces : int, 4 to 16
    """
    if not 4 <= pieces <= 16:
        raise ValueError(f"stair_error needs 4 to 16 pieces, got {pieces}")
    card = Card(7.4)
    edges = np.linspace(0, 1, pieces + 1)
    heights = sine((edges[:-1] + edges[1:]) / 2)
    x = np.linspace(0, 1, 401)
    plane = card.plane(1.2, 1.2, 6.2, 4.9, xlim=(0, 1), ylim=(-1.15, 1.15), xlabel="$x$")
    plane.set(xticks=[0, 1], yticks=[-1, 0, 1])
    plane.axvspan(0, edges[1], color=GRADIENT.fill, lw=0, zorder=0)
    plane.plot(x, sine(x), color=INPUT.line, lw=2.2)
    plane.hlines(heights, edges[:-1], edges[1:], color=OUTPUT.line, lw=2.6)
    card.write(4.3, 0.65, f"a sine in {pieces} stairs", size=13.5, bold=True)

    right, middle, height, bound = edges[1], edges[1] / 2, heights[0], SLOPE * edges[1] / 2
    low, high = height - bound, height + bound
    room = 0.12 * (high - low)
    limits = {"xlim": (0, right), "ylim": (low - room, high + room)}
    plane = card.plane(9.4, 1.2, 5.6, 4.9, xlabel="$x$", **limits)
    plane.set_xticks([0, middle, right], ["0", "the middle", f"1/{pieces}"])
    plane.set_yticks([height], [number(height, 2)])
    side = np.array([0, middle, right])
    reach = SLOPE * np.abs(side - middle)
    plane.fill_between(side, height - reach, height + reach, color=GRADIENT.fill, lw=0, zorder=0)
    for sign in (-1, 1):
        plane.plot(side, height + sign * reach, color=GRADIENT.line, lw=1.4, ls="--")
    near = np.linspace(0, right, 101)
    plane.plot(near, sine(near), color=INPUT.line, lw=2.6)
    plane.plot([0, right], [height, height], color=OUTPUT.line, lw=2.6)
    plane.plot([middle], [height], "o", color=OUTPUT.line, ms=8)
    card.write(12.2, 0.65, "the first one, close up", size=13.5, bold=True)
    said = number(bound, 2)
    span = 4.9 / (high - low + 2 * room)
    at = 1.2 + (high + room - height) * span  # the stair, counted from the top of the card
    for sign in (-1, 1):
        card.write(15.3, at + sign * bound * span / 2, said, ink=GRADIENT, size=13, align="left")
        plane.annotate(
            "", (right, height + sign * bound), (right, height), annotation_clip=False,
            arrowprops={"arrowstyle": "->", "color": GRADIENT.line, "lw": 1.8},
        )  # fmt: skip
    return card.figure, (
        f"A sine from 0 to 1 in {pieces} stairs between −1 and 1, and the first stair close up, "
        f"from 0 to 1/{pieces}. In its middle it is at the height of the sine, "
        f"{number(height, 2)}. From there two dashed lines as steep as the sine ever is open to "
        f"both sides; at the edges they are {said} above and below the stair, and the sine stays "
        "between them."
    )
