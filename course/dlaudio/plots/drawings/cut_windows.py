"""A series of numbers, the windows that are cut out of it, and the step that follows each."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, arrow, cells, listed, number

SIZE = 0.9  # units, of a cell


def draw(x=(1, 2, 3, 4), length: int = 2):
    """Draw the series once for each window: the window lit, its target too, and both as a row.

    Parameters
    ----------
    x : sequence of float, 3 to 7 numbers
    length : int
        Steps in a window, at least 1; at most five windows must fit.
    """
    x = np.asarray(x, dtype=float)
    count = len(x) - length
    if not 3 <= len(x) <= 7 or length < 1 or not 1 <= count <= 5:
        raise ValueError(
            f"cut_windows needs 3 to 7 numbers and 1 to 5 windows with a step after each, got "
            f"{len(x)} numbers and windows of {length}"
        )
    card = Card(1.8 + 1.3 * count)
    left = (card.width - SIZE * (len(x) + length + 1) - 4.6) / 2
    inputs = left + SIZE * len(x) + 3.0
    targets = inputs + SIZE * length + 1.6
    for place, width, name, ink in [
        (left, len(x), "the series, window by window", GREY),
        (inputs, length, "inputs", INPUT),
        (targets, 1, "targets", OUTPUT),
    ]:
        card.write(place + SIZE * width / 2, 0.75, name, ink=ink, size=13, bold=ink is not GREY)
    every, said = [(0, k) for k in range(len(x))], []
    for t in range(count):
        y = 1.4 + 1.3 * t
        for rest, begin in ((x[:t], 0), (x[t + length + 1 :], t + length + 1)):
            if len(rest):
                cells(card, rest, (left + SIZE * begin, y), ink=GREY, size=SIZE, faint=every)
        for begin, part, to, ink in [
            (t, x[t : t + length], inputs, INPUT),
            (t + length, x[t + length : t + length + 1], targets, OUTPUT),
        ]:
            looks = {"ink": ink, "size": SIZE, "lit": "all", "type_size": 13}
            cells(card, part, (left + SIZE * begin, y), **looks)
            cells(card, part, (to, y), **looks)
        middle = y + SIZE / 2
        arrow(card, (left + SIZE * len(x) + 0.7, middle), (inputs - 0.7, middle), ink=GREY)
        arrow(card, (targets - 1.25, middle), (targets - 0.35, middle), ink=OUTPUT)
        window = listed(x[t : t + length])
        said.append(f"window {t + 1} is {window} and its target {number(x[t + length])}")
    return card.figure, (
        f"The series {listed(x)}, cut into {count} windows of {length}, each with the step after "
        f"it as its target: {'; '.join(said)}."
    )
