"""A bidirectional net: one reads ahead, one reads backwards, and each output hears both."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, arrow, node
from dlaudio.plots.parts.inks import Ink

BACK = Ink("second input", "#56B4E9", "#005F96", "#E4F3FC")  # read backwards: the lighter blue


def draw(lit: int = 2, steps: int = 5):
    """Draw both chains; what the output of one step can hear of is lit.

    Parameters
    ----------
    lit : int
        The step whose output is looked at, 1 to `steps`.
    steps : int, 3 to 6
    """
    if not 3 <= steps <= 6 or not 1 <= lit <= steps:
        raise ValueError(f"both_directions needs 3 to 6 steps and lit of them, got {steps}, {lit}")
    card = Card(8.6)
    rows = {"o": 1.5, "back": 3.4, "ahead": 5.3, "x": 7.2}
    gap = 13.0 / steps
    places = [4.3 + gap * (t + 0.5) for t in range(steps)]
    words = [("o", "says"), ("back", "reads backwards"), ("ahead", "reads ahead"), ("x", "hears")]
    for key, label in words:
        card.write(0.5, rows[key], label, align="left", size=13)
    inks = {"o": OUTPUT, "back": BACK, "ahead": INPUT, "x": INPUT}
    names = {"o": "o", "back": "\\overleftarrow{h}", "ahead": "\\overrightarrow{h}", "x": "x"}
    made = {}
    for t, x in enumerate(places, start=1):
        on = {"o": t == lit, "ahead": t <= lit, "back": t >= lit, "x": True}
        for key, y in rows.items():
            ink = inks[key] if on[key] else GREY
            label = f"${names[key]}_{t}$"
            filled = on[key] and key != "x"
            made[key, t] = node(card, (x, y), label, ink=ink, filled=filled, radius=0.55)
    for t in range(1, steps + 1):
        ahead, back = t <= lit, t >= lit
        _up(card, made["x", t], made["ahead", t], INPUT if ahead else GREY, 0)
        _up(card, made["ahead", t], made["o", t], INPUT if t == lit else GREY, 0.62)
        _up(card, made["x", t], made["back", t], BACK if back else GREY, -0.62)
        _up(card, made["back", t], made["o", t], BACK if t == lit else GREY, 0)
        if t < steps:
            ink = INPUT if t + 1 <= lit else GREY
            arrow(card, made["ahead", t].east, made["ahead", t + 1].west, ink=ink, width=2.6)
            ink = BACK if t >= lit else GREY
            arrow(card, made["back", t + 1].west, made["back", t].east, ink=ink, width=2.6)
    return card.figure, (
        f"Two chains of {steps} states over the same inputs. One runs from left to right, one from "
        f"right to left, and each output is computed from both. Lit: output {lit}, which hears of "
        f"inputs 1 to {lit} through the chain ahead, and of inputs {lit} to {steps} through the "
        "chain backwards."
    )


def _up(card, low, high, ink, aside):
    """An arrow upwards, past a node in between if it stands aside."""
    (x, y0), (_, y1) = low.north, high.south
    if not aside:
        arrow(card, (x, y0), (x, y1), ink=ink, width=1.8)
        return
    bend = 0.36 if aside > 0 else -0.36
    arrow(
        card,
        (x + aside * 0.6, y0 + 0.12),
        (x + aside * 0.6, y1 - 0.12),
        ink=ink,
        bend=-bend,
        width=1.6,
    )
