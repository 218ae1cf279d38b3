"""Curves of several runs from different starts: the mean as a line, all runs as a band."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.charts import LINE_STYLES
from dlaudio.plots.pictures import OKABE_ITO, new_figure


def draw(
    runs: Mapping | None = None,
    *,
    xlabel: str = "epoch",
    ylabel: str = "loss",
    x=None,
    log: bool = False,
    lowest: str | None = None,
):
    """Draw for each name the mean over its runs, and a band from the lowest run to the highest.

    Parameters
    ----------
    runs : mapping of names to arrays, each of shape (S, T): S runs of T values
        A small example if not given.
    xlabel, ylabel : str
    x : array, shape (T,), optional
        1 to T if not given; on a logarithmic axis if given.
    log : bool
        A logarithmic axis for the values.
    lowest : str, optional
        The name of a curve whose lowest mean is marked.
    """
    if runs is None:
        runs = {
            "slow": [[3.0, 2.0, 1.5], [2.8, 2.2, 1.3]],
            "fast": [[3.1, 1.0, 0.6], [2.9, 1.4, 0.8]],
        }
    curves = {name: np.asarray(values, dtype=float) for name, values in runs.items()}
    if lowest is not None and lowest not in curves:
        raise ValueError(f"seed_bands has no curve {lowest!r} to mark, only {', '.join(curves)}")
    if not curves or any(values.ndim != 2 for values in curves.values()):
        shapes = {name: values.shape for name, values in curves.items()}
        raise ValueError(f"seed_bands needs arrays (S, T) under their names, got {shapes}")
    figure = new_figure(7.4, 3.4)
    ax, said = figure.subplots(), []
    for i, (name, values) in enumerate(curves.items()):
        places = np.arange(1, values.shape[1] + 1) if x is None else np.asarray(x)
        colour = list(OKABE_ITO.values())[i % len(OKABE_ITO)]
        low, mean, high = values.min(axis=0), values.mean(axis=0), values.max(axis=0)
        ax.fill_between(places, low, high, color=colour, alpha=0.22, linewidth=0)
        style = LINE_STYLES[i % len(LINE_STYLES)]
        ax.plot(places, mean, color=colour, linestyle=style, linewidth=2, label=name)
        if name == lowest:
            best = int(mean.argmin())
            ax.plot(places[best], mean[best], "*", color=colour, markersize=15, zorder=5)
            note = f"lowest at {xlabel} {places[best]:g}"
            ax.annotate(note, (places[best], mean[best]), (0, 12), textcoords="offset points")
            said.append(f"{name} is {note}")
        said.append(f"{name} ends at {mean[-1]:.3g} ({low[-1]:.3g} to {high[-1]:.3g})")
    if x is not None:
        ax.set_xscale("log")
        ax.set_xticks(places, [f"{place:g}" for place in places])
        ax.minorticks_off()
    else:
        ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    if len(curves) > 3:  # no corner is free of so many
        figure.legend(fontsize=10.5, loc="outside right center")
    else:
        ax.legend(fontsize=10.5)
    number = {len(values) for values in curves.values()}
    return figure, (
        f"{ylabel.capitalize()} over {xlabel}; lines are means over {'/'.join(map(str, number))} "
        f"starts, bands go from the lowest run to the highest. {'; '.join(said)}."
    )
