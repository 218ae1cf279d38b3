"""The shortest way back through a net with a skip connection, and the slope that is left there."""

from collections.abc import Sequence

import numpy as np

from dlaudio.networks.skipping import slope_share
from dlaudio.plots.drawings.fading import power
from dlaudio.plots.parts import GRADIENT, GREY, PLAIN, Card

LEFT, RIGHT = 3.0, 13.4


def stops(steps: int, skip: int) -> list[int]:
    """The steps that a shortest way from `steps` down to 0 touches: long links first."""
    long = list(range(steps, -1, -skip))
    return long + list(range(long[-1] - 1, -1, -1))


def draw(skips: Sequence[int] = (1, 25, 10, 7), *, inputs: int = 50):
    """Draw a lane for each skip: its shortest way from the last input to the first, and the share.

    Parameters
    ----------
    skips : sequence of int
        How far back the second matrix listens.
    inputs : int
    """
    from matplotlib.patches import Arc

    if not skips:
        raise ValueError("strides needs at least one skip")
    card, said = Card(1.4 + 1.75 * len(skips)), []
    wide = (RIGHT - LEFT) / (inputs - 1)
    for lane, skip in enumerate(skips):
        y, share = 1.75 * (lane + 1), slope_share(inputs, skip)
        card.ax.plot((LEFT, RIGHT), (y, y), color=GREY.line, lw=1.2, zorder=0)
        card.write(0.5, y - 0.3, f"stride {skip}", align="left", size=13)
        way = stops(inputs - 1, skip)
        for a, b in zip(way[:-1], way[1:], strict=True):
            middle, width = LEFT + wide * (a + b) / 2, wide * (a - b)
            tall = 0.5 + 1.3 * np.sqrt((a - b) / (inputs - 1))
            look = {"color": GRADIENT.line, "lw": 1.8}
            card.ax.add_patch(Arc((middle, y), width, tall, theta1=180, theta2=360, **look))
        card.write(13.9, y - 0.3, power(share), ink=GRADIENT, size=13, bold=True, align="left")
        said.append(f"stride {skip}: {len(way) - 1} links, {power(share)}")
    low = 1.75 * len(skips) + 0.75
    card.write(LEFT, low, "first input", ink=GREY, size=12)
    card.write(RIGHT, low, "last", ink=GREY, size=12)
    card.write(13.9, low, "of the slope is left", ink=PLAIN, size=12, align="left")
    return card.figure, (
        f"The shortest way back over {inputs - 1} steps, and the share of the slope that is left "
        f"at the first of {inputs} inputs. {'; '.join(said)}."
    )
