"""Three modules in a row: of a plain recurrent net, with one line, and of an LSTM, with two."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, arrow, number
from dlaudio.plots.parts.gated import belt_width
from dlaudio.plots.parts.inks import EDGE
from dlaudio.plots.parts.layers import box
from dlaudio.plots.parts.nodes import node

OPEN = (4.5, 13.5)  # left and right edge of the module in the middle, which is drawn open
SIDES = ((0.8, 2.5), (15.5, 17.1))  # edges of its neighbours


def draw(
    *,
    c: float = 0.9,
    h: float = 0.57,
    i: float = 0.9,
    f: float = 0.1,
    g: float = -0.9,
    o: float = 0.8,
):
    """Draw the chains; the open module of the LSTM computes with these numbers.

    Parameters
    ----------
    c, h : float
        Cell and state that come from the module before.
    i, f, g, o : float
        Gates and candidate of the step.
    """
    new = f * c + i * g
    shown = o * float(np.tanh(new))
    card = Card(12.6)
    _plain(card, 0.5)
    _gated(card, 5.5, (c, h, new, shown), {"f": f, "i": i, "g": g, "o": o})
    gates = ", ".join(f"{name} = {number(v)}" for name, v in (("f", f), ("i", i), ("g", g)))
    return card.figure, (
        "Two chains of three modules, for the inputs of t − 1, t and t + 1, the middle one open. "
        "Above, a plain recurrent net: one line, "
        "the state h, goes from module to module, and in each it passes through weights and a "
        "tanh. Below, an LSTM: two lines go on. The cell c runs straight through, past × and +, "
        "on a belt as wide as what it carries; the state h goes down to the four "
        "small layers and comes out anew. In the open module "
        f"c = {number(c)} and h = {number(h)} come in; with {gates} and o = {number(o)} "
        f"c' = {number(new)} and h' = {number(shown)} go on to the next."
    )


def _frame(card: Card, left: float, right: float, top: float, bottom: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    corners = "round,pad=0,rounding_size=0.35"
    look = {"boxstyle": corners, "fc": "#FAFBFC", "ec": EDGE, "lw": 1.6, "zorder": -5}
    card.ax.add_patch(FancyBboxPatch((left, top), right - left, bottom - top, **look))


def _inputs(card: Card, y: float, low: float) -> None:
    """The three inputs, below their modules."""
    for k, (left, right) in enumerate((SIDES[0], OPEN, SIDES[1])):
        x = left + 0.7 if k == 1 else (left + right) / 2
        name = ("t-1", "t", "t+1")[k]
        made = node(card, (x, y), f"$x_{{{name}}}$", ink=INPUT, radius=0.48, size=12)
        arrow(card, made.north, (x, low), ink=INPUT, width=2, gap=0.04)


def _joins(card: Card, low: float, line: float) -> None:
    """The input comes up to the line of the state, and a dot where the two join."""
    x = OPEN[0] + 0.7
    card.ax.plot((x, x), (low, line), color=INPUT.line, lw=2, zorder=1)
    card.ax.plot(x, line, "o", color=INPUT.line, ms=9, zorder=6)


def _plain(card: Card, top: float) -> None:
    card.write(0.6, top + 0.1, "a plain recurrent net", size=13, bold=True, align="left")
    y, low = top + 1.7, top + 2.65
    for left, right in (*SIDES, OPEN):
        _frame(card, left, right, top + 0.75, low)
    for left, right in SIDES:
        card.write((left + right) / 2, y - 0.45, "the same", ink=GREY, size=11)
    look = {"ink": OUTPUT, "width": 2.6, "gap": 0}
    made = box(card, (7.6, y - 0.45), (1.6, 0.9), "tanh", ink=WEIGHT, filled=True, type_size=13)
    arrow(card, (0.5, y), (SIDES[0][0], y), **look)
    card.ax.plot((SIDES[0][0], SIDES[0][1]), (y, y), color=GREY.line, lw=2.6, zorder=0)
    card.ax.plot((SIDES[1][0], SIDES[1][1]), (y, y), color=GREY.line, lw=2.6, zorder=0)
    arrow(card, (SIDES[0][1], y), made.west, **look)
    arrow(card, made.east, (SIDES[1][0], y), **look)
    arrow(card, (SIDES[1][1], y), (17.5, y), **look)
    _joins(card, low, y)
    card.write(3.55, y - 0.4, "$h$", ink=OUTPUT, size=13)
    card.write(14.48, y - 0.4, "$h'$", ink=OUTPUT, size=13)
    _inputs(card, top + 3.5, low)


def _gated(card: Card, top: float, values, gates) -> None:
    c, h, new, shown = values
    card.write(0.6, top + 0.1, "an LSTM", size=13, bold=True, align="left")
    belt, line, layer, low = top + 1.55, top + 4.75, top + 3.35, top + 5.35
    for left, right in (*SIDES, OPEN):
        _frame(card, left, right, top + 0.75, low)
    for left, right in SIDES:
        middle = (left + right) / 2
        width = belt_width(c if right < OPEN[0] else new)
        card.ax.plot((left, right), (belt, belt), color=GREY.line, lw=width, zorder=0)
        card.write(middle, (belt + line) / 2, "the same", ink=GREY, size=11)
    wide = {"ink": INPUT, "gap": 0}
    thin = {"ink": OUTPUT, "width": 2.6, "gap": 0}
    times, plus = 6.0, 8.62
    arrow(card, (0.5, belt), (SIDES[0][0], belt), width=belt_width(c), **wide)
    for left, right, value in ((SIDES[0][1], times, c), (times, plus, gates["f"] * c)):
        width = belt_width(value)
        look = {"color": INPUT.line, "lw": width, "solid_capstyle": "butt", "zorder": 1}
        card.ax.plot((left, right), (belt, belt), **look)
    arrow(card, (plus, belt), (SIDES[1][0], belt), width=belt_width(new), **wide)
    arrow(card, (SIDES[1][1], belt), (17.5, belt), width=belt_width(new), **wide)
    arrow(card, (0.5, line), (SIDES[0][0], line), **thin)
    arrow(card, (SIDES[1][1], line), (17.5, line), **thin)
    signs = {}
    places = {"f": times, "i": 7.75, "g": 9.5, "o": 11.35}
    card.ax.plot((SIDES[0][1], places["o"]), (line, line), color=OUTPUT.line, lw=2.6, zorder=1)
    _joins(card, low, line)
    made = {}
    for name, x in places.items():
        label = "tanh" if name == "g" else "σ"
        look = {"ink": WEIGHT, "filled": True, "type_size": 12}
        made[name] = box(card, (x - 0.5, layer - 0.35), (1.0, 0.7), label, **look)
        arrow(card, (x, line), made[name].south, ink=PLAIN, width=1.6, gap=0.03)
    look = {"ink": INPUT, "radius": 0.34, "size": 14, "filled": True}
    signs["f"] = node(card, (places["f"], belt), "×", **look)
    signs["+"] = node(card, (plus, belt), "+", **look)
    signs["i"] = node(card, (plus, belt + 0.95), "×", **look)
    bend = node(card, (12.8, belt + 0.85), "tanh", ink=PLAIN, radius=0.46, size=11)
    signs["o"] = node(card, (12.8, layer), "×", **look)
    strong = {"ink": WEIGHT, "width": 2, "gap": 0.05}
    arrow(card, made["f"].north, signs["f"].south, **strong)
    for name in "ig":
        arrow(card, made[name].north, signs["i"].towards(made[name].north), **strong)
    arrow(card, signs["i"].north, signs["+"].south, ink=INPUT, width=2, gap=0.04)
    arrow(card, made["o"].east, signs["o"].west, **strong)
    arrow(card, (12.8, belt), bend.north, ink=INPUT, width=2, gap=0.05)
    arrow(card, bend.south, signs["o"].north, ink=INPUT, width=2, gap=0.05)
    card.ax.plot((12.8, 12.8), (signs["o"].south[1], line), color=OUTPUT.line, lw=2.6, zorder=1)
    arrow(card, (12.8, line), (SIDES[1][0], line), **thin)
    for name, x in places.items():
        words = f"${name}$ = {number(gates[name])}"
        card.write(x + 0.12, layer + 0.85, words, ink=WEIGHT, size=10.5, align="left")
    card.write(3.55, belt - 0.45, f"$c$ = {number(c)}", ink=INPUT, size=11)
    card.write(3.55, line - 0.4, f"$h$ = {number(h)}", ink=OUTPUT, size=11)
    card.write(14.48, belt - 0.45, f"$c'$ = {number(new)}", ink=INPUT, size=11)
    card.write(14.48, line - 0.4, f"$h'$ = {number(shown)}", ink=OUTPUT, size=11)
    _inputs(card, top + 6.2, low)
