"""How far tunes go from one note to the next: histograms of two piles, side by side."""

import numpy as np

from dlaudio.plots.parts import OUTPUT, WEIGHT, Card


def draw(piles: dict[str, np.ndarray], *, widest: int = 6):
    """Draw how often the tunes of two piles go up or down how far.

    Parameters
    ----------
    piles : dict
        Two names with tunes, arrays of int of shape (N, T).
    widest : int
        Wider leaps are counted with these.
    """
    if len(piles) != 2:
        raise ValueError(f"leap_shares needs two piles of tunes, got {len(piles)}")
    card, told = Card(5.4), []
    leaps = np.arange(-widest, widest + 1)
    for number, ((name, tunes), ink) in enumerate(
        zip(piles.items(), (OUTPUT, WEIGHT), strict=True)
    ):
        found = np.clip(np.diff(tunes, axis=1), -widest, widest)
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
