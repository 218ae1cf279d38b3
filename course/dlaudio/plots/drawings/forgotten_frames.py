"""The forgotten tone as levels: the answer stands in frame 1, and a window sees the last frames."""

import numpy as np

from dlaudio.datasets.forgotten_tones import NAMES, forgotten_tones
from dlaudio.plots.parts import GREY, OUTPUT, PLAIN, Card

BANDS = ("low", "high", "other", "other")  # in the order of the levels


def draw(gap: int = 20, window: int = 4, seed: int = 0):
    """Draw one sequence of each kind; the first frame and the window are framed.

    Parameters
    ----------
    gap : int, 4 to 30
        Frames after the first.
    window : int, 1 to gap
        Frames at the end that a window sees.
    seed : int
        Draws the sequences.
    """
    if not 4 <= gap <= 30 or not 1 <= window <= gap:
        raise ValueError(
            f"forgotten_frames needs a gap of 4 to 30 and a window in it, got {gap} and {window}"
        )
    X, y = forgotten_tones(2, gap, np.random.default_rng(seed))
    card, wide = Card(7.6), 12.6 / (gap + 1)
    for row, kind in enumerate((0, 1)):
        levels = X[y == kind][0].T
        top, left = 1.2 + 2.8 * row, 3.9
        look = {"xlim": (0, gap + 1), "ylim": (4, 0)}
        ax = card.plane(left, top, wide * (gap + 1), 2.0, **look)
        extent = (0, gap + 1, 4, 0)
        ax.imshow(levels, cmap="Blues", vmin=0, vmax=1.3, aspect="auto", extent=extent)
        ax.set(xticks=[], yticks=[])
        ax.spines[["left", "bottom"]].set_visible(False)
        card.write(0.3, top + 1.0, f"begins\n{NAMES[kind]}", align="left", size=13, bold=True)
        for band, name in enumerate(BANDS):
            card.write(left - 0.2, top + 0.25 + 0.5 * band, name, ink=GREY, size=11, align="right")
        for begin, length, ink in ((0, 1, OUTPUT), (gap + 1 - window, window, PLAIN)):
            frame = {"fill": False, "ec": ink.line, "lw": 3, "zorder": 5, "clip_on": False}
            ax.add_patch(_box(begin, length, frame))
    card.write(3.9, 6.75, "the answer", ink=OUTPUT, size=12.5, align="left")
    sees = f"all that a window of {window} sees"
    card.write(16.5, 6.75, sees, ink=PLAIN, size=12.5, align="right")
    card.write(10.2, 0.65, f"frame 1, then {gap} frames of the others", ink=GREY, size=12)
    return card.figure, (
        f"Two sequences of {gap + 1} frames, levels in four bands. In frame 1 one has the low tone "
        f"and one the high tone; in the other {gap} frames both have only the two other tones, in "
        f"any order. A window of the last {window} frames holds nothing of frame 1."
    )


def _box(begin: float, length: float, look: dict):
    from matplotlib.patches import Rectangle

    return Rectangle((begin, 0), length, 4, **look)
