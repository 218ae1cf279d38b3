"""An LSTM cell with one thing lit at a time: forget, write, add, read."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, PLAIN, Card, arrow, node, number
from dlaudio.plots.parts.gated import BELT, GatedCell
from dlaudio.plots.parts.inks import GREY
from dlaudio.plots.parts.numbers import factor, total

STEPS = ("forget", "write", "add", "read")


def draw(
    lit: str = "forget",
    *,
    c: float = 0.9,
    i: float = 0.5,
    f: float = 0.8,
    g: float = -0.6,
    o: float = 0.7,
):
    """Draw one step of a cell of one unit; the numbers appear in the order they are made.

    Parameters
    ----------
    lit : "forget", "write", "add", "read" or "all"
    c : float
        The cell before the step.
    i, f, g, o : float
        Input gate, forget gate, candidate and output gate of this step.
    """
    kept, written = f * c, i * g
    new = kept + written
    bent = float(np.tanh(new))
    h = o * bent
    cell = GatedCell(Card(9.0), STEPS, lit, 15.0)
    cell.belt(f"$c$ = {number(c)}", cell.value("c'", new, "add"))
    reached = {"forget": 3.8, "write": 9.0, "add": None}.get(lit, 12.0)
    cell.rail("$x,\\ h$", 12.0, reached)
    _forget(cell, f, kept)
    _write(cell, i, g, written)
    _read(cell, o, h, bent)
    sentences = {
        "forget": f"Forget: the gate multiplies what was there.   {number(f)} × {factor(c)} = "
        f"{number(kept)}",
        "write": f"Write: the input gate lets so much of the candidate in.   {number(i)} × "
        f"{factor(g)} = {number(written)}",
        "add": f"Add: what was kept and what is written.   {total([kept, written])} = "
        f"{number(new)}",
        "read": f"Read: so much of the cell is shown.   {number(o)} × tanh "
        f"{factor(new)} = {number(o)} × {factor(bent)} = {number(h)}",
    }
    cell.sentence(sentences.get(lit, "c′ = f c + i g        h′ = o tanh c′"))
    said = " ".join(f"{sentences[step]}.".replace("   ", " ") for step in cell.known)
    lights = "Everything is lit" if lit == "all" else f"Lit: {lit}"
    return cell.card.figure, (
        f"An LSTM cell: a belt carries c from left to right, past the forget gate and the place "
        f"where something is added, and the output gate reads it. c = {number(c)}. {lights}. {said}"
    )


def _forget(cell: GatedCell, f: float, kept: float) -> None:
    made = cell.gate(3.8, "σ", cell.value("f", f, "forget"), "forget")
    times = cell.sign(3.8, BELT, "×", "forget")
    arrow(cell.card, made.north, times.south, ink=cell.ink("forget"), width=2.6, gap=0.06)
    cell.title(4.05, 3.2, "forget", "forget")
    if cell.is_lit("forget", "add"):
        cell.card.write(5.8, BELT - 0.55, f"$f\\,c$ = {number(kept)}", ink=INPUT)


def _write(cell: GatedCell, i: float, g: float, written: float) -> None:
    one = cell.gate(7.3, "σ", cell.value("i", i, "write"), "write", "left")
    other = cell.gate(9.0, "tanh", cell.value("g", g, "write"), "write")
    times = cell.sign(8.15, 3.35, "×", "write")
    plus = cell.sign(8.15, BELT, "+", "add")
    for start in (one, other):
        ink = cell.ink("write")
        arrow(cell.card, start.north, times.towards(start.north), ink=ink, width=2.2, gap=0.06)
    ink = INPUT if cell.is_lit("write", "add") else GREY
    arrow(cell.card, times.north, plus.south, ink=ink, width=2.6, gap=0.04)
    cell.card.write(8.85, 3.0, cell.value("i\\,g", written, "write"), ink=ink, align="left")
    cell.title(7.45, 3.3, "write", "write", "right")
    cell.title(8.7, BELT - 0.55, "add", "add")


def _read(cell: GatedCell, o: float, h: float, bent: float) -> None:
    made = cell.gate(12.0, "σ", cell.value("o", o, "read"), "read", "over")
    times = cell.sign(13.6, 5.02, "×", "read")
    ink = cell.ink("read")
    arrow(cell.card, made.east, times.west, ink=ink, width=2.2, gap=0.06)
    bend = node(cell.card, (13.6, 3.35), "tanh", ink=cell.ink("read", PLAIN), radius=0.6, size=12)
    arrow(cell.card, (13.6, BELT), bend.north, ink=ink, width=2.2, gap=0.1)
    arrow(cell.card, bend.south, times.north, ink=ink, width=2.2, gap=0.06)
    if cell.is_lit("read"):
        cell.card.write(13.8, 4.28, number(bent), ink=INPUT, align="left")
    cell.title(12.75, 3.3, "read", "read", "right")
    out = cell.ink("read", OUTPUT)
    arrow(cell.card, times.east, (17.1, 5.02), ink=out, width=2.6)
    words = cell.value("h'", h, "read")
    cell.card.write(17.05, 5.75, words, ink=out, size=13, align="right")
