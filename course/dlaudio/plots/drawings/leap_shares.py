"""How far tunes go from one note to the next: histograms of two piles, side by side."""

from collections.abc import Mapping

import numpy as np

from dlaudio.datasets.invented_tunes import tunes
from dlaudio.plots.parts import OUTPUT, WEIGHT, Card


def draw(piles: Mapping[str, np.ndarray] | None = None, *, widest: int = 6):
    """Draw how often the tunes of two piles go up or down how far.

    Parameters
    ----------
    piles : mapping, optional
        Two names with tunes, arrays of int of shape (N, T); invented ones if not given, and the
        same notes in any order.
    widest : int
        Wider leaps are counted with these.
    """
    if piles is None:
        rng = np.random.default_rng(0)
        real = tunes(100, rng)
        piles = {"tunes": real, "the same notes, shuffled": rng.permuted(real, axis=1)}
    if len(piles) != 2:
        raise ValueError(f"leap_shares needs two piles of tunes, got {len(piles)}")
    card, told = Card(5.4), []
    leaps = np.arange(-widest, widest + 1)
    for number, ((name, pile), ink) in enumerate(zip(piles.items(), (OUTPUT, WEIGHT), strict=True)):
        found = np.clip(np.diff(pile, axis=1), -widest, widest)
        shares = np.array([np.mean(found == leap) for leap in leaps])
        ax = card.plane(
            1.5 + 8.2 * number,
            1.1,
            7.0,
            3.0,
            xlim=(-widest - 0.6, widest + 0.6),
            ylim=(0, 0.3),
            xlabel="steps from one note to the next",
            ylabel="share",
        )
        ax.set_xticks(leaps[::2])
        ax.bar(leaps, shares, 0.8, color=ink.line)
        card.write(5.0 + 8.2 * number, 0.6, name, ink=ink, bold=True)
        small = shares[np.abs(leaps) <= 2].sum()
        told.append(f"{name}: {small:.0%} of the leaps are of two steps or fewer")
    return card.figure, f"How far tunes go from note to note. {'; '.join(told)}."
