"""Twenty-five trainings of two settings, on a grid and drawn at random, and what each has tried."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card


def draw(side: int = 5, *, seed: int = 1):
    """Draw both ways to try two settings, with a mark on each axis for every value tried.

    Parameters
    ----------
    side : int
        Values of each setting on the grid, 2 to 6; as many pairs are drawn as it has.
    seed : int
        Of the random pairs.
    """
    if not 2 <= side <= 6:
        raise ValueError(f"grid_and_dice needs 2 to 6 values a side, got {side}")
    steps = (np.arange(side) + 0.5) / side
    grid = np.array([(x, y) for x in steps for y in steps])
    pairs = np.random.default_rng(seed).uniform(0.03, 0.97, (side**2, 2))
    card, said = Card(8.8), []
    for left, title, points, ink in (
        (2.0, f"a grid of {side} × {side}", grid, INPUT),
        (10.4, f"{side**2} random pairs", pairs, OUTPUT),
    ):
        values = len(np.unique(points[:, 0].round(9)))
        plane = card.plane(left, 1.3, 6.0, 5.4, xlim=(-0.08, 1.02), ylim=(-0.08, 1.02))
        plane.axis("off")
        plane.plot([0, 1, 1, 0, 0], [0, 0, 1, 1, 0], color=GREY.line, lw=1)
        plane.plot(points[:, 0], points[:, 1], "o", color=ink.line, ms=7)
        plane.vlines(points[:, 0], -0.07, -0.02, color=ink.line, lw=2)
        plane.hlines(points[:, 1], -0.07, -0.02, color=ink.line, lw=2)
        card.write(left + 3.2, 0.7, title, size=13, bold=True)
        card.write(left + 3.2, 7.2, "the setting that matters", ink=GREY, size=12)
        card.write(left + 3.2, 7.9, f"{values} values of it tried", ink=ink, size=13, bold=True)
        card.write(left - 0.1, 4.0, "the\nother", ink=GREY, size=12, align="right")
        said.append(f"{title} tries {values} values of the setting that matters")
    return card.figure, f"Two settings, {side**2} trainings. {'; '.join(said)}."
