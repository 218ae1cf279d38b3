"""Dropout in numbers: the same hidden layer under two masks, and in use, with what is added up."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, number
from dlaudio.plots.parts.nodes import node

H = (1, 3, 2, 2)
MASKS = ((1, 0, 1, 0), (0, 1, 0, 1))


def draw(h=H, *, masks=MASKS, p: float = 0.5):
    """Draw hidden units that feed one sum by weights of 1: under two masks, and with all of them.

    Parameters
    ----------
    h : sequence of 3 to 5 numbers
        What the hidden units give.
    masks : two sequences as long as h
        1 for a unit that is kept, 0 for one that is dropped.
    p : float
        Probability to drop; what is kept is divided by 1 - p.
    """
    if not 3 <= len(h) <= 5 or len(masks) != 2 or any(len(mask) != len(h) for mask in masks):
        raise ValueError(f"dropout_masks needs 3 to 5 units and two masks, got {h} and {masks}")
    if not 0 <= p < 1:
        raise ValueError(f"dropout_masks needs 0 <= p < 1, got {p}")
    card = Card(1.75 * len(h) + 3.0)
    scale = number(1 / (1 - p), 2)
    said, width = [], card.width / 3
    titles = ("in training, one mask", "in training, another mask", "in use")
    for panel, (title, mask) in enumerate(zip(titles, (*masks, (1,) * len(h)), strict=True)):
        left, factor = panel * width, "" if panel == 2 else f"{scale}·"
        card.write(left + width / 2, 0.7, title, size=13, bold=True)
        ends = (left + width - 1.3, 2.1 + 1.75 * (len(h) - 1) / 2)
        terms = []
        for i, (value, kept) in enumerate(zip(h, mask, strict=True)):
            place = (left + 1.4, 2.1 + 1.75 * i)
            ink = PLAIN if kept else GREY
            shown = value if kept else 0
            circle = node(card, place, "", shown, ink=ink, radius=0.62, digits=2, size=14)
            if kept:
                (x, y), (to, down) = circle.towards(ends), ends
                card.ax.plot([x, to], [y, down], color=WEIGHT.line, lw=2.2, zorder=1)
                terms.append(f"{factor}{number(value, 2)}")
            else:
                _cross(card, place)
        total = sum(v * m for v, m in zip(h, mask, strict=True))
        total /= 1 if panel == 2 else 1 - p
        node(card, ends, "sum", total, ink=OUTPUT, radius=0.8, digits=2, size=13)
        line = f"{' + '.join(terms) or '0'} = {number(total, 2)}"
        card.write(left + width / 2, card.height - 1.0, line, ink=INPUT, size=12)
        said.append(f"{title}: {line}")
    return card.figure, (
        f"Hidden units that give {', '.join(number(v, 2) for v in h)}, each dropped with "
        f"probability {number(p, 2)}; what is kept is multiplied by {scale}, and nothing is "
        f"scaled in use. {'; '.join(said)}."
    )


def _cross(card: Card, place: tuple[float, float], size: float = 0.74) -> None:
    x, y = place  # beneath the circle, so that its number can be read
    for sign in (-1, 1):
        ends = ([x - size, x + size], [y - sign * size, y + sign * size])
        card.ax.plot(*ends, color=GREY.text, lw=2.4, zorder=3)
