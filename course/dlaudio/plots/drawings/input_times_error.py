"""The slope in a weight: each sample's input times its error, added up."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, cells, number
from dlaudio.plots.parts.numbers import listed, total


def draw(inputs=(1.0, 3.0), errors=(0.5, 0.5), *, blank=False):
    """Draw the inputs and errors of a few samples, their products, and the mean of these.

    Parameters
    ----------
    inputs, errors : two or three numbers each
        Of one weight; an error is prediction minus truth.
    blank : bool
        Whether the last product and the mean are left for the reader, as "?".
    """
    x, error = np.asarray(inputs, dtype=float), np.asarray(errors, dtype=float)
    if x.shape != error.shape or not 2 <= len(x) <= 3:
        raise ValueError(f"input_times_error needs 2 or 3 pairs, got {inputs} and {errors}")
    double, wide, left = 2 * error, 4.8 / len(x), 6.0
    products = double * x
    slope = products.mean()
    card = Card(6.2)
    rows = [
        (x, INPUT, "$X^\\top$, the input", 0.8),
        (double, OUTPUT, "2 · error", 2.5),
        (products, GRADIENT, "their products", 4.2),
    ]
    for values, ink, name, top in rows:
        shown = np.append(values[:-1], np.nan) if blank and values is products else values
        cells(card, shown, (left, top), ink=ink, size=(wide, 1.1), type_size=14)
        card.write(left - 0.5, top + 0.55, name, ink=ink, size=13, align="right")
    for column in range(len(x)):
        middle = left + wide * (column + 0.5)
        card.write(middle, 2.2, "×", ink=GREY, size=13)
        card.write(middle, 3.9, "=", ink=GREY, size=13)
    multiplied, words = listed(products), f"({total(products)}) / {len(x)} = {number(slope)}"
    if blank:
        multiplied, words = f"{listed(products[:-1])}, ?", "?"
        card.write(left + wide * (len(x) - 0.5), 4.75, "?", ink=GRADIENT, size=14, bold=True)
    right = left + wide * len(x) + 0.6
    card.write(right, 4.4, "the mean:", ink=GREY, size=13, align="left")
    card.write(right, 5.1, words, ink=GRADIENT, size=14, align="left", bold=True)
    return card.figure, (
        f"A slope in a weight. Inputs {listed(x)}; 2 · error makes {listed(double)}; "
        f"multiplied, {multiplied}; the mean of these, {words}."
    )
