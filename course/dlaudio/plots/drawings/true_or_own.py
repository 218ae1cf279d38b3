"""Scheduled sampling on one line: the truth, the net's own guesses, a coin each, what is heard."""

import numpy as np

from dlaudio.generation.vibrato import partly_true
from dlaudio.plots.drawings.teacher_forcing import SCALE, guesses
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, cells, listed, number

COINS = (0.2, 0.9, 0.7, 0.4, 0.1, 0.8, 0.3)
LEFT, SIZE = 4.1, (1.5, 0.9)


def draw(tune=SCALE, coins=COINS, *, i: int = 23, k: float = 10):
    """Draw what a net that guesses "two higher" hears of a tune, by its coins.

    Parameters
    ----------
    tune : sequence of int
        MIDI pitches, 4 to 8 of them.
    coins : sequence of float, from 0 to 1
        One for each note but the first.
    i : int
        The update.
    k : float, above 0
        The larger, the later the teacher leaves.
    """
    if not 4 <= len(tune) <= 8 or len(coins) != len(tune) - 1:
        raise ValueError(
            f"true_or_own needs 4 to 8 notes and a coin for all but the first, got {len(tune)} and "
            f"{len(coins)}"
        )
    truth, own = np.array(tune[1:]), np.array(guesses(tune, 2, free=False))
    thrown = np.array(coins, dtype=float)
    share, heard = partly_true(truth, own, i, k, thrown)
    taken = thrown >= share
    card, said = Card(7.0), number(share, 2)
    title = f"update {i}, k = {number(k)}: the share of truth is {said}"
    card.write(card.width / 2, 0.6, title, size=13, bold=True)
    rows = {
        "truth": (truth, INPUT, ~taken),
        "the net's guess": (own, OUTPUT, taken),
        "coin": (thrown, PLAIN, np.zeros(len(taken), dtype=bool)),
        "heard": (heard, PLAIN, None),
    }
    for row, (name, (values, ink, kept)) in enumerate(rows.items()):
        y = 1.2 + 1.2 * row + 0.35 * (row == 3)
        look = {"shape": False, "size": SIZE, "ink": ink}
        if kept is None:
            own_ones = [(0, t) for t in np.flatnonzero(taken)]
            look["fills"] = {(0, t): INPUT for t in np.flatnonzero(~taken)}
            look |= {"lit": own_ones, "lit_ink": OUTPUT}
        elif ink is not PLAIN:
            look["faint"] = [(0, t) for t in np.flatnonzero(~kept)]
            look["fills"] = {(0, t): ink for t in np.flatnonzero(kept)}
        drawn = cells(card, values, (LEFT, y), **look)
        card.write(LEFT - 0.35, drawn.middle[1], name, ink=ink, align="right", bold=kept is None)
        if name == "coin":
            for t, own_one in enumerate(taken):
                sign = f"≥ {said}" if own_one else f"< {said}"
                at = drawn.at(0, t)[0], drawn.bottom + 0.32
                card.write(*at, sign, ink=OUTPUT if own_one else INPUT, size=10.5)
    right = LEFT + SIZE[0] * len(taken) + 0.35
    card.write(right, drawn.middle[1], "lit: its own", ink=OUTPUT, align="left", size=11)
    card.write(card.width / 2, 6.5, _verdict(taken, heard, truth), ink=GREY)
    return card.figure, (
        f"{title}. Truth {listed(truth)}; the net's guesses {listed(own)}; coins {listed(thrown)}. "
        f"Where the coin is below {said} the truth is heard, elsewhere the guess, which is lit: "
        f"heard {listed(heard)}. {_verdict(taken, heard, truth)}."
    )


def _verdict(taken, heard, truth) -> str:
    """How many guesses were heard, and how many of them are wrong."""
    return f"{taken.sum()} of its own, {np.sum(heard != truth)} of them wrong"
