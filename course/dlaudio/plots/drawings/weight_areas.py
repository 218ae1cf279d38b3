"""Where the numbers of a network sit: a square for each layer, as large as what it learns."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, WEIGHT, Card

# The network of example 6.3 in Lindholm, Wahlström, Lindsten, Schön, Machine Learning, 2022.
NAMES = ("conv 1", "conv 2", "conv 3", "dense", "output")
COUNTS = (104, 808, 1548, 117800, 2010)


def draw(counts: Sequence[int] = COUNTS, names: Sequence[str] = NAMES):
    """Draw squares whose areas are the numbers of weights and biases of the layers.

    Parameters
    ----------
    counts : sequence of int, above 0, up to 6 of them
    names : sequence of str
        Of the layers.
    """
    from matplotlib.patches import Rectangle

    counts = [int(n) for n in counts]
    if not 1 <= len(counts) <= 6 or len(names) != len(counts) or min(counts) < 1:
        raise ValueError(f"weight_areas needs 1 to 6 counts with names, got {counts}, {names}")
    sides = np.sqrt(counts)
    card = Card(7.6)
    room = card.width - 1.6 * (len(counts) + 1)
    scale = min(5.0 / sides.max(), room / sides.sum())
    widths = np.maximum(sides * scale, 1.7)  # room for the print below
    gap = (card.width - widths.sum()) / (len(counts) + 1)
    floor, left, largest = 5.9, gap, int(np.argmax(counts))
    for k, (side, width, name) in enumerate(zip(sides * scale, widths, names, strict=True)):
        ink = WEIGHT if k == largest else INPUT
        middle = left + width / 2
        card.ax.add_patch(
            Rectangle(
                (middle - side / 2, floor - side), side, side, fc=ink.fill, ec=ink.line, lw=1.6
            )
        )
        card.write(middle, floor + 0.45, name, size=12, bold=True)
        card.write(middle, floor + 1.0, f"{counts[k]:,}", ink=ink, size=12)
        left += width + gap
    share = counts[largest] / sum(counts)
    rule = f"{share:.0%} of all {sum(counts):,} numbers are in “{names[largest]}”"
    card.write(card.width / 2, 0.5, rule, ink=GREY, size=12.5)
    each = ", ".join(f"{name} {n:,}" for name, n in zip(names, counts, strict=True))
    return card.figure, f"A square for each layer, as large as what it learns: {each}. {rule}."
