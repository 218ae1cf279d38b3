"""Recurrent cells with gates: a belt that carries the state, a rail of what comes in, and gates."""

from collections.abc import Sequence

from dlaudio.plots.parts.arrows import arrow
from dlaudio.plots.parts.card import Block, Card
from dlaudio.plots.parts.inks import EDGE, GREY, INPUT, PLAIN, WEIGHT, Ink
from dlaudio.plots.parts.layers import box
from dlaudio.plots.parts.nodes import Node, node
from dlaudio.plots.parts.numbers import number

BELT, RAIL = 1.75, 6.35  # heights of the belt and of the rail
LEFT, TOP, BOTTOM = 2.9, 0.75, 7.05  # of the cell


def belt_width(value: float) -> float:
    """How wide a belt is drawn that carries this value, in points."""
    return 1.5 + 5 * min(abs(value), 1)


class GatedCell:
    """A cell that is drawn step by step: the lit step in colours, numbers up to it.

    Parameters
    ----------
    card : Card
    steps : sequence of str
        In the order in which they are computed.
    lit : str
        One of the steps, or "all".
    right : float
        Where the cell ends.
    """

    def __init__(self, card: Card, steps: Sequence[str], lit: str, right: float):
        from matplotlib.patches import FancyBboxPatch

        if lit not in (*steps, "all"):
            raise ValueError(f"this cell needs lit from {', '.join(steps)}, all; got {lit!r}")
        self.card, self.lit, self.titled = card, lit, True
        self.known = tuple(steps) if lit == "all" else tuple(steps[: steps.index(lit) + 1])
        corners = "round,pad=0,rounding_size=0.4"
        look = {"boxstyle": corners, "fc": "#FAFBFC", "ec": EDGE, "lw": 1.6, "zorder": -5}
        card.ax.add_patch(FancyBboxPatch((LEFT, TOP), right - LEFT, BOTTOM - TOP, **look))

    def is_lit(self, *steps: str) -> bool:
        """Whether one of these steps is worked on now."""
        return self.lit in (*steps, "all")

    def ink(self, step: str, ink: Ink = INPUT) -> Ink:
        """The ink where the step is lit, else grey."""
        return ink if self.is_lit(step) else GREY

    def value(self, name: str, value: float, step: str) -> str:
        """The name, with its number once that step has been made."""
        return f"${name}$ = {number(value)}" if step in self.known else f"${name}$"

    def belt(self, before: str, after: str, parts: Sequence[tuple]) -> None:
        """The state from left to right, as wide as it is large, with its words at both ends.

        Parameters
        ----------
        before, after : str
        parts : sequence of (until, value, made, steps)
            A stretch up to that x carries the value, a thread until `made` is done; `steps`
            light it.
        """
        x = 0.7
        for k, (until, value, made, steps) in enumerate(parts):
            ink = INPUT if self.is_lit(*steps) else GREY
            width = belt_width(value if made in (None, *self.known) else 0)
            if k < len(parts) - 1:
                self.card.ax.plot((x, until), (BELT, BELT), color=ink.line, lw=width, zorder=1)
            else:
                arrow(self.card, (x, BELT), (until, BELT), ink=ink, width=width, gap=0)
            x = until
        first, last = (INPUT if self.is_lit(*parts[k][3]) else GREY for k in (0, -1))
        self.card.write(0.8, BELT - 0.7, before, ink=first, size=13, align="left")
        self.card.write(17.35, BELT - 0.7, after, ink=last, size=13, align="right")

    def rail(self, words: str, right: float, lit_to: float | None) -> None:
        """What comes in, along the bottom; blue up to `lit_to`."""
        self.card.ax.plot((1.6, right), (RAIL, RAIL), color=GREY.line, lw=2.4, zorder=0)
        if lit_to is not None:
            self.card.ax.plot((1.6, lit_to), (RAIL, RAIL), color=INPUT.line, lw=2.4, zorder=1)
        self.card.write(1.5, RAIL, words, size=14, align="right")

    def gate(self, x: float, label: str, words: str, step: str, side: str = "right") -> Block:
        """A small layer above the rail, with its value to the right, to the left, or over it."""
        on = self.is_lit(step)
        look = {"ink": WEIGHT if on else GREY, "filled": on, "bold": on, "type_size": 13}
        made = box(self.card, (x - 0.7, 4.55), (1.4, 0.95), label, **look)
        arrow(self.card, (x, RAIL), made.south, ink=self.ink(step), gap=0.04)
        dx, align = {"right": (0.25, "left"), "left": (-0.1, "right"), "over": (0, "center")}[side]
        self.card.write(x + dx, 4.1, words, ink=self.ink(step), align=align)
        return made

    def sign(self, x: float, y: float, sign: str, step: str) -> Node:
        """An operation, in a circle."""
        on = self.is_lit(step)
        ink = INPUT if on else GREY
        return node(self.card, (x, y), sign, ink=ink, radius=0.42, size=16, filled=on)

    def title(self, x: float, y: float, words: str, step: str, align: str = "left") -> None:
        """What a part of the cell is for."""
        if self.titled:
            self.card.write(x, y, words, ink=self.ink(step, PLAIN), size=13, align=align)

    def sentence(self, words: str) -> None:
        """What happens, beneath the cell."""
        self.card.write(self.card.width / 2, 8.25, words, size=13)
