"""Probabilities put end to end: where a random number falls, and what top-k and nucleus leave."""

import numpy as np

from dlaudio.generation.picking import keep_likely
from dlaudio.plots.parts import GREY, INPUT, PLAIN, Card, box, listed, number

NOTES = ("E", "G", "A", "F")
CHANCES = (0.5, 0.25, 0.15, 0.1)


def draw(chances=CHANCES, *, names=NOTES, u: float = 0.82, k: int = 2, share: float = 0.8):
    """Draw a row of probabilities as it is, its k likeliest, and its nucleus; u picks from each.

    Parameters
    ----------
    chances : sequence of float
        2 to 6 probabilities that sum to 1.
    names : sequence of str
        Of the notes.
    u : float, from 0 to 1
        The random number.
    k : int
        How many notes "top-k" leaves.
    share : float
        What the nucleus has to reach.
    """
    if len(chances) != len(names) or not 2 <= len(chances) <= 6:
        raise ValueError(f"stairs_of_chance has room for 2 to 6 notes, got {len(chances)}")
    p = np.array([chances], dtype=float)
    top, nucleus = keep_likely(p, k, share)
    rows = {"all": p[0], f"top {k}": top[0], f"nucleus {number(share)}": nucleus[0]}
    card, left, wide, said = Card(5.9), 3.6, 13.2, []
    for place, (title, row) in enumerate(rows.items()):
        y, start = 0.95 + 1.5 * place, left
        card.write(3.2, y + 0.45, title, size=12.5, align="right")
        picked = int((row.cumsum()[:-1] <= u).sum())
        for i, (name, share_of) in enumerate(zip(names, row, strict=True)):
            if share_of > 0:
                size = wide * share_of
                text = f"{name} {number(round(float(share_of), 2))}"
                box(card, (start, y), (size, 0.9), text, ink=INPUT, strong=i == picked)
                start += size
        said.append(f"{title}: {listed(np.round(row, 2))}, picks {names[picked]}")
    x = left + wide * u
    card.ax.plot([x, x], [0.6, 5.1], color=PLAIN.line, lw=2.5, ls="--", zorder=1)
    card.write(x, 0.4, f"$u$ = {number(u)}", size=12.5)
    card.write(left, 5.45, "0", ink=GREY)
    card.write(left + wide, 5.45, "1", ink=GREY)
    return card.figure, (
        f"Probabilities of {', '.join(names)} laid end to end from 0 to 1; the number {number(u)} "
        f"falls on one of them. {'; '.join(said)}."
    )
