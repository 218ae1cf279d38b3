"""A WaveNet at work: all layers for one sample, a throw of dice, and the net hears what it drew."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card
from dlaudio.plots.parts.stacks import stack
from dlaudio.widgets.controls import Slider

TITLE = "One sample after the other"
CONTROLS = {"written": Slider(0, 8, 1, 0, "samples written", play=True)}
DILATIONS, GIVEN, LENGTH = (1, 2, 4), 10, 20
GAP, LEFT, STEP = 1.35, 0.9, 0.72
SOUND = 0.7 * np.sin(0.62 * np.arange(LENGTH) + 0.3) + 0.3 * np.sin(1.24 * np.arange(LENGTH) + 1)


def draw(written: int):
    """The stack as it makes the next sample, over the sound so far.

    Parameters
    ----------
    written : int, 0 to 8
        How many samples are the net's own already.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    written = int(written)
    known = GIVEN + written
    card = Card(GAP * len(DILATIONS) + 5.6)
    low = GAP * len(DILATIONS) + 1.2
    rows = [
        [(LEFT + STEP * i, low - GAP * level) for i in range(known)]
        for level in range(len(DILATIONS) + 1)
    ]
    links = [[[i - d * m for m in (0, 1) if i >= d * m] for i in range(known)] for d in DILATIONS]
    stack(card, rows, links, known - 1, radius=0.22)
    floor = low + 2.3  # where the sound is nothing
    card.ax.plot([LEFT, LEFT + STEP * (LENGTH - 1)], [floor, floor], color="0.8", lw=1)
    for i, height in enumerate(SOUND[: known + 1]):
        ink = INPUT if i < GIVEN else OUTPUT if i < known else WEIGHT
        x = LEFT + STEP * i
        card.ax.plot([x, x], [floor, floor - height], color=ink.line, lw=4, solid_capstyle="butt")
    top, x = rows[-1][-1], LEFT + STEP * known
    card.ax.annotate(
        "",
        (x, floor - max(SOUND[known], 0) - 0.15),
        top,
        arrowprops={
            "arrowstyle": "-|>",
            "color": OUTPUT.line,
            "lw": 1.8,
            "connectionstyle": "angle,angleA=0,angleB=90,rad=8",
        },
    )
    card.write(x + 0.25, top[1] - 0.35, "dice", ink=OUTPUT, size=11.5, align="left")
    legend = ((INPUT, "given"), (OUTPUT, "written, and heard by the net"), (WEIGHT, "drawn now"))
    for place, (ink, words) in zip((0.9, 3.4, 10.4), legend, strict=True):
        card.ax.plot([place, place + 0.4], [card.height - 0.55] * 2, color=ink.line, lw=5)
        card.write(place + 0.6, card.height - 0.53, words, ink=ink, size=11.5, align="left")
    return card.figure, (
        f"{GIVEN} samples were given and {written} are written. The net runs all its layers once, "
        f"over the last 8 of them, for the probabilities of sample {known + 1}; dice choose its "
        "value, and in the next step the net hears it like any other."
    )
