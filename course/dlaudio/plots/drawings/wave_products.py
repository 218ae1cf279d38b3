"""A frame times a wave, sample by sample: with a wave that it holds the products add up."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, WEIGHT, Card, number


def draw(held: int = 3, other: int = 5, *, n: int = 32):
    """Draw a frame, two waves under it, and the products, whose sums are written beside them.

    Parameters
    ----------
    held : int
        Rounds of the wave that is in the frame, besides one slow round at 0.6 of its height.
    other : int
        Rounds of a wave that is not.
    n : int
        Samples in a frame, more than twice as many as rounds.
    """
    if held == other or min(held, other) < 2 or max(held, other) >= n / 2:
        raise ValueError(
            f"wave_products needs two waves of 2 to {n // 2} rounds, got {held, other}"
        )
    at, fine = np.arange(n), np.linspace(0, n - 1, 20 * n)

    def frame(t):
        return np.cos(2 * np.pi * held * t / n) + 0.6 * np.cos(2 * np.pi * t / n)

    card = Card(8.7)
    told = []
    for column, k in enumerate((held, other)):
        left = 2.6 + 7.6 * column

        def wave(t, k=k):
            return np.cos(2 * np.pi * k * t / n)

        title = f"row {k}: is it there?"
        card.write(left + 3.3, 0.6, title, size=13, bold=True)
        rows = (("frame", frame, INPUT), ("row", wave, WEIGHT), ("product", None, OUTPUT))
        for row, (name, curve, ink) in enumerate(rows):
            plane = card.plane(
                left, 1.1 + 1.95 * row, 6.6, 1.7, xlim=(-0.5, n - 0.5), ylim=(-1.8, 1.8)
            )
            plane.axhline(0, color=GREY.line, lw=0.8)
            plane.set_yticks([])
            plane.tick_params(bottom=row == 2, labelbottom=row == 2)
            if row == 2:
                plane.set_xlabel("sample", fontsize=12, labelpad=1)
            if curve is None:
                products = frame(at) * wave(at)
                colours = np.where(products >= 0, OUTPUT.line, GRADIENT.line)
                plane.bar(at, products, width=0.8, color=colours)
            else:
                plane.plot(fine, curve(fine), color=GREY.line, lw=1.2)
                plane.plot(at, curve(at), "o", color=ink.line, ms=4)
            if not column:
                card.write(2.4, 1.95 + 1.95 * row, name, align="right", size=12, ink=ink)
        up, down = products[products > 0].sum(), products[products < 0].sum()
        said = f"{number(up, 1)} − {number(-down, 1)} = {number(up + down, 1)}"
        verdict = "yes" if k == held else "no"
        card.write(left + 3.3, 8.15, f"{said}: {verdict}", size=13)
        told.append(f"row {k}: {said}")
    return card.figure, (
        f"A frame of {n} samples that holds a wave of {held} rounds, and its products with two "
        f"rows of cosines. The positive products less the negative ones, {'; '.join(told)}."
    )
