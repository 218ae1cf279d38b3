"""A WaveNet at work: all layers for one sample, a throw of dice, and the net hears what it drew."""

from functools import cache

import numpy as np

from dlaudio.datasets.plucks import pluck_tune
from dlaudio.generation import learnt
from dlaudio.generation.strings import DILATIONS as BLOCKS
from dlaudio.generation.strings import LEVELS
from dlaudio.generation.wavenet import decode_mu_law, encode_mu_law
from dlaudio.layers import softmax
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card
from dlaudio.plots.parts.stacks import stack
from dlaudio.widgets.controls import Slider

TITLE = "One sample after the other"
CONTROLS = {"written": Slider(0, 8, 1, 0, "samples written", play=True)}
DILATIONS, GIVEN, LENGTH = BLOCKS[:3], 10, 20  # of the net's blocks three are drawn
NOTE, START, SEED = 67, 200, 0  # a string, the first sample that is shown, the dice
GAP, LEFT, STEP, TALL, CHART = 1.35, 0.9, 0.72, 0.05, 15.0


@cache
def written_by_the_net() -> tuple[np.ndarray, np.ndarray]:
    """Levels (19,) of a string, ten true and nine of the net, with their probabilities (9, 65)."""
    sound, condition = pluck_tune([NOTE], 0.1)
    codes = encode_mu_law(sound[: START + GIVEN].astype(float), LEVELS)
    net, dice, found = learnt.strings(), np.random.default_rng(SEED), []
    for _ in range(LENGTH - 1 - GIVEN):
        heard = np.append(0, decode_mu_law(codes, LEVELS))[None]  # silence before the first
        x = np.concatenate([heard, condition[:, : len(codes) + 1]])[None].astype(np.float32)
        found.append(softmax(net(x)[:, -1].astype(float))[0])
        drawn = int((found[-1].cumsum()[:-1] <= dice.random()).sum())
        codes = np.append(codes, drawn)
    return codes[START:], np.array(found)


def draw(written: int):
    """The stack as it makes the next sample, over the sound so far and its 65 probabilities.

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
    codes, chances = written_by_the_net()
    heights = TALL * (codes - LEVELS // 2)
    card = Card(GAP * len(DILATIONS) + 6.4)
    low = GAP * len(DILATIONS) + 1.2
    rows = [
        [(LEFT + STEP * i, low - GAP * level) for i in range(known)]
        for level in range(len(DILATIONS) + 1)
    ]
    links = [[[i - d * m for m in (0, 1) if i >= d * m] for i in range(known)] for d in DILATIONS]
    stack(card, rows, links, known - 1, radius=0.22)
    blocks = f"{len(DILATIONS)} of the net's {len(BLOCKS)} blocks"
    card.write(LEFT - 0.25, 0.55, blocks, ink=GREY, size=11.5, align="left")
    floor = low + 2.5  # where the sound is nothing
    card.ax.plot([LEFT, LEFT + STEP * (LENGTH - 1)], [floor, floor], color="0.8", lw=1)
    for i, height in enumerate(heights[: known + 1]):
        ink = INPUT if i < GIVEN else OUTPUT if i < known else WEIGHT
        x = LEFT + STEP * i
        card.ax.plot([x, x], [floor, floor - height], color=ink.line, lw=4, solid_capstyle="butt")
    p, drawn = chances[written], int(codes[known])
    rows_of_levels = floor - TALL * (np.arange(LEVELS) - LEVELS // 2)
    for level in np.flatnonzero((p > 0.005) | (np.arange(LEVELS) == drawn)):
        ink, wide = WEIGHT if level == drawn else OUTPUT, 2.2 * p[level] / p.max()
        card.ax.barh(rows_of_levels[level], wide, 0.8 * TALL, left=CHART, color=ink.line)
    top = rows_of_levels[-1]
    card.ax.vlines(CHART, top, rows_of_levels[0], color="0.8", lw=1)
    _arrow(card, rows[-1][-1], (CHART + 0.6, top - 0.1), "angle,angleA=0,angleB=90,rad=8", OUTPUT)
    card.write(CHART + 0.9, top - 0.35, f"{LEVELS} levels", ink=OUTPUT, size=11.5, align="left")
    end = LEFT + STEP * known + 0.12, floor - heights[known]
    _arrow(card, (CHART - 0.08, end[1]), end, "arc3", WEIGHT)
    card.write(CHART - 0.15, end[1] - 0.35, "dice", ink=WEIGHT, size=11.5, align="right")
    legend = ((INPUT, "given"), (OUTPUT, "written, and heard by the net"), (WEIGHT, "drawn now"))
    for place, (ink, words) in zip((0.9, 3.4, 10.4), legend, strict=True):
        card.ax.plot([place, place + 0.4], [card.height - 0.55] * 2, color=ink.line, lw=5)
        card.write(place + 0.6, card.height - 0.53, words, ink=ink, size=11.5, align="left")
    likeliest = int(p.argmax())
    return card.figure, (
        f"{GIVEN} samples of a string were given and {written} are written. The net runs all its "
        f"{len(BLOCKS)} blocks once; the {len(DILATIONS)} that are drawn hear the last "
        f"{1 + sum(DILATIONS)} of them. For sample {known + 1} it thinks level {likeliest} of 0 to "
        f"{LEVELS - 1} likeliest, with {p[likeliest]:.0%}; the dice fall on level {drawn}, which "
        f"had {p[drawn]:.0%}, and in the next step the net hears it like any other."
    )


def _arrow(card: Card, start, end, way: str, ink) -> None:
    """An arrow from start to end, bent as `way` says."""
    how = {"arrowstyle": "-|>", "color": ink.line, "lw": 1.8, "connectionstyle": way}
    card.ax.annotate("", end, start, arrowprops=how)
