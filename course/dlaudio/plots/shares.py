"""Shares of two contestants side by side as bars, for a few cases, and the same in words."""

from collections.abc import Mapping

import numpy as np


def draw(
    shares: Mapping[str, Mapping[int, float]], *, case: str, ylabel: str, colors: tuple[str, str]
) -> tuple:
    """Draw the bars of two, with a share from 0 to 1 for each case.

    Parameters
    ----------
    shares : mapping of str to mapping of int to float
        By contestant, then by the number of the case; two contestants, the same cases.
    case : str
        How a case is called, with its number in it, such as "with {} labels".
    ylabel : str
    colors : two names of `OKABE_ITO`

    Returns
    -------
    figure, told
        What is told is no whole sentence yet: "name: 90% among the first 1, ...; other: ...".
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(6.6, 2.9)
    ax = figure.subplots()
    for place, ((name, of), color) in enumerate(zip(shares.items(), colors, strict=True)):
        at = np.arange(len(of)) + 0.4 * place - 0.2
        bars = ax.bar(at, of.values(), 0.38, label=name, color=OKABE_ITO[color])
        ax.bar_label(bars, [f"{share:.0%}" for share in of.values()])
    cases = [case.format(number) for number in next(iter(shares.values()))]
    ax.set(xticks=range(len(cases)), xticklabels=cases, ylabel=ylabel)
    ax.set(ylim=(0, 1.3), yticks=[0, 0.5, 1])
    ax.legend(loc="upper left", ncols=2)
    told = "; ".join(
        f"{name}: " + ", ".join(f"{share:.0%} {case.format(n)}" for n, share in of.items())
        for name, of in shares.items()
    )
    return figure, told
