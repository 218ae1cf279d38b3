"""Two clouds that lean, a stair up the gap between them, and a balance that cuts across hiss."""

import numpy as np

from dlaudio.datasets.words import two_words
from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, WEIGHT, Card, number
from dlaudio.plots.parts.vectors import note, vector

WEIGHTS, LIMIT = (4, -3), 7  # what a crossing counts in each half; above 7 it is the second word
STAIR = np.array([(1.9, 0.2), (4.9, 0.2), (4.9, 4.2)])  # up the line where the balance is 7


def draw(first="five", second="seven"):
    """Draw the known words as points with a stair in the gap, and the balance of each word.

    Parameters
    ----------
    first, second : two spoken digits
    """
    X, y = two_words("spoken-digits", first, second, "train")
    names = {-1: f"{first}s", 1: f"{second}s"}
    balance = X @ WEIGHTS
    card = Card(8.4)
    looks = {-1: ("o", INPUT), 1: ("^", GRADIENT)}  # as in `plots.points`
    edges = {"xlim": (1, 6.4), "ylim": (-0.4, 4.6)}
    plane = card.plane(1.3, 0.6, 7.4, 6.6, **edges, equal=True)
    plane.set_xlabel("first half (crossings per ms)", fontsize=12)
    plane.set_ylabel("second half", fontsize=12)
    for label, (marker, ink) in looks.items():
        here = X[y == label]
        plane.plot(*here.T, marker, ms=5, mfc="none", mec=ink.line, alpha=0.75, zorder=3)
    corner, right, top = STAIR
    vector(plane, corner, right, "3 to the right: +12", ink=WEIGHT, side="right", size=12)
    vector(plane, right, top, "4 up: −12", ink=WEIGHT, side="right", size=12, along=0.1)
    plane.plot(*zip(corner, top, strict=True), color=PLAIN.line, lw=1.6, ls="--", zorder=4)
    line = card.plane(10.2, 2.4, 6.8, 2.6, xlim=_room(balance), ylim=(-1, 1))
    line.set_xlabel("4 · first half − 3 · second half", fontsize=12)
    line.set_yticks([])
    for label, (marker, ink) in looks.items():
        here = np.sort(balance[y == label])
        spread = (np.arange(len(here)) * 0.618 % 1 - 0.5) * 0.7 + 0.45 * label
        line.plot(here, spread, marker, ms=5, mfc="none", mec=ink.line, alpha=0.75, zorder=3)
    line.axvline(LIMIT, color=PLAIN.line, lw=1.6, ls="--", zorder=4)
    note(line, (LIMIT, 1), number(LIMIT), (0, 9), size=12)
    for at, label in ((11.9, -1), (15.3, 1)):
        card.write(at, 1.2, names[label], ink=looks[label][1], bold=True)
    wrong = {label: int(((balance > LIMIT) != (y > 0))[y == label].sum()) for label in names}
    words = (
        f"{number(LIMIT)} parts them: {wrong[-1]} of {np.sum(y < 0)} {names[-1]} above it, "
        f"{wrong[1]} of {np.sum(y > 0)} {names[1]} below"
    )
    card.write(13.6, 6.9, words.replace(": ", ":\n"), size=12)
    return card.figure, (
        f"On the left {names[-1]} (circles) and {names[1]} (triangles) over the crossings per "
        "ms of both halves. Both clouds lean, and between them a stair goes 3 to the right, which "
        "counts +12, and 4 up, which counts −12. On the right the balance of each word, 4 times "
        f"the first half minus 3 times the second: {words}."
    )


def _room(balance) -> tuple[float, float]:
    """Limits of an axis with all the balances on it."""
    edge = 0.05 * np.ptp(balance)
    return float(balance.min() - edge), float(balance.max() + edge)
