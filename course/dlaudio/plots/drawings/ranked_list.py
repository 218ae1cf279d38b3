"""A list of what a search found, the best first, and the recall of its first k."""

import numpy as np

from dlaudio.plots.parts import OUTPUT, PLAIN, Card, cells, listed, number

FOUND, RELEVANT = (4, 7, 1, 9, 3), (9, 4, 8)


def draw(found=FOUND, relevant=RELEVANT):
    """Draw found items with the relevant ones lit, and the recall at each rank.

    Parameters
    ----------
    found : sequence of int
        3 to 8 different items, the best first.
    relevant : sequence of int
        1 to 4 different items that should be found.
    """
    found, relevant = np.asarray(found), np.asarray(relevant)
    if not (3 <= found.size <= 8 and 1 <= relevant.size <= 4):
        raise ValueError(
            f"ranked_list needs 3 to 8 found items and 1 to 4 relevant ones, got {found.size} and "
            f"{relevant.size}"
        )
    is_hit = np.isin(found, relevant)
    hits, whole = np.cumsum(is_hit), relevant.size
    card, left, wide = Card(6.6), 5.0, 11.4
    look = {"shape": False, "digits": 2, "size": (wide / found.size, 0.85)}
    lit = [(0, int(i)) for i in np.flatnonzero(is_hit)]
    rows = [
        ("found, the best first", found, OUTPUT, lit),
        ("relevant so far", hits, PLAIN, ()),
        (f"of {whole}: recall at k", hits / whole, OUTPUT, ()),
    ]
    card.write(left - 0.35, 1.0, "relevant", align="right")
    cells(card, relevant, (left, 0.57), ink=OUTPUT, lit="all", **look | {"size": (1.4, 0.85)})
    for k in range(1, found.size + 1):
        card.write(left + (k - 0.5) * look["size"][0], 2.25, f"k = {k}", size=12.5)
    for row, (name, values, ink, chosen) in enumerate(rows):
        block = cells(card, values, (left, 2.7 + 1.2 * row), ink=ink, lit=chosen, **look)
        card.write(left - 0.35, block.middle[1], name, ink=ink, align="right")
    missed = relevant[~np.isin(relevant, found)]
    rest = f"never found: {listed(missed)}" if missed.size else "all are found"
    told = "; ".join(
        f"k = {k}: {hit} of {whole}, recall {number(hit / whole, 2)}"
        for k, hit in enumerate(hits, 1)
    )
    x = left + 1.4 * whole + 0.4
    card.write(x, 1.0, rest, ink=PLAIN, align="left")
    return card.figure, (
        f"Relevant: {listed(relevant)}. Found, the best first: {listed(found)}. {told}. "
        f"{rest.capitalize()}."
    )
