"""For whom a listener works: a bar for each group of people, a dot for each crowd of strangers."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, OUTPUT, Card

EXAMPLE = {
    "in quiet": {"c": [0.8, 0.9], "f": [0.95, 0.9], "m": [0.9, 0.85]},
    "beside a fan": {"c": [0.4, 0.45], "f": [0.6, 0.55], "m": [0.6, 0.55]},
}
NAMES = {"c": "children", "f": "women", "m": "men"}


def draw(shares: Mapping[str, Mapping[str, Sequence[float]]] = EXAMPLE):
    """Draw the mean share of right answers of each group; where it is the smallest, it is red.

    Parameters
    ----------
    shares : mapping
        1 or 2 places, and for each the shares of groups by name, a number for each crowd.
    """
    if not 1 <= len(shares) <= 2:
        raise ValueError(f"groups_heard has room for 1 or 2 places, got {len(shares)}")
    card, told = Card(5.3), []
    for number, (place, groups) in enumerate(shares.items()):
        means = {name: float(np.mean(of)) for name, of in groups.items()}
        worst = min(means, key=means.get)
        left = 2.4 + 8.0 * number
        ax = card.plane(
            left,
            1.0,
            6.4,
            3.0,
            xlim=(0, 1.02),
            ylim=(len(groups) - 0.4, -0.6),
            xlabel="share right",
        )
        ax.set_yticks(range(len(groups)), [NAMES.get(name, name) for name in groups])
        card.write(left + 3.2, 0.5, place, bold=True, size=13)
        for y, (name, of) in enumerate(groups.items()):
            ink = GRADIENT if name == worst else OUTPUT
            ax.barh(y, means[name], 0.62, color=ink.fill, ec=ink.line, lw=1.5)
            ax.plot(of, np.full(len(of), y), "o", ms=6, color=ink.line, mec=GREY.fill)
        told += [f"{place}, {NAMES.get(name, name)}: {mean:.0%}" for name, mean in means.items()]
    return card.figure, f"Share of words heard rightly, the mean of all crowds. {'; '.join(told)}."
