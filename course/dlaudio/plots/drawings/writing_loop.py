"""Unit 12 in one picture: predict, choose, hear it, go on; and what each station was given."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow, box, cells, listed

NOTES = ("G", "A", "F")
CHANCES = (0.5, 0.25, 0.25)
MASK = (0.95, 0.71, 0.12)
TOP = 2.1
NEEDS = (
    ("12.5  its own mistakes", "12.7  bars of long ago", "12.11  1,000 samples"),
    ("12.6  a wish, whispered", "12.8  a tune, read first", "12.9  the other voices"),
    ("12.2  what it costs", "12.3  too sure?", ""),
    ("12.1  a temperature", "12.1  no tail", "12.13  the best of thirty"),
)


def draw(chances=CHANCES, *, names=NOTES, u: float = 0.6):
    """Draw the loop of a net that writes, with a note drawn, and the sections that mend a station.

    Parameters
    ----------
    chances : sequence of float
        Three probabilities that sum to 1.
    names : sequence of str
        Of the three notes.
    u : float, from 0 to 1
        The random number.
    """
    p = np.asarray(chances, dtype=float)
    if not (len(p) == len(names) == 3 and np.isclose(p.sum(), 1) and 0 <= u < 1):
        raise ValueError(f"writing_loop needs three chances that sum to 1, got {chances} and {u}")
    picked = int((p.cumsum()[:-1] <= u).sum())
    card = Card(8.3)
    heard = box(card, (0.5, TOP), (3.4, 1.1), "what it has heard", ink=INPUT)
    net = box(card, (5.1, TOP), (2.0, 1.1), "net", ink=WEIGHT)
    said = cells(
        card,
        p,
        (8.3, TOP + 0.1),
        ink=INPUT,
        lit=[(0, picked)],
        lit_ink=OUTPUT,
        size=(1.2, 0.9),
        shape=False,
        digits=2,
    )
    for i, name in enumerate(names):
        card.write(said.at(0, i)[0], TOP - 0.3, name, bold=True)
    dice = box(card, (13.1, TOP), (1.6, 1.1), "dice", ink=WEIGHT)
    note = box(card, (15.7, TOP), (1.3, 1.1), names[picked], ink=OUTPUT, strong=True)
    stations = (heard, net, said, dice, note)
    for a, b in zip(stations, stations[1:], strict=False):
        arrow(card, a.east, b.west)
    y = 0.75
    x0, x1 = note.middle[0], heard.middle[0]
    way = [x0, x0, x1, x1], [note.top, y, y, y + 0.3]
    card.ax.plot(*way, color=OUTPUT.line, lw=2.4, solid_joinstyle="miter", solid_capstyle="butt")
    arrow(card, (x1, y + 0.15), heard.north, ink=OUTPUT, width=2.4)
    words = "it hears its own note, and goes on"
    card.write(card.width / 2, y, words, ink=OUTPUT, size=13, halo=True)
    places = (0.5, 5.1, 9.2, 13.1)
    for x, lines in zip(places, NEEDS, strict=True):
        for i, line in enumerate(lines):
            card.write(x, TOP + 1.75 + 0.6 * i, line, ink=GREY, align="left", size=11)
    card.ax.plot([0.5, card.width - 0.5], [5.75] * 2, color=GREY.line, lw=1)
    mixed = box(card, (0.5, 6.4), (3.4, 1.1), "voice over drums", ink=INPUT)
    mask = box(card, (5.1, 6.4), (2.0, 1.1), "net", ink=WEIGHT)
    cells_of = cells(card, MASK, (8.3, 6.5), ink=WEIGHT, size=(1.2, 0.9), shape=False)
    voice = box(card, (14.4, 6.4), (2.6, 1.1), "voice", ink=OUTPUT)
    for a, b in ((mixed, mask), (mask, cells_of), (cells_of, voice)):
        arrow(card, a.east, b.west)
    card.write(12.9, 6.55, "× mixture", ink=GREY, size=11)
    card.write(8.3, 7.75, "12.14  a mask: what to let through", ink=GREY, align="left", size=11)
    needs = "; ".join(line for lines in NEEDS for line in lines if line)
    return card.figure, (
        f"How a net writes: from what it has heard the net gives the chances {listed(p, 2)} for "
        f"{', '.join(names)}, dice draw {names[picked]}, and it hears its own note and goes on. "
        f"What each station was given: {needs}. Below: from a voice over drums a net makes a mask, "
        f"such as {listed(MASK)} (12.14), and the mixture times the mask is the voice."
    )
