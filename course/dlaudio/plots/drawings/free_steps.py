"""A net that runs free, three draws of it: the note that was drawn and the state are handed on."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, box, number

NAMES = ("G", "A", "F")
# A toy: how often each note follows G, A and F, and by what the state multiplies that once it is 1.
ODDS = ((1, 2, 1), (2, 2, 0.5), (2, 2, 1))
BY_STATE = (1, 0.5, 2)
LEFT, WIDE, HIGH, PITCH = 7.9, 6.2, 0.95, 2.6


def chances(note: int, state: int) -> tuple[np.ndarray, int]:
    """What may follow, and the state: 1 as soon as an A has been heard.

    Parameters
    ----------
    note : int
        0, 1 or 2.
    state : int
        0 or 1.

    Returns
    -------
    p : ndarray, shape (3,)
    state : int
    """
    state = max(state, int(NAMES[note] == "A"))
    odds = np.array(ODDS[note]) * np.array(BY_STATE) ** state
    return odds / odds.sum(), state


def draw(u=(0.4, 0.1, 0.8), *, first: int = 0):
    """Draw a row for each draw: a note, a step, the chances end to end, and where u falls.

    Parameters
    ----------
    u : sequence of float, from 0 to 1
        2 or 3 random numbers.
    first : int
        The note that is heard first: 0 is G, 1 is A, 2 is F.
    """
    if len(u) not in (2, 3) or not all(0 <= coin < 1 for coin in u) or first not in range(3):
        raise ValueError(f"free_steps needs 2 or 3 numbers and a first note, got {u} and {first}")
    card = Card(0.65 + PITCH * len(u))
    note, state, said = first, 0, []
    start, before = (5.0, 0.3), f"state {state}"
    card.write(1.4, 0.7, "first", ink=GREY, size=11.5)
    for row, coin in enumerate(u):
        y = 1.2 + PITCH * row
        ink = OUTPUT if row else INPUT
        heard = box(card, (0.7, y), (1.4, HIGH), NAMES[note], ink=ink, strong=True)
        step = box(card, (4.0, y), (2.0, HIGH), "step", ink=WEIGHT)
        along = 0.28 if row else 0.4
        arrow(card, start, step.north, before, ink=WEIGHT, width=2.4, along=along)
        arrow(card, heard.east, step.west, ink=ink)
        was = NAMES[note]
        p, state = chances(note, state)
        note = _stairs(card, y, p, coin)
        arrow(card, step.east, (LEFT, y + HIGH / 2), ink=INPUT)
        drawn = box(card, (15.5, y), (1.4, HIGH), NAMES[note], ink=OUTPUT, strong=True)
        arrow(card, (LEFT + WIDE, y + HIGH / 2), drawn.west, ink=OUTPUT)
        if row < len(u) - 1:
            _hand_on(card, drawn, y + PITCH)
        shares = ", ".join(f"{n} {number(share, 2)}" for n, share in zip(NAMES, p, strict=True))
        picks = f"u = {number(coin)} picks {NAMES[note]}"
        said.append(f"{was} is heard with {before}: chances {shares}; {picks}")
        start, before = step.south, f"state {state}"
    return card.figure, (
        f"{len(u)} draws of a net that runs free; its state is 1 once it has heard an A. "
        f"{'. '.join(said)}. Each note that is picked is heard in the next row, and the state is "
        f"handed on."
    )


def _hand_on(card: Card, drawn, top: float) -> None:
    """From the note that was drawn back to the beginning of the next row, whose top this is."""
    x, y = drawn.middle[0], top - 0.5
    way = [x, x, 1.4, 1.4], [drawn.bottom, y, y, top - 0.3]
    card.ax.plot(*way, color=OUTPUT.line, lw=2.2, solid_joinstyle="miter", zorder=1)
    arrow(card, (1.4, top - 0.45), (1.4, top), ink=OUTPUT, width=2.2)


def _stairs(card: Card, y: float, p, coin: float) -> int:
    """The chances end to end, and the one on which the number falls."""
    picked, x = int((p.cumsum()[:-1] <= coin).sum()), LEFT
    for i, share in enumerate(p):
        label = f"{NAMES[i]} {number(share, 2)}"
        box(card, (x, y), (WIDE * share, HIGH), label, ink=INPUT, strong=i == picked)
        x += WIDE * share
    at, low = LEFT + WIDE * coin, y + HIGH
    arrow(card, (at, low + 0.45), (at, low - 0.03), ink=PLAIN)
    card.write(at, low + 0.62, f"$u$ = {number(coin)}")
    return picked
