"""Diffusion in powers: how much of a clean sound and how much noise is left after each step."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, PLAIN, Card, number


def draw(betas=(0.2, 0.5, 0.5)):
    """Draw a bar of power 1 after each step: the clean share shrinks, noise fills the rest.

    Parameters
    ----------
    betas : sequence of float
        1 to 5 shares of noise that come in, each between 0 and 1.
    """
    betas = np.asarray(betas, dtype=float)
    if not 1 <= betas.size <= 5 or not ((betas > 0) & (betas < 1)).all():
        raise ValueError(f"power_shares needs 1 to 5 shares between 0 and 1, got {betas}")
    from matplotlib.patches import Rectangle

    kept = np.concatenate([[1.0], np.cumprod(1 - betas)])
    card = Card(1.0 + 1.35 * len(kept))
    left, long, said = 4.4, 12.2, []
    for row, share in enumerate(kept):
        top = 0.6 + 1.35 * row
        name = "clean" if not row else f"step {row}: β = {number(betas[row - 1])}"
        card.write(left - 0.35, top + 0.43, name, ink=GREY, align="right")
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
        said.append(f"{name}, clean {words}, noise {number(1 - share, 2)}")
    return card.figure, (
        f"Power 1, shared by clean sound and noise. {'; '.join(said)}. Shares multiply; the "
        f"factors of the sounds themselves are their roots."
    )
