"""Which onset found belongs to which true one: each is used once, so two cannot claim the same."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, arrow
from dlaudio.plots.parts.numbers import number

TRUE, FOUND = (1.0, 1.5, 2.0, 2.5), (0.97, 1.03, 1.47, 2.2, 2.49)
LEFT, RIGHT = 2.6, 17.0


def pairs(found, truth, tolerance: float) -> list[tuple[int, int]]:
    """(place in found, place in truth) of as many hits as possible, both rising.

    Parameters
    ----------
    found, truth : sequences of float
        Rising times in seconds.
    tolerance : float
        In seconds; exactly so far off still counts.
    """
    hits, j = [], 0
    for i, time in enumerate(found):
        while j < len(truth) and truth[j] < time - tolerance:
            j += 1
        if j < len(truth) and truth[j] <= time + tolerance:
            hits.append((i, j))
            j += 1
    return hits


def draw(found=FOUND, truth=TRUE, tolerance: float = 0.05):
    """Draw two lines of time, with the hits joined, and the three numbers below.

    Parameters
    ----------
    found, truth : sequences of float, 1 to 8 times each
        Rising, in seconds.
    tolerance : float
        In seconds, drawn around each true onset.
    """
    if not (1 <= len(found) <= 8 and 1 <= len(truth) <= 8):
        raise ValueError(
            f"onset_pairs needs 1 to 8 times found and true, got {len(found)} and {len(truth)}"
        )
    hits = pairs(found, truth, tolerance)
    every = [*found, *truth]
    first, last = min(every) - 2 * tolerance, max(every) + 2 * tolerance
    scale = (RIGHT - LEFT) / (last - first)
    place = {time: LEFT + (time - first) * scale for time in every}
    card, high, low = Card(5.2), 1.6, 3.2
    for y, name in ((high, "true"), (low, "found")):
        card.ax.plot((LEFT, RIGHT), (y, y), color=GREY.line, lw=1.5, zorder=1)
        card.write(LEFT - 0.4, y, name, size=13, bold=True, align="right")
    for j, time in enumerate(truth):
        met = any(j == other for _, other in hits)
        wide = tolerance * scale
        card.ax.fill_between(
            (place[time] - wide, place[time] + wide), high - 0.3, low + 0.3,
            color=INPUT.fill, lw=0, zorder=0,
        )  # fmt: skip
        card.ax.plot(place[time], high, "o", ms=10, color=(INPUT if met else GREY).line, zorder=3)
        card.write(place[time], high - 0.75, number(time), ink=INPUT if met else GREY, size=12)
    for i, time in enumerate(found):
        met = any(i == other for other, _ in hits)
        ink = OUTPUT if met else GRADIENT
        card.ax.plot(place[time], low, "o" if met else "X", ms=10, color=ink.line, zorder=3)
        crowded = i + 1 < len(found) and place[found[i + 1]] - place[time] < 1.2
        shift = -0.35 if crowded else 0.35 if i and place[time] - place[found[i - 1]] < 1.2 else 0
        card.write(place[time] + shift, low + 0.75, number(time), ink=ink, size=12)
    for i, j in hits:
        ends = (place[found[i]], low), (place[truth[j]], high)
        arrow(card, *ends, ink=OUTPUT, width=2.4, gap=0.22)
    f = 2 * len(hits) / (len(found) + len(truth))
    said = (
        f"{len(hits)} {'hit' if len(hits) == 1 else 'hits'}: precision {len(hits)}/{len(found)}, "
        f"recall {len(hits)}/{len(truth)}, F = {2 * len(hits)}/{len(found) + len(truth)} = "
        f"{number(f, 2)}"
    )
    card.write(card.width / 2, 4.7, said, size=12.5)
    joined = ", ".join(f"{number(found[i])} with {number(truth[j])}" for i, j in hits)
    alone = np.setdiff1d(range(len(found)), [i for i, _ in hits])
    missed = np.setdiff1d(range(len(truth)), [j for _, j in hits])
    return card.figure, (
        f"True onsets and found ones, {number(1000 * tolerance)} ms around each true one. Joined: "
        f"{joined or 'none'}. Found without a partner: "
        f"{', '.join(number(found[i]) for i in alone) or 'none'}; missed: "
        f"{', '.join(number(truth[j]) for j in missed) or 'none'}. {said}."
    )
