"""Impulses: which samples of a sound are replaced, and on which side, in numbers."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, PLAIN, Card, cells, listed, number

Y = (0.1, 0.3, -0.2, -0.4, 0.2, -0.1)
U = (0.8, 0.1, 0.6, 0.9, 0.2, 0.5)
SIDE = (0.6, 0.2, 0.9, 0.4, 0.7, 0.1)


def draw(y=Y, p: float = 0.3, u=U, side=SIDE):
    """Draw a few samples, the random numbers that choose among them, and what is heard.

    Parameters
    ----------
    y : sequence of float
        3 to 9 samples, not all 0.
    p : float
        Where u is below it there is an impulse.
    u, side : sequence of float
        As many numbers between 0 and 1 as there are samples.
    """
    y, u, side = (np.asarray(a, dtype=float) for a in (y, u, side))
    if not y.shape == u.shape == side.shape or not 3 <= y.size <= 9 or not y.any():
        raise ValueError(
            f"impulses needs 3 to 9 samples, not all 0, and as many numbers twice, got {y.size}, "
            f"{u.size} and {side.size}"
        )
    peak, hit = np.abs(y).max(), u < p
    heard = np.where(hit, np.where(side < 0.5, -peak, peak), y)
    card, left, wide, n = Card(9.3), 3.6, 9.6, y.size
    looks = {"xlim": (-0.5, n - 0.5), "ylim": (-1.35 * peak, 1.35 * peak)}
    plane = card.plane(left, 0.4, wide, 3.3, **looks)
    plane.set(xticks=[], yticks=[])
    plane.spines[["left", "bottom"]].set_visible(False)
    plane.axhline(0, color=GREY.line, lw=1)
    for level in (peak, -peak):
        plane.axhline(level, color=GRADIENT.line, lw=1.2, ls="--")
        at = 0.4 + 3.3 * (looks["ylim"][1] - level) / np.ptp(looks["ylim"])
        card.write(left - 0.35, at, number(level), ink=GRADIENT, align="right")
        side_of = "positive" if level > 0 else "negative"
        card.write(left + wide + 0.4, at, f"peak, {side_of}", ink=GRADIENT, align="left")
    for i in range(n):
        ink = GRADIENT if hit[i] else INPUT
        if hit[i]:
            plane.plot(i - 0.12, y[i], "o", mfc="none", mec=INPUT.line, ms=8, mew=1.6)
        plane.plot([i, i], [0, heard[i]], color=ink.line, lw=2.6)
        plane.plot(i, heard[i], "o", color=ink.line, ms=8)
    lit = np.flatnonzero(hit)
    rows = [
        ("$y$", y, INPUT, (), f"largest |$y$|: {number(peak)}"),
        ("$u$", u, PLAIN, lit, f"below {number(p)}: hit"),
        ("side", side, PLAIN, lit, "below 0.5: negative"),
        ("heard", heard, INPUT, lit, "the rest stays"),
    ]
    for row, (name, values, ink, chosen, words) in enumerate(rows):
        look = {"size": (wide / n, 0.85), "shape": False, "lit_ink": GRADIENT}
        lit_cells = [(0, int(i)) for i in chosen]
        block = cells(card, values, (left, 4.2 + 1.2 * row), ink=ink, lit=lit_cells, **look)
        y_middle = block.middle[1]
        card.write(left - 0.35, y_middle, name, align="right", ink=ink, size=13)
        card.write(left + wide + 0.4, y_middle, words, align="left", ink=GRADIENT)
    if lit.size:
        at = left + wide + 0.4, 0.4 + 3.3 / 2
        card.write(*at, "hollow: replaced", ink=INPUT, align="left")
    said = [
        f"Sample {i} was {number(y[i])}, its side is {number(side[i])}: it is {number(heard[i])}"
        for i in lit
    ]
    return card.figure, (
        f"{n} samples y: {listed(y)}, the peak is {number(peak)}. u: {listed(u)}; below "
        f"{number(p)} a sample is hit. side: {listed(side)}; below 0.5 is negative, at "
        f"{number(-peak)}. {'. '.join(said) or 'None is hit'}. Heard: {listed(heard)}."
    )
