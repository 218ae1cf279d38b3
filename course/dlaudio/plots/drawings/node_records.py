"""What a sum keeps in mind: three nodes as records, the last of which points at its parents."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, arrow, box, number


def draw(a: float = 2.0, b: float = -3.0):
    """Draw the nodes of a + b as records: number, value, parents, and the slope towards each.

    Parameters
    ----------
    a, b : float
        The two inputs, made first.
    """
    card = Card(6.6)
    rows = [("a", 1, a, "none", ""), ("b", 2, b, "none", ""), ("a + b", 3, a + b, "1, 2", "1, 1")]
    places = ((0.9, 0.8), (0.9, 3.7), (10.2, 1.6))
    blocks, said = [], []
    for (name, made, value, parents, slopes), place in zip(rows, places, strict=True):
        result = bool(slopes)
        ink, (x, y) = OUTPUT if result else INPUT, place
        size = (5.6, 3.5 if result else 2.3)
        blocks.append(box(card, place, size, "", ink=ink, filled=False))
        lines = [
            (f"$\\mathbf{{{name}}}$", f"number {made}", ink),
            ("value", number(value), ink),
            ("parents", parents, GREY),
            ("slopes", slopes, GRADIENT),
        ]
        for i, (left, right, colour) in enumerate(lines[: 4 if result else 3]):
            down = y + 0.55 + (0.8 if result else 0.6) * i
            card.write(x + 0.4, down, left, ink=colour, size=13, align="left", bold=i == 0)
            card.write(x + size[0] - 0.4, down, right, ink=colour, size=13, align="right")
        said.append(f"{name} is number {made}, value {number(value)}, parents {parents}")
    for block, label, side in ((blocks[0], "slope 1", "right"), (blocks[1], "slope 1", "left")):
        end = (block.right, block.middle[1])
        start = (blocks[2].left, blocks[2].middle[1])
        arrow(card, start, end, label, ink=GRADIENT, side=side, gap=0.15)
    card.write(13.0, 5.9, "it remembers what it was made from", ink=GREY, size=12)
    return card.figure, (
        f"Three nodes as records. {'; '.join(said)}, and a slope of 1 towards each of them."
    )
