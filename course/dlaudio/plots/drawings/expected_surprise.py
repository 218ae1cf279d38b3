"""Entropy and surprise in numbers: what a net expects to pay for a note, and what notes cost it."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, cells, listed, number

NOTES = ("G", "A", "F", "E")
CHANCES = (0.5, 0.25, 0.125, 0.125)
TUNES = (("tunes as it expects", "GGAGFGAE"), ("tunes that differ", "AGAFAGAE"))
LEFT, HIGH = 4.7, 0.9  # of the cells, in units of the card


def draw(chances=CHANCES, *, names=NOTES, came: str = "A", tunes=TUNES):
    """Draw what each next note would cost, its share of the entropy, and what two tunes do cost.

    Parameters
    ----------
    chances : sequence of float
        2 to 4 probabilities above 0 that sum to 1.
    names : sequence of str
        Of the notes, a letter each.
    came : str
        The note that came.
    tunes : pairs of a title and a string of 2 to 8 notes
        What came in the long run, in two tunes.
    """
    p = np.asarray(chances, dtype=float)
    fits = 2 <= len(p) == len(names) <= 4 and np.all(p > 0) and np.isclose(p.sum(), 1)
    known = all(
        2 <= len(notes) <= 8 and set(notes) <= set(names) for _, notes in (("", 2 * came), *tunes)
    )
    if not (fits and known and len(tunes) == 2):
        raise ValueError(
            f"expected_surprise needs 2 to 4 notes with chances that sum to 1, and two tunes of 2 "
            f"to 8 of them, got {names}, {chances} and {tunes}"
        )
    cost, place = -np.log2(p), list(names).index(came)
    entropy = float(p @ cost)
    card = Card(9.2)
    wide = 6.9 / len(p)
    look = {"size": (wide, HIGH), "shape": False, "digits": 3}
    for i, name in enumerate(names):
        card.write(LEFT + (i + 0.5) * wide, 0.65, name, size=13, bold=True)
    rows = {
        "chance $p$": (p, INPUT),
        "cost $-\\log_2 p$": (cost, PLAIN),
        "chance × cost": (p * cost, OUTPUT),
    }
    said_of = [
        {"words": "what the net says", "ink": GREY},
        {"words": f"{came} comes: surprise {number(cost[place], 2)} bits", "ink": GRADIENT},
        {"words": f"sum: entropy {number(entropy, 2)} bits", "ink": OUTPUT, "bold": True},
    ]
    for line, (title, (values, ink)) in enumerate(rows.items()):
        lit = [(0, place)] if line == 1 else ()
        block = cells(
            card, values, (LEFT, 1.1 + 1.2 * line), ink=ink, lit=lit, lit_ink=GRADIENT, **look
        )
        y = block.middle[1]
        card.write(LEFT - 0.35, y, title, ink=ink, align="right", size=13)
        said_of[line] |= {"x": block.right + 0.4, "y": y, "align": "left"}
        card.write(**said_of[line])
    card.ax.plot([0.7, card.width - 0.7], [5.05] * 2, color=GREY.line, lw=1)
    said = []
    for line, (title, notes) in enumerate(tunes):
        paid = cost[[list(names).index(note) for note in notes]]
        top = 6.05 + 1.75 * line
        for i, note in enumerate(notes):
            card.write(LEFT + (i + 0.5) * 6.9 / len(notes), top - 0.33, note, size=12, bold=True)
        look["size"] = (6.9 / len(notes), HIGH)
        row = cells(card, paid, (LEFT, top), ink=GRADIENT, **look)
        card.write(LEFT - 0.35, row.middle[1], title, ink=PLAIN, align="right", size=12)
        mean = float(paid.mean())
        dear = mean - entropy
        verdict = "honest" if abs(dear) < 0.005 else "too sure" if dear > 0 else "too modest"
        words = f"mean {number(mean, 2)} bits: {verdict}"
        card.write(row.right + 0.4, row.middle[1], words, ink=GRADIENT, align="left", bold=True)
        said.append(f"{title}, {' '.join(notes)}: mean surprise {number(mean, 2)} bits, {verdict}")
    said = "; ".join(said)
    return card.figure, (
        f"Before a note the net gives {', '.join(names)} the chances {listed(p, 3)}, so they would "
        f"cost {listed(cost, 2)} bits. Chance times cost is {listed(p * cost, 3)}, added up the "
        f"entropy, {number(entropy, 2)} bits. {came} comes: the surprise is "
        f"{number(cost[place], 2)} bits. "
        f"In the long run, {said}."
    )
