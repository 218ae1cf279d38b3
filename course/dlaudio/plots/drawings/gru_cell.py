"""A GRU cell with one thing lit at a time: keep, reset, propose, mix."""

from dlaudio.plots.parts import INPUT, Card, arrow, gradient, number
from dlaudio.plots.parts.gated import BELT, RAIL, GatedCell
from dlaudio.plots.parts.inks import GRADIENT, GREY
from dlaudio.plots.parts.numbers import factor, total

STEPS = ("keep", "reset", "propose", "mix")


def draw(lit: str = "keep", *, h: float = 0.9, z: float = 0.8, r: float = 0.5, k: float = -0.6):
    """Draw one step of h' = z h + (1 - z) k; the numbers appear in the order they are made.

    Parameters
    ----------
    lit : "keep", "reset", "propose", "mix" or "all"
    h : float
        The state before the step.
    z, r, k : float
        Update gate, reset gate and candidate of this step.
    """
    kept, reset, written = z * h, r * h, (1 - z) * k
    new = kept + written
    cell = GatedCell(Card(9.0), STEPS, lit, 15.0)
    cell.belt(
        f"$h$ = {number(h)}",
        cell.value("h'", new, "mix"),
        [
            (4.6, h, None, ("keep",)),
            (11.4, kept, "keep", ("keep", "mix")),
            (17.1, new, "mix", ("mix",)),
        ],
    )
    reached = {"keep": 4.6, "reset": 9.3, "mix": None}.get(lit, 11.4)
    cell.rail("$x,\\ h$", 11.4, reached)
    keep = cell.gate(4.6, "σ", cell.value("z", z, "keep"), "keep")
    times = cell.sign(4.6, BELT, "×", "keep")
    arrow(cell.card, keep.north, times.south, ink=cell.ink("keep"), width=2.6, gap=0.06)
    cell.title(4.85, 2.6, "keep", "keep")
    if cell.is_lit("keep", "mix"):
        cell.card.write(6.3, BELT - 0.55, f"$z\\,h$ = {number(kept)}", ink=INPUT)
    _propose(cell, r, reset, k)
    _mix(cell, z, written)
    sentences = {
        "keep": f"Keep: the update gate multiplies the old state.   {number(z)} × {factor(h)} = "
        f"{number(kept)}",
        "reset": f"Reset: so much of the old state the candidate may see.   {number(r)} × "
        f"{factor(h)} = {number(reset)}",
        "propose": f"Propose: a candidate from x and {number(reset)}.   k = {number(k)}",
        "mix": f"Mix: what is not kept is filled up.   {number(kept)} + (1 − {number(z)}) × "
        f"{factor(k)} = {total([kept, written])} = {number(new)}",
    }
    cell.sentence(sentences.get(lit, "h′ = z h + (1 − z) k"))
    said = " ".join(f"{sentences[step]}.".replace("   ", " ") for step in cell.known)
    filled = f" (1 − z) = {number(1 - z)} and (1 − z) k = {number(written)}."
    filled = filled if "mix" in cell.known else ""
    lights = "Everything is lit" if lit == "all" else f"Lit: {lit}"
    return cell.card.figure, (
        f"A GRU cell: a belt carries h from left to right, past the update gate and the place "
        f"where the candidate is added: h' = z h + (1 − z) k. h = {number(h)}. {lights}. {said}"
        f"{filled}"
    )


def draw_back(
    dh: float = 1.0, *, h: float = 0.9, z: float = 0.8, r: float = 0.5, k: float = -0.6
):
    """Draw the way back along the belt; on the other three ways stands what is to be found.

    Parameters
    ----------
    dh : float
        Slope of the loss in the new state.
    h, z, r, k : float
        As in `draw`.
    """
    old = dh * z
    cell = GatedCell(Card(9.0), (*STEPS, "back"), "back", 15.0)
    card = cell.card
    arrow(card, (0.7, BELT), (17.1, BELT), ink=GREY, width=5.5, gap=0)
    card.write(0.8, BELT - 0.7, f"$h$ = {number(h)}", ink=GREY, size=13, align="left")
    cell.rail("$x,\\ h$", 11.4, None)
    made = cell.gate(4.6, "σ", f"$z$ = {number(z)}", "keep")
    times = cell.sign(4.6, BELT, "×", "keep")
    arrow(card, made.north, times.south, ink=GREY, width=2.6, gap=0.06)
    cell.title(4.85, 2.6, "keep", "keep")
    _propose(cell, r, r * h, k)
    _mix(cell, z, (1 - z) * k)
    low = BELT + 0.2
    gradient(card, (17.0, low), (11.9, low), number(dh), width=3, along=0.4)
    gradient(card, (10.9, low), (5.1, low), number(dh), width=3)
    gradient(card, (4.1, low), (0.9, low), number(old), width=3)
    for x, aside in ((4.6, -0.3), (7.5, -0.3), (9.3, 0.3)):
        gradient(card, (x + aside, 5.6), (x + aside, 6.25), width=2.6, gap=0)
        card.write(x + 2.1 * aside, 5.92, "?", ink=GRADIENT, size=14, bold=True)
    rule = f"Along the belt: {number(dh)} · {number(z)} = {number(old)}"
    cell.sentence(f"{rule}.   Each ? is a way back to the old state as well.")
    return card.figure, (
        f"The way back through a GRU cell with h = {number(h)}, z = {number(z)}, r = {number(r)} "
        f"and k = {number(k)}, so 1 − z = {number(1 - z)} and (1 − z) k = {number((1 - z) * k)}. "
        f"{number(dh)} comes from the new state. {rule}. Three more ways lead "
        "back to the old state, through the update gate, through the reset gate and through r h, "
        "each with a question mark: they are to be found."
    )


def _propose(cell: GatedCell, r: float, reset: float, k: float) -> None:
    gate = cell.gate(7.5, "σ", cell.value("r", r, "reset"), "reset", "over")
    times = cell.sign(9.3, 5.02, "×", "reset")
    ink = cell.ink("reset")
    arrow(cell.card, gate.east, times.west, ink=ink, width=2.2, gap=0.06)
    arrow(cell.card, (9.3, RAIL), times.south, ink=ink, width=2.2, gap=0.04)
    if cell.lit != "back":  # there stands a slope
        cell.card.write(9.5, 5.9, "$h$", ink=ink, align="left")
    made = cell.gate(11.4, "tanh", cell.value("k", k, "propose"), "propose")
    on = cell.is_lit("reset", "propose")
    arrow(cell.card, times.east, made.west, ink=INPUT if on else GREY, width=2.2, gap=0.06)
    if cell.is_lit("reset"):
        cell.card.write(9.35, 4.1, f"$r\\,h$ = {number(reset)}", ink=INPUT)
    cell.title(12.3, 5.02, "propose", "propose")
    cell.title(7.7, 5.9, "reset", "reset")


def _mix(cell: GatedCell, z: float, written: float) -> None:
    ink = cell.ink("mix")
    times = cell.sign(11.4, 3.2, "×", "mix")
    plus = cell.sign(11.4, BELT, "+", "mix")
    arrow(cell.card, (4.6, 3.2), times.west, ink=ink, width=2.2, gap=0.06)
    rest = cell.value("1 - z", 1 - z, "mix")
    cell.card.write(8.0, 2.8, rest, ink=ink)
    on = INPUT if cell.is_lit("propose", "mix") else GREY
    arrow(cell.card, (11.4, 4.55), times.south, ink=on, width=2.2, gap=0.06)
    arrow(cell.card, times.north, plus.south, ink=ink, width=2.6, gap=0.04)
    words = cell.value("(1 - z)\\,k", written, "mix")
    cell.card.write(12.05, 2.8, words, ink=ink, align="left")
    cell.title(12.0, BELT - 0.55, "mix", "mix")
