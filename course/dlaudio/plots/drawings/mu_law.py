"""The mu-law as a curve: levels that stand evenly after it crowd near silence before it."""

import numpy as np

from dlaudio.generation.wavenet import MU
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number


def draw(levels: int = 9, *, lit: float = 1 / 17):
    """Draw the half of the curve above 0, and where its levels fall among the samples.

    Parameters
    ----------
    levels : int, from 3 to 17
        Of samples from 0 to 1, both included.
    lit : float, above 0, below 1
        A sample whose place on the curve is marked.
    """
    if not (3 <= levels <= 17 and 0 < lit < 1):
        raise ValueError(f"mu_law needs 3 to 17 levels and 0 < lit < 1, got {levels} and {lit}")
    card = Card(8.0)
    even = np.linspace(0, 1, levels)
    samples = np.expm1(even * np.log1p(MU)) / MU
    height = float(np.log1p(MU * lit) / np.log1p(MU))
    below = int(np.sum(samples <= lit + 1e-9))
    ax = card.plane(
        2.2,
        0.6,
        10.2,
        6.1,
        xlim=(-0.01, 1.02),
        ylim=(-0.02, 1.03),
        xlabel="sample $y$",
        ylabel="$F(y)$",
    )
    x = np.linspace(0, 1, 500)
    for place, level in zip(samples, even, strict=True):
        inside = place <= lit + 1e-9
        ink = OUTPUT if inside else GREY
        ax.plot([-0.01, place, place], [level, level, -0.02], color=ink.line, lw=1.3)
    ax.plot(x, np.log1p(MU * x) / np.log1p(MU), color=INPUT.line, lw=2.6)
    ax.plot([lit], [height], "o", ms=9, color=OUTPUT.line)
    whole = round(1 / lit)
    exact = f"1/{whole} = " if abs(whole * lit - 1) < 1e-9 else ""
    words = f"{below} of {levels} levels\nare for samples\nup to {exact}{number(lit, 2)}"
    card.write(12.8, 2.2, words, ink=OUTPUT, align="left", size=13)
    rest = f"the other {levels - below}\nfor all that is louder"
    card.write(12.8, 4.6, rest, ink=GREY, align="left")
    return card.figure, (
        f"The curve F(y), steep at 0 and flat at 1, with {levels} levels at equal heights. They "
        f"fall on the samples {', '.join(number(s, 3) for s in samples)}: {below} of them up to "
        f"{exact}{number(lit, 2)}, where the curve is at {number(height, 2)}, and "
        f"{levels - below} above."
    )
