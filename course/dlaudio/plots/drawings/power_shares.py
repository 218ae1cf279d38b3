"""Diffusion in powers: how much of a tone and how much noise is left after each step.

`draw` goes forward, a bar a step; `draw_back` cuts the noise of one step into what was there and
what came in, and says what the step back does with them.
"""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, box, forward, number

LEFT, LONG = 4.4, 12.2


def draw(betas=(0.2, 0.5, 0.5), *, open_rows: int = 0):
    """Draw a bar of power 1 after each step: the tone's share shrinks, noise fills the rest.

    Parameters
    ----------
    betas : sequence of float
        1 to 5 shares of noise that come in, each between 0 and 1.
    open_rows : int
        So many of the last bars are still empty.
    """
    betas = np.asarray(betas, dtype=float)
    if not 1 <= betas.size <= 5 or not ((betas > 0) & (betas < 1)).all():
        raise ValueError(f"power_shares needs 1 to 5 shares between 0 and 1, got {betas}")
    from matplotlib.patches import Rectangle

    kept = np.concatenate([[1.0], np.cumprod(1 - betas)])
    card = Card(1.0 + 1.35 * len(kept))
    left, long, said = LEFT, LONG, []
    for row, share in enumerate(kept):
        top = 0.6 + 1.35 * row
        name = "tone" if not row else f"step {row}: β = {number(betas[row - 1])}"
        card.write(left - 0.35, top + 0.43, name, ink=GREY, align="right")
        if row >= len(kept) - open_rows:
            empty = {"fc": GREY.fill, "ec": GREY.line, "lw": 1.6, "ls": "--"}
            card.ax.add_patch(Rectangle((left, top), long, 0.85, **empty))
            card.write(left + long / 2, top + 0.43, "?", bold=True)
            said.append(f"{name}, still open")
            continue
        for start, width, ink in [(0, share, INPUT), (share, 1 - share, PLAIN)]:
            frame = (left + long * start, top)
            looks = {"fc": ink.fill, "ec": ink.line, "lw": 1.6}
            card.ax.add_patch(Rectangle(frame, long * width, 0.85, **looks))
        words = number(share, 2)
        if row:
            words = f"{number(kept[row - 1], 2)} · {number(1 - betas[row - 1])} = {words}"
            card.write(left + long * (share + (1 - share) / 2), top + 0.43, number(1 - share, 2))
        if long * share > 2.9:
            card.write(left + long * share / 2, top + 0.43, words, ink=INPUT)
        else:
            beside = left + long * share + 0.25
            card.write(beside, top + 0.43, words, ink=INPUT, size=11.5, align="left")
        rest = number(1 - share, 2)
        said.append(f"{name}, tone {words}, noise {rest}" if row else f"tone {words}, no noise")
    return card.figure, (
        f"Power 1, shared by tone and noise. {'; '.join(said)}. Shares multiply; the "
        f"factors of the sounds themselves are their roots."
    )


def draw_back(kept: float = 0.4, beta: float = 0.5):
    """Draw which share of the noise came in with a step, and the three things of the step back.

    Parameters
    ----------
    kept : float
        The share of the tone after the step.
    beta : float
        The noise that came in with it, less than 1 - kept.
    """
    noise = 1 - kept
    if not (0 < kept < 1 and 0 < beta < noise):
        raise ValueError(f"draw_back needs 0 < beta < 1 - kept < 1, got {kept} and {beta}")
    from matplotlib.patches import Rectangle

    card, top, old = Card(6.1), 0.6, noise - beta
    parts = (
        (kept, "tone", INPUT),
        (old, "older", PLAIN),
        (beta, "noise that came in with this step", GRADIENT),
    )
    card.write(LEFT - 0.35, top + 0.43, "before the step back", ink=GREY, align="right", size=12)
    start, said = 0.0, []
    for share, name, ink in parts:
        look = {"fc": ink.fill, "ec": ink.line, "lw": 1.6}
        card.ax.add_patch(Rectangle((LEFT + LONG * start, top), LONG * share, 0.85, **look))
        middle = LEFT + LONG * (start + share / 2)
        card.write(middle, top + 0.43, number(share, 2), ink=ink, bold=True)
        card.write(middle, top + 1.25, name, ink=ink, size=11)
        said.append(f"{name} {number(share, 2)}")
        start += share
    taken, grown = beta / np.sqrt(noise), kept / (1 - beta)
    rule = (
        f"its share of the noise that the net believes in:  "
        f"{number(beta, 2)}/{number(noise, 2)} · √{number(noise, 2)} = {number(taken, 2)}"
    )
    card.write(card.width / 2, 2.75, rule, ink=PLAIN, size=12.5)
    does = (
        (f"− {number(taken, 2)} $\\hat{{ε}}$", "take it off", GRADIENT),
        (f"÷ √{number(1 - beta, 2)}", f"tone {number(kept, 2)} → {number(grown, 2)}", INPUT),
        (f"+ √{number(beta, 2)} $ε$", "fresh noise", PLAIN),
    )
    row = [box(card, (0.6, 3.9), (1.7, 1.1), "$x_s$", ink=INPUT)]
    for n, (what, why, ink) in enumerate(does):
        row.append(box(card, (3.7 + 3.7 * n, 3.9), (2.6, 1.1), what, ink=ink))
        card.write(row[-1].middle[0], 5.6, why, ink=ink, size=12)
        said.append(f"{what.replace('$', '').replace(chr(92) + 'hat{ε}', 'ε-hat')}: {why}")
    row.append(box(card, (14.8, 3.9), (2.2, 1.1), "$x_{s-1}$", ink=OUTPUT))
    for before, after in zip(row, row[1:], strict=False):
        forward(card, before.east, after.west)
    return card.figure, (
        f"A step back. Before it the power is shared by {'; '.join(said[:3])}. {rule}. "
        f"Then from x after step s to x after step s-1: {'; '.join(said[3:])}."
    ).replace("  ", " ")
