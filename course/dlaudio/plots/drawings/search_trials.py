"""The trials of a random search: the share right over each of the settings that were drawn."""

import numpy as np

from dlaudio.plots.pictures import OKABE_ITO, new_figure

EXAMPLE = ((0.97, 0.01, 64, 0.3), (0.95, 0.003, 128, 0.1), (0.55, 0.0002, 16, 0.6))


def draw(trials=EXAMPLE):
    """Draw one point a trial in three panels, over learning rate, hidden units and dropout.

    Parameters
    ----------
    trials : sequence of (share right, learning rate, hidden units, dropout)
        As `word_trials.search` returns them.
    """
    table = np.asarray(trials, dtype=float)
    if table.ndim != 2 or table.shape[1] != 4:
        raise ValueError(f"search_trials needs four numbers a trial, got {table.shape}")
    figure = new_figure(9.2, 3.0)
    panels = figure.subplots(1, 3, sharey=True)
    for ax, values, name in zip(
        panels, table[:, 1:].T, ("learning rate", "hidden units", "dropout"), strict=True
    ):
        ax.scatter(values, table[:, 0], s=55, color=OKABE_ITO["blue"], edgecolors="white")
        ax.set(xlabel=name)
    panels[0].set(xscale="log", ylabel="share right")
    units = np.unique(table[:, 2])
    panels[1].set(xscale="log")
    panels[1].set_xticks(units, [f"{unit:g}" for unit in units])
    panels[1].minorticks_off()
    best, worst = table[table[:, 0].argmax()], table[table[:, 0].argmin()]
    return figure, (
        f"{len(table)} trials, a point each, over their three settings. The best has "
        f"{best[0]:.0%} right with a rate of {best[1]:.2g}, the worst {worst[0]:.0%} with a rate "
        f"of {worst[1]:.2g}."
    )
