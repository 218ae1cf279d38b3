"""What has been done, unit by unit: a bar each, as long as its time, filled as far as one got."""

from collections.abc import Sequence

from .pictures import OKABE_ITO, new_figure

EMPTY, INK = "#E6E6E6", "#333333"


def bars(units: Sequence) -> "Figure":  # noqa: F821
    """Picture of `progress.Done` for all units, with points and hours beside each bar."""
    figure = new_figure(width=8.0, height=0.32 * len(units) + 0.3)
    ax = figure.subplots()
    longest = max(done.unit.minutes for done in units)
    for row, done in enumerate(units):
        width, share = done.unit.minutes / 60, done.got / done.total
        ax.barh(row, width, color=EMPTY, height=0.7)
        colour = OKABE_ITO["green" if done.next is None else "blue"]
        ax.barh(row, width * share, color=colour, height=0.7)
        mark = " ✓" if done.next is None else ""
        points = f"{done.got:g} of {done.total} points{mark}"
        ax.text(width + 0.05, row, points, va="center", fontsize=10, color=INK)
    names = [f"{done.unit.title}  {done.unit.number}" for done in units]
    ax.set_yticks(range(len(units)), names, fontsize=10)
    ax.set_xlim(0, longest / 60 + 1.5)
    ax.set_xlabel("hours")
    ax.invert_yaxis()
    ax.tick_params(left=False)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    return figure
