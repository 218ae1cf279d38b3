"""Many small steps add up: slopes, their signs, and what one attack raises against chance."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, INPUT, PLAIN, WEIGHT, Card, cells, number
from dlaudio.plots.parts.numbers import listed

SLOPES = (3, -2, 1, -4, 2, -1, 2, -3)
CHANCE = (1, 1, -1, 1, 1, -1, -1, 1)


def draw(slopes=SLOPES, *, strength: float = 0.1, chance=CHANCE):
    """Draw a step along the signs of the slopes, and one along random signs.

    Parameters
    ----------
    slopes : sequence of number
        Of the loss in 4 to 10 places of the input.
    strength : float
        How far each place may move.
    chance : sequence of 1 and -1
        As many as slopes.
    """
    slopes, chance = np.asarray(slopes, dtype=float), np.asarray(chance, dtype=float)
    if slopes.shape != chance.shape or not 4 <= slopes.size <= 10 or strength <= 0:
        raise ValueError(
            "sign_step needs 4 to 10 slopes, as many signs and a strength above 0, got "
            f"{slopes.size}, {chance.size} and {strength}"
        )
    card = Card(8.2)
    left, wide = 5.1, 11.2 / slopes.size
    look = {"size": (wide, 0.85), "shape": False, "digits": 2}
    card.write(left - 0.35, 1.05, "slope of the loss", ink=GRADIENT, align="right")
    cells(card, slopes, (left, 0.62), ink=GRADIENT, **look)
    said = []
    for top, name, signs, ink in [
        (2.1, "attack", np.sign(slopes), WEIGHT),
        (5.3, "random signs", chance, INPUT),
    ]:
        move = strength * signs
        card.write(left - 0.35, top + 0.43, f"{name}: moves by", ink=ink, align="right")
        cells(card, move, (left, top), ink=ink, **look)
        gained = move * slopes
        card.write(left - 0.35, top + 1.53, "times slope", ink=PLAIN, align="right")
        cells(card, gained, (left, top + 1.1), ink=PLAIN, **look)
        rule = f"the loss moves by {number(gained.sum(), 2)}"
        card.write(left + 5.6, top + 2.4, rule, ink=ink, size=13)
        said.append(f"{name}: moves by {listed(move, 2)}; times slope {listed(gained, 2)}: {rule}")
    return (
        card.figure,
        f"Slopes of the loss in {slopes.size} places: {listed(slopes)}. {'. '.join(said)}.",
    )
