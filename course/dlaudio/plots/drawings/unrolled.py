"""A recurrent net, folded and unrolled: one cell that feeds itself is one cell again and again."""

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card, arrow, forward, node


def draw(steps: int = 4):
    """Draw the loop on the left, and the same net over `steps` steps on the right.

    Parameters
    ----------
    steps : int, 2 to 5
    """
    if not 2 <= steps <= 5:
        raise ValueError(f"unrolled has room for 2 to 5 steps, got {steps}")
    card = Card(8.4)
    top, middle, low = 1.6, 4.1, 6.6
    cell = _column(card, 2.6, "t", (top, middle, low))
    x, y = cell.middle
    arrow(
        card, (x + 0.6, y + 0.42), (x + 0.6, y - 0.42), ink=WEIGHT, width=2.6, bend=-2.3, gap=0.02
    )
    card.write(x + 2.25, y, "$W_h$", ink=WEIGHT, size=14)
    card.write(x, 7.8, "folded", size=13, bold=True)
    card.write(6.0, middle, "=", size=22)
    first, last = 7.7, 16.5
    gap = (last - first) / (steps + 0.35)
    before = node(card, (first, middle), "$h_0$", ink=INPUT, radius=0.62)
    for t in range(1, steps + 1):
        here = _column(card, first + t * gap, str(t), (top, middle, low))
        arrow(card, before.east, here.west, "$W_h$", ink=WEIGHT, width=2.6)
        before = here
    card.write((first + last) / 2 + 0.3, 7.8, f"unrolled over {steps} steps", size=13, bold=True)
    return card.figure, (
        f"On the left a recurrent net, folded: x_t goes through W_x into h_t, h_t through W_y to "
        f"o_t, and h_t feeds itself through W_h. On the right the same net unrolled over {steps} "
        f"steps from h_0: the same three weight matrices in every step."
    )


def _column(card: Card, x: float, t: str, heights):
    top, middle, low = heights
    cell = node(card, (x, middle), f"$h_{t}$", ink=INPUT, filled=True, radius=0.62)
    entry = node(card, (x, low), f"$x_{t}$", ink=INPUT, radius=0.55)
    result = node(card, (x, top), f"$o_{t}$", ink=OUTPUT, radius=0.55)
    look = {"ink": WEIGHT, "width": 2.0, "side": "left"}
    forward(card, entry.north, cell.south, "$W_x$", **look)
    forward(card, cell.north, result.south, "$W_y$", **look)
    return cell
