"""An LSTM cell with one thing lit at a time: forget, write, add, read."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, box, node, number
from dlaudio.plots.parts.inks import EDGE
from dlaudio.plots.parts.numbers import factor

STEPS = ("forget", "write", "add", "read")
LINE, RAIL = 1.75, 6.35  # heights of the cell's belt and of what comes in


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
    if lit not in (*STEPS, "all"):
        raise ValueError(f"lstm_cell needs lit from {', '.join(STEPS)}, all; got {lit!r}")
    kept, written = f * c, i * g
    new = kept + written
    h = o * float(np.tanh(new))
    cell = _Cell(Card(9.0), lit)
    cell.belt(c, new)
    cell.forget(f, kept)
    cell.write(i, g, written)
    cell.read(o, h, float(np.tanh(new)))
    sentences = {
        "forget": f"Forget: the gate multiplies what was there.   {number(f)} × {number(c)} = "
        f"{number(kept)}",
        "write": f"Write: the input gate lets so much of the candidate in.   {number(i)} × "
        f"{factor(g)} = {number(written)}",
        "add": f"Add: what was kept and what is written.   {number(kept)} + {number(written)} = "
        f"{number(new)}".replace("+ −", "− "),
        "read": f"Read: the output gate shows so much of the cell.   {number(o)} × tanh "
        f"{factor(new)} = {number(o)} × {factor(np.tanh(new))} = {number(h)}",
    }
    shown = STEPS[: STEPS.index(lit) + 1] if lit != "all" else STEPS
    sentence = sentences[lit] if lit != "all" else "c′ = f c + i g        h′ = o tanh c′"
    cell.card.write(cell.card.width / 2, 8.25, sentence, size=13)
    said = " ".join(f"{sentences[step]}.".replace("   ", " ") for step in shown)
    lights = "Everything is lit" if lit == "all" else f"Lit: {lit}"
    return cell.card.figure, (
        f"An LSTM cell: a belt carries c from left to right, past the forget gate and the place "
        f"where something is added, and the output gate reads it. c = {number(c)}. {lights}. {said}"
    )


class _Cell:
    """The drawing as it grows: which of its steps are lit, and which are past."""

    def __init__(self, card: Card, lit: str):
        from matplotlib.patches import FancyBboxPatch

        self.card, self.lit = card, lit
        self.known = STEPS if lit == "all" else STEPS[: STEPS.index(lit) + 1]
        card.ax.add_patch(
            FancyBboxPatch(
                (2.9, 0.75),
                12.1,
                6.3,
                boxstyle="round,pad=0,rounding_size=0.4",
                fc="#FAFBFC",
                ec=EDGE,
                lw=1.6,
                zorder=-5,
            )
        )
        reached = {"forget": 4.7, "write": 9.3, "add": 4.7, "read": 12.0, "all": 12.0}[lit]
        self._rail(1.6, reached, 12.0)
        card.write(1.5, RAIL, "$x,\\ h$", size=14, align="right")

    def is_lit(self, step: str) -> bool:
        return self.lit in (step, "all")

    def ink(self, step: str, ink):
        return ink if self.is_lit(step) else GREY

    def value(self, name: str, value: float, step: str) -> str:
        """The name, with its number once it is known."""
        return f"${name}$ = {number(value)}" if step in self.known else f"${name}$"

    def _rail(self, left: float, reached: float, right: float) -> None:
        self.card.ax.plot((left, right), (RAIL, RAIL), color=GREY.line, lw=2.4, zorder=0)
        if self.lit != "add":
            self.card.ax.plot((left, reached), (RAIL, RAIL), color=INPUT.line, lw=2.4, zorder=1)

    def gate(self, x: float, label: str, name: str, value: float, step: str, side: str):
        """The box of a small layer above the rail, with its number beside it."""
        lit = self.is_lit(step)
        made = box(
            self.card,
            (x - 0.7, 4.55),
            (1.4, 0.95),
            label,
            ink=WEIGHT if lit else GREY,
            filled=lit,
            bold=lit,
            type_size=13,
        )
        look = {"ink": self.ink(step, INPUT), "width": 2.0, "gap": 0.04}
        arrow(self.card, (x, RAIL), made.south, **look)
        dx, align = {"right": (0.25, "left"), "left": (-0.1, "right"), "over": (0, "center")}[side]
        words = self.value(name, value, step)
        self.card.write(x + dx, 4.1, words, ink=self.ink(step, INPUT), align=align)
        return made

    def belt(self, c: float, new: float) -> None:
        """The cell's belt, from the old c to the new one."""
        arrow(self.card, (0.7, LINE), (17.1, LINE), ink=INPUT, width=5.5, gap=0)
        words = f"$c$ = {number(c)}"
        self.card.write(0.8, LINE - 0.7, words, ink=INPUT, size=13, align="left")
        last = self.value("c'", new, "add")
        self.card.write(17.05, LINE - 0.7, last, ink=INPUT, size=13, align="right")

    def sign(self, x: float, y: float, sign: str, step: str):
        lit = self.is_lit(step)
        made = node(
            self.card, (x, y), sign, ink=INPUT if lit else GREY, radius=0.42, size=16, filled=lit
        )
        return made

    def forget(self, f: float, kept: float) -> None:
        made = self.gate(4.7, "σ", "f", f, "forget", "right")
        times = self.sign(4.7, LINE, "×", "forget")
        look = {"ink": self.ink("forget", INPUT), "width": 2.6, "gap": 0.06}
        arrow(self.card, made.north, times.south, **look)
        self.card.write(4.95, 3.2, "forget", ink=self.ink("forget", PLAIN), size=13, align="left")
        if self.lit != "write" and self.lit != "read":
            words = f"$f\\,c$ = {number(kept)}"
            self.card.write(6.4, LINE - 0.55, words, ink=INPUT, size=12)

    def write(self, i: float, g: float, written: float) -> None:
        one = self.gate(7.6, "σ", "i", i, "write", "left")
        other = self.gate(9.3, "tanh", "g", g, "write", "right")
        times = self.sign(8.45, 3.35, "×", "write")
        plus = self.sign(8.45, LINE, "+", "add")
        look = {"ink": self.ink("write", INPUT), "width": 2.2, "gap": 0.06}
        for start in (one, other):
            arrow(self.card, start.north, times.towards(start.north), **look)
        both = self.lit in ("write", "add", "all")
        ink = INPUT if both else GREY
        arrow(self.card, times.north, plus.south, ink=ink, width=2.6, gap=0.04)
        words = self.value("i\\,g", written, "write")
        self.card.write(9.15, 3.0, words, ink=ink, align="left", size=12)
        title = self.ink("write", PLAIN)
        self.card.write(7.75, 3.3, "write", ink=title, size=13, align="right")
        add = self.ink("add", PLAIN)
        self.card.write(9.0, LINE - 0.55, "add", ink=add, size=13, align="left")

    def read(self, o: float, h: float, bent: float) -> None:
        made = self.gate(12.0, "σ", "o", o, "read", "over")
        times = self.sign(13.6, 5.02, "×", "read")
        look = {"ink": self.ink("read", INPUT), "width": 2.2, "gap": 0.06}
        arrow(self.card, made.east, times.west, **look)
        lit = self.is_lit("read")
        bend = node(
            self.card, (13.6, 3.35), "tanh", ink=self.ink("read", PLAIN), radius=0.6, size=12
        )
        arrow(self.card, (13.6, LINE), bend.north, **look | {"gap": 0.1})
        arrow(self.card, bend.south, times.north, **look)
        if lit:
            self.card.write(13.8, 4.28, number(bent), ink=INPUT, align="left", size=12)
        self.card.write(12.75, 3.3, "read", ink=self.ink("read", PLAIN), size=13, align="right")
        out = self.ink("read", OUTPUT)
        arrow(self.card, times.east, (17.1, 5.02), ink=out, width=2.6)
        self.card.write(17.05, 5.75, self.value("h'", h, "read"), ink=out, size=13, align="right")
