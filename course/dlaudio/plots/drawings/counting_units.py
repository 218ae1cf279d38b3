"""Units that count: which threshold units fire for each number of ones, and what is wanted."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells


def draw(n: int = 4, *, lit: int = 3):
    """Draw n units with all weights 1, one row for each count of ones; the output is left open.

    Parameters
    ----------
    n : int, 2 to 5
        Bits, and units.
    lit : int, 0 to n
        The row that is lit.
    """
    if not (2 <= n <= 5 and 0 <= lit <= n):
        raise ValueError(f"counting_units needs 2 to 5 bits and a lit count, got {n} and {lit}")
    counts = np.arange(n + 1)
    fires = (counts[:, None] >= 1 + np.arange(n)).astype(int)
    wanted = counts % 2
    card = Card(3.6 + 0.85 * (n + 1))
    top, size = 2.0, (1.15, 0.85)
    looks = {"size": size, "shape": False, "type_size": 13}
    row = [(lit, c) for c in range(n)]
    cells(card, counts[:, None], (3.0, top), ink=INPUT, lit=[(lit, 0)], **looks)
    on = [(i, j) for i, j in np.argwhere(fires)]
    fills = {place: OUTPUT for place in on}
    table = cells(card, fires, (5.8, top), ink=PLAIN, lit=row, fills=fills, **looks)
    cells(card, wanted[:, None], (13.2, top), ink=OUTPUT, lit=[(lit, 0)], **looks)
    card.write(3.6, 1.55, "ones", ink=INPUT, size=13)
    for k in range(n):
        card.write(table.at(0, k)[0], 1.55, f"≥ {k + 1}?", ink=PLAIN, size=13)
    card.write(13.8, 1.55, "odd?", ink=OUTPUT, size=13)
    card.write(5.8 + n * size[0] / 2, 0.75, "hidden units: all weights 1", ink=WEIGHT, size=13)
    card.write(12.1, 0.75, "output weights: ?", ink=WEIGHT, size=13, align="left")
    low = top + size[1] * (n + 1) + 0.6
    card.write(
        card.width / 2, low, "each row down, one more unit fires, and the answer flips", ink=GREY
    )
    rows = "; ".join(
        f"{count}: {', '.join(map(str, said))}, wanted {answer}"
        for count, said, answer in zip(counts, fires, wanted, strict=True)
    )
    asked = ", ".join(f"≥ {k + 1}?" for k in range(n))
    return card.figure, (
        f"{n} threshold units, all weights 1, ask {asked} For each number of ones what they say "
        f"and what the output should: {rows}."
    )
