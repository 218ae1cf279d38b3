"""A perceptron at work on one sample: inputs times weights, the sum, the decision."""

import numpy as np

from dlaudio.plots.parts import (
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    cells,
    forward,
    node,
)
from dlaudio.plots.parts.numbers import sum_of


def draw(x=(4, 1), w=(-3, 1, 1), *, names=("$x_1$", "$x_2$")):
    """Draw the products of inputs and weights, their sum, and the label -1 or +1.

    Parameters
    ----------
    x : array, shape (D,)
    w : array, shape (D + 1,)
        The bias first; its input is 1.
    names : D names of the inputs
    """
    inputs, w = np.append(1, x).astype(float), np.asarray(w, dtype=float)
    products = inputs * w
    score, rows = float(products.sum()), len(w)
    label = "+1" if score > 0 else "−1"
    card = Card(1.9 + 1.15 * rows)
    middle = 1.3 + 1.15 * rows / 2
    looks = {"shape": False, "side": "above", "size": (1.7, 1.15)}
    for i, name in enumerate(("always", *names)):
        card.write(2.6, 1.3 + 1.15 * (i + 0.5), name, ink=GREY, align="right", size=13)
    one = cells(card, inputs[:, None], (3.0, 1.3), ink=INPUT, name="inputs", **looks)
    card.write(5.3, middle, "×", size=20)
    two = cells(card, w[:, None], (5.9, 1.3), ink=WEIGHT, name="weights", **looks)
    card.write(8.2, middle, "=", size=20)
    three = cells(card, products[:, None], (8.8, 1.3), ink=PLAIN, name="products", **looks)
    total = node(card, (12.6, middle), "$g$", score, ink=OUTPUT, radius=0.85)
    for i in range(rows):
        forward(card, (10.6, 1.3 + 1.15 * (i + 0.5)), total.west, ink=PLAIN)
    end = node(card, (16.3, middle), "$h$", ink=OUTPUT, radius=0.85, filled=True)
    forward(card, total.east, end.west, "above 0?", ink=OUTPUT)
    card.write(16.3, middle + 1.3, f"label {label}", ink=OUTPUT, size=13, bold=True)
    work = sum_of(products)
    card.write(12.6, middle + 1.3, work, size=12)
    return card.figure, (
        f"A perceptron: {one.words}; {two.words}; {three.words}. Their sum is {work}, "
        f"{'above' if score > 0 else 'not above'} 0, so the label is {label}."
    )
