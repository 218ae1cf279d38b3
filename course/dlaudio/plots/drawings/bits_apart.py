"""Two binary codes: numbers rounded to bits, and the bits in which they differ counted."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, Card, cells

QUERY = (0.9, 0.2, 0.6, 0.1, 0.8, 0.4, 0.7, 0.3)
STORED = (0.8, 0.1, 0.4, 0.2, 0.9, 0.7, 0.6, 0.1)


def draw(query=QUERY, stored=STORED):
    """Draw two codes, their bits, and which bits differ.

    Parameters
    ----------
    query, stored : sequences of float
        4 to 10 numbers from 0 to 1; above 0.5 is the bit 1.
    """
    query, stored = np.asarray(query, dtype=float), np.asarray(stored, dtype=float)
    if query.shape != stored.shape or not 4 <= query.size <= 10:
        raise ValueError(
            f"bits_apart needs two codes of 4 to 10 numbers, got {query.size} and {stored.size}"
        )
    bits = (query > 0.5).astype(int), (stored > 0.5).astype(int)
    differ = np.flatnonzero(bits[0] != bits[1])
    card = Card(7.0)
    left, wide = 4.6, 11.6 / query.size
    rows = [
        ("query's code", query, INPUT, ()),
        ("rounded at 0.5", bits[0], INPUT, differ),
        ("stored, rounded", bits[1], PLAIN, differ),
        ("stored code", stored, PLAIN, ()),
    ]
    said = []
    for row, (name, values, ink, lit) in enumerate(rows):
        look = {"size": (wide, 0.85), "shape": False, "lit_ink": GRADIENT}
        place = (left, 0.7 + 1.2 * row)
        block = cells(card, values, place, ink=ink, lit=[(0, i) for i in lit], **look)
        card.write(left - 0.35, block.middle[1], name, ink=ink, align="right")
        said.append(f"{name}: {', '.join(f'{v:g}' for v in values)}")
    rule = f"{differ.size} bits differ: the Hamming distance is {differ.size}"
    card.write(left + 5.8, 6.1, rule, ink=GRADIENT, size=13)
    return card.figure, f"Two codes of {query.size} numbers. {'; '.join(said)}. {rule}."
