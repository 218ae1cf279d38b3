"""A mask over padded tunes: what each place would cost, and which costs count in the mean."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, listed, number

COSTS = ((1, 2, 1, 3), (2, 1, 5, 4))  # in bits
LENGTHS = (4, 2)  # notes of each tune
LEFT, SIZE = 4.1, (0.95, 0.9)


def draw(costs=COSTS, lengths=LENGTHS):
    """Draw the cost of every place of two tunes, the mask, and the costs that are left.

    Parameters
    ----------
    costs : array, shape (2, T)
        T from 2 to 4.
    lengths : two of int
        How many notes each tune has; what follows is padding.
    """
    costs = np.asarray(costs, dtype=float)
    fits = costs.ndim == 2 and len(costs) == 2 and 2 <= costs.shape[1] <= 4
    if not (fits and len(lengths) == 2 and all(1 <= n <= costs.shape[1] for n in lengths)):
        raise ValueError(
            f"padded_tunes needs the costs of two tunes of 2 to 4 places and as many lengths, got "
            f"{costs.shape} and {lengths}"
        )
    mask = (np.arange(costs.shape[1]) < np.array(lengths)[:, None]).astype(float)
    padding = [tuple(place) for place in np.argwhere(mask == 0)]
    card = Card(5.4)
    gap = (card.width - LEFT - 0.5 - 3 * SIZE[0] * costs.shape[1]) / 2
    blocks = (
        ("cost in bits", costs, INPUT, ""),
        ("mask $m$", mask, WEIGHT, "×"),
        ("what counts", mask * costs, OUTPUT, "="),
    )
    for i, (title, values, ink, sign) in enumerate(blocks):
        left = LEFT + i * (SIZE[0] * costs.shape[1] + gap)
        block = cells(card, values, (left, 1.4), ink=ink, faint=padding, size=SIZE, shape=False)
        card.write(block.middle[0], 0.85, title, ink=ink, size=13)
        card.write(left - gap / 2, block.middle[1], sign, size=16)
    for row, n in enumerate(lengths):
        name = f"tune {row + 1}: {n} notes"
        card.write(LEFT - 0.3, 1.85 + 0.9 * row, name, align="right")
    total, count = (mask * costs).sum(), int(mask.sum())
    card.write(
        card.width / 2,
        4.05,
        f"mean over the notes: {number(total)} / {count} = {number(total / count, 2)} bits",
        ink=OUTPUT,
        size=13,
        bold=True,
    )
    everywhere = f"over all places, padding too: {number(costs.sum())} / {costs.size}"
    everywhere += f" = {number(costs.mean(), 2)}"
    card.write(card.width / 2, 4.75, everywhere, ink=GREY)
    told = " and ".join(listed(row) for row in costs)
    return card.figure, (
        f"Two tunes of {lengths[0]} and {lengths[1]} notes, padded. Their places would cost {told} "
        f"bits. The mask is 1 at a note and 0 at padding, so {number(total)} bits over {count} "
        f"notes count, {number(total / count, 2)} on average; {everywhere}."
    )
