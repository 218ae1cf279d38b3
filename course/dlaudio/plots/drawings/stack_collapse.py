"""Two linear layers and the one that does the same: multiplied out in numbers."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, cells, forward, listed, net

W1 = ((1, 0, -1), (2, 1, 0))
W2 = ((1,), (-1,), (2,))


def draw(x=(3.0, 1.0), w1=W1, w2=W2):
    """Draw a net 2-3-1 without bends, and beside it the net 2-1 whose weights are W1 W2.

    Parameters
    ----------
    x : array, shape (2,)
    w1, w2 : arrays, shapes (2, 3) and (3, 1)
        Weights of the two layers; there are no biases, to have fewer numbers.
    """
    x, w1, w2 = (np.asarray(v, dtype=float) for v in (x, w1, w2))
    h, w = x @ w1, w1 @ w2
    y, same = h @ w2, x @ w
    card = Card(8.9)

    def where(*line):
        return 0.72 if line in far else 0.22

    card.write(4.9, 0.7, "two layers, no bend", size=14, bold=True)
    card.write(14.2, 0.7, "one layer", size=14, bold=True)
    places = [[(1.5, 2.5), (1.5, 4.5)], [(5.0, 1.9), (5.0, 3.5), (5.0, 5.1)], [(8.6, 3.5)]]
    looks = {"radius": 0.68, "size": 12}
    far = {(0, 0, 2), (0, 1, 0)}  # two lines that cross: their weights stand at the other end
    hidden = ["$h_1$", "$h_2$", "$h_3$"]
    names = [["$x_1$", "$x_2$"], hidden, ["$y$"]]
    net(card, places, [w1, w2], names=names, values=[x, h, y], show_weights=where, **looks)
    card.write(10.6, 3.5, "=", size=24, bold=True)
    places = [[(12.3, 2.5), (12.3, 4.5)], [(16.0, 3.5)]]
    ends = {"names": [names[0], names[2]], "inks": [INPUT, OUTPUT]}
    net(card, places, [w], values=[x, same], show_weights=0.22, **ends, **looks)
    size, top = (0.9, 0.8), 6.7
    one = cells(card, w1, (3.3, top), ink=WEIGHT, name="$W_1$", size=size)
    two = cells(card, w2, (one.right + 1.2, top - 0.4), ink=WEIGHT, name="$W_2$", size=size)
    both = cells(card, w, (two.right + 3.0, top), ink=WEIGHT, name="$W_1W_2$", size=size)
    card.write((one.right + two.left) / 2, 7.5, "@", size=16)
    forward(card, (two.right + 0.25, 7.5), (both.left - 0.25, 7.5))
    card.write((two.right + both.left) / 2, 6.95, "multiply once", ink=GREY, size=12)
    return card.figure, (
        f"Left, a net with the inputs {listed(x)}; its three hidden units, which do not bend, are "
        f"{listed(h)}, and its output is {listed(y)}. {one.words}; {two.words}. "
        f"Right, one layer with {both.words}: the output is {listed(same)} again."
    )
