"""A table of pairs: how often each letter follows each other, and what one pair then costs."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, listed, number

LEFT, TOP, SIZE = 1.9, 2.15, (1.1, 0.85)


def draw(letters: Sequence[str] = "thethe", *, alpha: float = 1, pair: Sequence[str] = "ee"):
    """Draw counts of pairs, the same with alpha added, the chances of a row, and a pair's bits.

    Parameters
    ----------
    letters : sequence of str
        A text of 2 or 3 different letters.
    alpha : float
        What is added to each count, above 0.
    pair : two of str
        The pair that is lit and paid for.
    """
    names = list(dict.fromkeys(letters))
    if not (len(names) in (2, 3) and alpha > 0 and len(pair) == 2 and set(pair) <= set(names)):
        raise ValueError(
            f"pair_table needs a text of 2 or 3 letters, an alpha above 0 and a pair of them, got "
            f"{letters!r}, {alpha} and {pair!r}"
        )
    numbers = [names.index(letter) for letter in letters]
    counts = np.zeros((len(names), len(names)))
    for before, after in zip(numbers[:-1], numbers[1:], strict=True):
        counts[before, after] += 1
    more = counts + alpha
    sums = more.sum(axis=1)
    chances = more / sums[:, None]
    lit = names.index(pair[0]), names.index(pair[1])
    card, wide = Card(TOP + len(names) * SIZE[1] + 1.75), len(names) * SIZE[0]
    step = (card.width - LEFT - 0.6 - wide) / 2
    look = {"size": SIZE, "shape": False, "digits": 2, "lit": [lit]}
    rows = (
        ("counts of pairs", counts, INPUT),
        (f"each + {number(alpha)}", more, WEIGHT),
        ("over the row's sum", chances, OUTPUT),
    )
    card.write(card.width / 2, 0.6, " ".join(letters), size=14, bold=True)
    for place, (title, values, ink) in enumerate(rows):
        block = cells(card, values, (LEFT + place * step, TOP), ink=ink, **look)
        card.write(block.middle[0], TOP - 0.95, title, ink=ink, size=12.5)
        for n, name in enumerate(names):
            card.write(block.at(0, n)[0], TOP - 0.35, name, ink=GREY, bold=True)
            start = ("after " if not place else "") + name
            card.write(block.left - 0.25, block.at(n, 0)[1], start, ink=GREY, align="right")
            if place == 1:
                words = f"sum {number(sums[n])}"
                card.write(block.right + 0.3, block.at(n, 0)[1], words, ink=WEIGHT, align="left")
    before, after = pair
    often, chance = int(counts[lit]), float(chances[lit])
    sum_of = f"({often} + {number(alpha)}) / {number(sums[lit[0]])} = {number(chance, 2)}"
    cost = f"{number(-np.log2(chance), 2)} bits"
    y = card.height - 0.75
    words = (
        f"{after} after {before}:  {sum_of}, which costs $-\\log_2$ {number(chance, 2)} = {cost}"
    )
    card.write(card.width / 2, y, words, ink=PLAIN, size=13.5)
    tables = (f"after {name}, {listed(row)}" for name, row in zip(names, counts, strict=True))
    added = (f"{listed(row)}, sum {number(total)}" for row, total in zip(more, sums, strict=True))
    return card.figure, (
        f"The text {' '.join(letters)}. Counts of {', '.join(names)}: {'; '.join(tables)}. "
        f"With {number(alpha)} added to each: {'; '.join(added)}. Over its row's sum: "
        f"{listed(chances, 2)}. So {after} after {before}, which came {often} times, has "
        f"{sum_of} and costs {cost}."
    )
