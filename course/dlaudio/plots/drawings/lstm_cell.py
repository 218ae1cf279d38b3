"""An LSTM cell with one thing lit at a time: forget, write, add, read."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, gradient, node, number
from dlaudio.plots.parts.gated import BELT, GatedCell
from dlaudio.plots.parts.inks import GRADIENT, GREY
from dlaudio.plots.parts.layers import box
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
    cell.belt(
        f"$c$ = {number(c)}",
        cell.value("c'", new, "add"),
        [
            (3.8, c, None, ("forget",)),
            (8.15, kept, "forget", ("forget", "add")),
            (17.1, new, "add", ("add", "read")),
        ],
    )
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
    cell.sentence(sentences.get(lit, r"$c' = f\,c + i\,g$        $h' = o\,\tanh\,c'$"))
    said = " ".join(f"{sentences[step]}.".replace("   ", " ") for step in cell.known)
    lights = "Everything is lit" if lit == "all" else f"Lit: {lit}"
    return cell.card.figure, (
        f"An LSTM cell: a belt, as wide as what it carries, takes c from left to right, past the "
        f"forget gate and the place where something is added, and the output gate reads it. "
        f"c = {number(c)}. {lights}. {said}"
    )


def draw_back(
    dh: float = 1.0,
    dc: float = 0.0,
    *,
    c: float = 0.9,
    i: float = 0.5,
    f: float = 0.8,
    g: float = -0.6,
    o: float = 0.7,
):
    """Draw the way back as far as the forget gate; at the other gates stands what is to be found.

    Parameters
    ----------
    dh, dc : float
        Slopes of the loss in the new state, and in the new cell from the next step.
    c, i, f, g, o : float
        As in `draw`.
    """
    new = f * c + i * g
    bent = float(np.tanh(new))
    at_cell = dc + dh * o * (1 - bent**2)
    old, gate, inner = at_cell * f, at_cell * c, at_cell * c * f * (1 - f)
    cell = GatedCell(Card(9.0), (*STEPS, "back"), "back", 15.0)
    card = cell.card
    arrow(card, (0.7, BELT), (17.1, BELT), ink=GREY, width=5.5, gap=0)
    card.write(0.8, BELT - 0.7, f"$c$ = {number(c)}", ink=GREY, size=13, align="left")
    cell.rail("$x,\\ h$", 12.0, None)
    _forget(cell, f, f * c)
    _write(cell, i, g, i * g)
    _read(cell, o, o * bent, bent)
    low = BELT + 0.2
    gradient(card, (17.0, 4.75), (14.05, 4.75), number(dh), side="right", along=0.35)
    gradient(card, (13.85, 4.6), (13.85, BELT), width=2.4)
    gradient(card, (13.4, low), (8.6, low), number(at_cell), width=3, along=0.6)
    gradient(card, (7.7, low), (4.25, low), number(at_cell), width=3, along=0.6)
    gradient(card, (3.35, low), (0.9, low), number(old), width=3)
    gradient(card, (3.6, BELT + 0.45), (3.6, 4.5), number(gate), width=3, side="right")
    card.write(3.8, 5.92, number(inner), ink=GRADIENT, size=13, bold=True, halo=True)
    gradient(card, (16.9, low), (14.1, low), number(dc), along=0.4)
    for x in (7.3, 9.0, 12.0):
        card.write(x, 5.92, "?", ink=GRADIENT, size=13, bold=True, halo=True)
    rule = (
        f"{number(dc)} + {number(dh)} · {number(o)} · (1 − {number(abs(bent))}²) = "
        f"{number(at_cell)} reaches the cell"
    )
    cell.sentence(rule)
    return card.figure, (
        f"The way back through an LSTM cell with c = {number(c)}, f = {number(f)}, "
        f"i = {number(i)}, g = {number(g)}, i g = {number(i * g)}, o = {number(o)} and "
        f"h' = {number(o * bent)}. {rule}: {number(dh)} comes from the state, {number(dc)} from "
        f"the next step. The old cell gets {number(old)}, the forget gate {number(gate)}, and "
        f"{number(inner)} before its sigmoid. The other three blocks are to be found."
    )


def _forget(cell: GatedCell, f: float, kept: float) -> None:
    made = cell.gate(3.8, "σ", cell.value("f", f, "forget"), "forget")
    times = cell.sign(3.8, BELT, "×", "forget")
    arrow(cell.card, made.north, times.south, ink=cell.ink("forget"), width=2.6, gap=0.06)
    cell.title(4.05, 3.2, "forget", "forget")
    if cell.is_lit("forget", "add"):
        cell.card.write(5.8, BELT - 0.55, f"$f\\,c$ = {number(kept)}", ink=INPUT)


def _write(cell: GatedCell, i: float, g: float, written: float, one=None) -> None:
    """The input gate, unless there is `one` already, the candidate, and their product."""
    one = one or cell.gate(7.3, "σ", cell.value("i", i, "write"), "write", "left")
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
        cell.card.write(13.9, 4.2, number(bent), ink=INPUT, size=11, align="left", halo=True)
    cell.title(12.75, 3.3, "read", "read", "right")
    out = cell.ink("read", OUTPUT)
    arrow(cell.card, times.east, (17.1, 5.02), ink=out, width=2.6)
    words = cell.value("h'", h, "read")
    cell.card.write(17.35, 5.75, words, ink=out, size=13, align="right")


def draw_relative(kind: str = "coupled"):
    """Draw a relative of the LSTM; what is different is lit, the rest is grey.

    Parameters
    ----------
    kind : "coupled" or "peepholes"
        The input gate is what the forget gate leaves over, or all gates look at the belt.
    """
    if kind not in ("coupled", "peepholes"):
        raise ValueError(f"draw_relative needs coupled or peepholes, got {kind!r}")
    cell = GatedCell(Card(9.0), ("same", *STEPS), "same", 15.0)
    card = cell.card
    arrow(card, (0.7, BELT), (17.1, BELT), ink=GREY, width=5.5, gap=0)
    card.write(0.8, BELT - 0.7, "$c$", ink=GREY, size=13, align="left")
    card.write(17.05, BELT - 0.7, "$c'$", ink=GREY, size=13, align="right")
    cell.rail("$x,\\ h$", 12.0, None)
    cell.titled = kind == "coupled"  # the peepholes need the room
    _forget(cell, 0, 0)
    _read(cell, 0, 0, 0)
    if kind == "peepholes":
        _write(cell, 0, 0, 0)
        _peephole(card, (3.3, BELT), (3.3, 4.55))
        _peephole(card, (3.3, BELT), (3.3, 2.6), (6.8, 2.6), (6.8, 4.55))
        _peephole(card, (11.5, BELT), (11.5, 4.55))
        words = "Peepholes: each gate looks at the cell itself, not only at $x$ and $h$."
    else:
        made = box(card, (6.6, 4.55), (1.4, 0.95), "1 −", ink=WEIGHT, filled=True, type_size=13)
        _write(cell, 0, 0, 0, made)
        arrow(card, (4.5, 5.02), made.west, ink=WEIGHT, width=2.6, gap=0.05)
        card.write(5.5, 5.5, "$f$", ink=WEIGHT, size=13)
        words = "Coupled gates: $i = 1 - f$. Only what is forgotten is written anew."
    cell.sentence(words)
    said = words.replace("$", "")
    return card.figure, f"An LSTM cell in grey, with what is different lit. {said}"


def _peephole(card: Card, *places: tuple[float, float]) -> None:
    """A way in right angles from a dot on the belt to the top of a gate, over what it crosses."""
    xs, ys = zip(*places[:-1], strict=True)
    card.ax.plot(places[0][0], BELT, "o", color=WEIGHT.line, ms=8, zorder=6)
    if len(xs) > 2:
        card.ax.plot((3.6, 4.0), ys[1:], color="#FAFBFC", lw=6, zorder=4)  # the forget gate's
    card.ax.plot(xs, ys, color=WEIGHT.line, lw=2.4, solid_joinstyle="round", zorder=5)
    arrow(card, places[-2], places[-1], ink=WEIGHT, width=2.4, gap=0)
