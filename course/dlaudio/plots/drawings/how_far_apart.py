"""Two layers by hand: they say how far apart two numbers are, whichever is the larger."""

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

# of the net: from both numbers (a row each) to both units, and from these to the answer
WEIGHTS = ([[1, -1], [-1, 1]], [1, 1])
COLUMNS = (0.9, 3.5, 5.4, 7.3)
ROWS = (2.0, 4.2)
MIDDLE = sum(ROWS) / 2


def draw(pairs=((3, 5), (5, 3))):
    """Draw the net twice: a - b and b - a, what is below zero cut off, and the sum of the rest.

    Parameters
    ----------
    pairs : two pairs of numbers
        The inputs of the net on the left and of that on the right.
    """
    if len(pairs) != 2 or any(len(pair) != 2 or pair[0] == pair[1] for pair in pairs):
        raise ValueError(f"how_far_apart needs two pairs of different numbers, got {pairs}")
    card = Card(6.0)
    said = [_net(card, 0.3 + 8.7 * which, *pair) for which, pair in enumerate(pairs)]
    return card.figure, (
        f"A net of two layers, drawn twice. {'; '.join(said)}. On the lines from the inputs "
        "stand the weights 1 and −1, on those to the answer 1."
    )


def _net(card: Card, left: float, a: float, b: float) -> str:
    sums = (a - b, b - a)
    bent = tuple(max(0, one) for one in sums)
    answer = sum(bent)
    x = [left + column for column in COLUMNS]
    for i, start in enumerate(ROWS):
        for k, end in enumerate(ROWS):
            weight = 1 if i == k else -1
            along = 0.25
            card.ax.plot([x[0], x[1]], [start, end], color=WEIGHT.line, lw=1.8, zorder=1)
            place = (x[0] + along * (x[1] - x[0]), start + along * (end - start))
            above = -0.28 if (i == 0) == (i == k) else 0.32
            card.write(place[0] + 0.12, place[1] + above, number(weight), ink=WEIGHT, size=11.5)
        look = {"ls": "-" if bent[i] else ":", "color": GREY.text, "lw": 1.8, "zorder": 1}
        card.ax.plot([x[1], x[2]], [start, start], **look)
        card.ax.plot([x[2], x[3]], [start, MIDDLE], color=WEIGHT.line, lw=1.8, zorder=1)
        place = ((x[2] + x[3]) / 2 + 0.1, (start + MIDDLE) / 2 + (-0.3 if i == 0 else 0.32))
        card.write(*place, "1", ink=WEIGHT, size=11.5)
        _circle(card, x[0], start, (a, b)[i], INPUT)
        _circle(card, x[1], start, sums[i], OUTPUT if bent[i] else GREY)
        _circle(card, x[2], start, bent[i], OUTPUT if bent[i] else GREY)
    _circle(card, x[3], MIDDLE, answer, OUTPUT)
    for column, words in enumerate(("given", "added up", "bent", "added up")):
        card.write(x[column], 0.75, words, ink=GREY, size=12)
    card.write((x[1] + x[2]) / 2, 5.35, "below zero becomes 0", ink=GREY, size=12)
    return (
        f"From {number(a)} and {number(b)} the first layer makes {number(sums[0])} and "
        f"{number(sums[1])}; its bend leaves {number(bent[0])} and {number(bent[1])}, what is "
        f"below zero becomes 0; the second adds them up to {number(answer)}"
    )


def _circle(card: Card, x: float, y: float, value: float, ink) -> None:
    from matplotlib.patches import Circle

    edge = GREY.text if ink is GREY else ink.line
    card.ax.add_patch(Circle((x, y), 0.55, fc=ink.fill, ec=edge, lw=2, zorder=3))
    card.write(x, y, number(value), ink=ink, size=14, bold=True).set_zorder(4)
