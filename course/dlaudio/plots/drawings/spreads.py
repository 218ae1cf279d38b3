"""Curves with their spread: the mean of several starts as a line, all of them as a band."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, PLAIN, Card
from dlaudio.plots.pictures import MARKERS, OKABE_ITO

EXAMPLE = {"one": [[80, 60, 40], [84, 66, 50]], "other": [[82, 80, 81], [88, 87, 84]]}


def draw(
    curves: Mapping = EXAMPLE,
    x=(0, 40, 80),
    *,
    xlabel: str = "delay (ms)",
    ylabel: str = "right (%)",
    log: bool = False,
):
    """Draw the mean over starts of each curve, and from the lowest to the highest start.

    Parameters
    ----------
    curves : mapping from names to arrays, shape (starts, n), up to 5
    x : array, shape (n,)
    xlabel, ylabel : str
    log : bool
        Whether x is drawn by its logarithm.
    """
    x = np.asarray(x, dtype=float)
    found = {name: np.asarray(v, dtype=float) for name, v in curves.items()}
    if not 1 <= len(found) <= 5 or any(v.shape[1:] != x.shape for v in found.values()):
        shapes = {name: v.shape for name, v in found.items()}
        raise ValueError(f"spreads needs 1 to 5 curves of {len(x)} values, got {shapes}")
    card = Card(7.0)
    low, high = min(v.min() for v in found.values()), max(v.max() for v in found.values())
    edge = 0.06 * (high - low or 1)
    ends = (x.min(), x.max())
    margin = (ends[1] - ends[0]) * 0.02
    xlim = (ends[0] * 0.93, ends[1] * 1.07) if log else (ends[0] - margin, ends[1] + margin)
    labels = {"xlabel": xlabel, "ylabel": ylabel}
    ax = card.plane(1.7, 0.7, 9.4, 4.9, xlim=xlim, ylim=(low - edge, high + edge), **labels)
    if log:
        ax.set_xscale("log")
        ax.set_xticks(x, [f"{v:g}" for v in x], minor=False)
        ax.set_xticks([], minor=True)
    order = sorted(found, key=lambda name: -found[name][:, -1].mean())
    names = list(found)
    for place, name in enumerate(order):
        k = names.index(name)
        colour, mark = list(OKABE_ITO.values())[k], MARKERS[k]
        values = found[name]
        ax.fill_between(x, values.min(axis=0), values.max(axis=0), color=colour, alpha=0.18, lw=0)
        ax.plot(x, values.mean(axis=0), color=colour, marker=mark, lw=2, ms=6)
        y = 1.1 + 1.15 * place
        card.ax.plot([11.5, 12.1], [y, y], color=colour, marker=mark, lw=2, ms=6)
        card.write(12.3, y, name, ink=PLAIN, size=11.5, align="left")
    starts = len(next(iter(found.values())))
    card.write(11.5, 5.3, f"line: mean of {starts} starts\nband: all of them", ink=GREY, size=11,
               align="left")  # fmt: skip
    told = "; ".join(
        f"{name} from {v[:, 0].mean():.0f} to {v[:, -1].mean():.0f}" for name, v in found.items()
    )
    return card.figure, (
        f"{ylabel} against {xlabel}, from {x[0]:g} to {x[-1]:g}, means of {starts} starts: {told}."
    )
