"""Two modules in a row, each a square: what goes through them, what they keep, what comes back."""

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, box, forward, gradient, number


def draw(x: float = 3.0, dout: float = 1.0):
    """Draw x, its square and the square of that, with the gradients on their way back.

    Parameters
    ----------
    x : float
    dout : float
        Gradient of the loss with respect to the last value.
    """
    inputs = [x, x**2]
    values = [*inputs, x**4]
    back = [dout]
    for kept in reversed(inputs):
        back.insert(0, 2 * kept * back[0])
    card = Card(5.6)
    lefts, width = (3.9, 10.1), 3.6
    boxes = [box(card, (left, 1.4), (width, 2.0), "square", type_size=14) for left in lefts]
    edges = [(0.7, boxes[0].left), (boxes[0].right, boxes[1].left), (boxes[1].right, 16.9)]
    inks = (INPUT, INPUT, OUTPUT)
    for (start, end), value, slope, ink in zip(edges, values, back, inks, strict=True):
        looks = {"size": 14, "width": 2.6}
        forward(card, (start, 1.9), (end, 1.9), number(value), ink=ink, **looks)
        gradient(card, (end, 2.9), (start, 2.9), number(slope), **looks)
    said = []
    for block, kept, slope, before in zip(boxes, inputs, back, back[1:], strict=False):
        middle = block.middle[0]
        product = f"2 · {number(kept)} · {number(before)} = {number(slope)}"
        card.write(middle, 4.0, f"keeps {number(kept)}", ink=INPUT, size=13)
        card.write(middle, 4.75, product, ink=GRADIENT, size=13)
        said.append(f"the one that keeps {number(kept)} hands back {product}")
    card.write(0.7, 0.8, "forwards", ink=INPUT, size=12, align="left")
    card.write(0.7, 4.0, "backwards", ink=GRADIENT, size=12, align="left")
    card.write(16.9, 0.8, "the slope of a square is twice its input", ink=GREY, align="right")
    chain = ", ".join(map(number, values))
    return card.figure, (
        f"Two squares in a row make {chain}. Backwards, beginning with {number(dout)}: "
        f"{'; '.join(reversed(said))}."
    )
