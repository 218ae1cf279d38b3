"""A recurrent net, folded and unrolled: one cell that feeds itself is one cell again and again."""

from collections.abc import Collection

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card, arrow, forward, node

TOP, MIDDLE, LOW = 1.6, 4.1, 6.6  # heights of outputs, states and inputs on a card


def draw(steps: int = 4):
    """Draw the loop on the left, and the same net over `steps` steps on the right.

    Parameters
    ----------
    steps : int, 2 to 5
    """
    if not 2 <= steps <= 5:
        raise ValueError(f"unrolled has room for 2 to 5 steps, got {steps}")
    card = Card(8.4)
    cell = _column(card, 2.6, "t", "xo")
    x, y = cell.middle
    arrow(
        card, (x + 0.6, y + 0.42), (x + 0.6, y - 0.42), ink=WEIGHT, width=2.6, bend=-2.3, gap=0.02
    )
    card.write(x + 2.25, y, "$W_h$", ink=WEIGHT, size=14)
    card.write(x, 7.8, "folded", size=13, bold=True)
    card.write(6.0, MIDDLE, "=", size=22)
    first, last = 7.7, 16.5
    every = range(1, steps + 1)
    chain(card, first, (last - first) / (steps + 0.35), steps, inputs=every, outputs=every)
    card.write((first + last) / 2 + 0.3, 7.8, f"unrolled over {steps} steps", size=13, bold=True)
    return card.figure, (
        f"On the left a recurrent net, folded: x_t goes through W_x into h_t, h_t through W_y to "
        f"o_t, and h_t feeds itself through W_h. On the right the same net unrolled over {steps} "
        f"steps from h_0: the same three weight matrices in every step."
    )


def chain(
    card: Card,
    first: float,
    gap: float,
    steps: int,
    *,
    inputs: Collection[int],
    outputs: Collection[int],
) -> None:
    """Draw h_0 and a cell for each step, with an input or an output where there is one.

    Parameters
    ----------
    first, gap : float
        Where h_0 stands on the card, and how far apart the states are.
    steps : int
    inputs, outputs : collections of int
        The steps, counted from 1, that have an input, and those that have an output.
    """
    before = node(card, (first, MIDDLE), "$h_0$", ink=INPUT, radius=0.62)
    for t in range(1, steps + 1):
        ends = "x" * (t in inputs) + "o" * (t in outputs)
        here = _column(card, first + t * gap, str(t), ends)
        arrow(card, before.east, here.west, "$W_h$", ink=WEIGHT, width=2.6)
        before = here


def _column(card: Card, x: float, t: str, ends: str):
    """A state, and above it an output and below it an input if `ends` names them."""
    cell = node(card, (x, MIDDLE), f"$h_{t}$", ink=INPUT, filled=True, radius=0.62)
    look = {"ink": WEIGHT, "width": 2.0, "side": "left"}
    if "x" in ends:
        entry = node(card, (x, LOW), f"$x_{t}$", ink=INPUT, radius=0.55)
        forward(card, entry.north, cell.south, "$W_x$", **look)
    if "o" in ends:
        result = node(card, (x, TOP), f"$o_{t}$", ink=OUTPUT, radius=0.55)
        forward(card, cell.north, result.south, "$W_y$", **look)
    return cell
