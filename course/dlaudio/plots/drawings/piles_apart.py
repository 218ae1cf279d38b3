"""Two piles of tunes by their leaps, bar beside bar: what they share, and what has to move."""

import numpy as np

from dlaudio.instruments.yardsticks import leaps
from dlaudio.plots.parts import GRADIENT, GREY, INPUT, WEIGHT, Card

A, B = [[0, 1, 2, 2, 1]], [[5, 6, 6, 6, 5]]


def draw(tunes=A, others=B, *, widest: int = 1):
    """Draw the shares of the leaps of two piles; what the first has too much of is hatched.

    Parameters
    ----------
    tunes, others : array of int, shapes (N, T) and (M, S)
    widest : int, 1 to 6
        Wider leaps are counted with these.
    """
    if not 1 <= widest <= 6:
        raise ValueError(f"piles_apart has room for leaps of 1 to 6, got {widest}")
    sizes, rows = np.arange(-widest, widest + 1), [leaps(pile, widest) for pile in (tunes, others)]
    card, common = Card(5.5), np.minimum(*rows)
    ax = card.plane(
        1.6,
        0.9,
        9.4,
        3.3,
        xlim=(-widest - 0.7, widest + 0.7),
        ylim=(0, 1.15 * np.max(rows)),
        xlabel="steps from one note to the next",
        ylabel="share of the leaps",
    )
    ax.set_xticks(sizes, [f"{size:+d}" if size else "0" for size in sizes])
    for row, ink, side in zip(rows, (INPUT, WEIGHT), (-0.2, 0.2), strict=True):
        ax.bar(sizes + side, row, 0.38, color=ink.fill, ec=ink.line, lw=1.5)
    over = np.maximum(rows[0] - rows[1], 0)
    much = over > 0
    looks = {"fc": "none", "ec": GRADIENT.line, "hatch": "///", "lw": 2}
    ax.bar(sizes[much] - 0.2, over[much], 0.38, bottom=common[much], **looks)
    for place, (words, ink) in enumerate(
        [
            ("pile A", INPUT),
            ("pile B", WEIGHT),
            ("has to move", GRADIENT),
            (f"distance {over.sum():.2f}", GREY),
        ]
    ):
        card.write(11.7, 1.3 + 0.75 * place, words, ink=ink, align="left", size=13, bold=True)
    shown = zip(sizes, *rows, strict=True)
    told = "; ".join(f"{size}: {a:.2f} and {b:.2f}" for size, a, b in shown)
    return card.figure, (
        f"Shares of the leaps in pile A and in pile B. {told}. To make them alike, "
        f"{over.sum():.2f} of all leaps have to move."
    )
