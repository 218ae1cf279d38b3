"""Likelihood by five sounds: what each machine gave to the truth, multiplied, and its logarithm."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, listed, number

LABELS = (1, 1, 0, 1, 0)
CAREFUL = (0.9, 0.8, 0.3, 0.6, 0.2)
CLUELESS = (0.5, 0.5, 0.5, 0.5, 0.5)
COCKSURE = (0.99, 0.99, 0.01, 0.01, 0.01)
MACHINES = (("careful", CAREFUL), ("clueless", CLUELESS), ("cocksure", COCKSURE))


def draw(labels=LABELS, machines=MACHINES):
    """Draw for some machines the probability that each gave to five truths, and their product.

    Parameters
    ----------
    labels : five of 0 and 1
        What the sounds were.
    machines : pairs of a name and five probabilities
        For each sound the machine's probability of label 1.
    """
    y = np.asarray(labels)
    card = Card(1.9 + 2.2 * len(machines))
    card.write(0.5, 0.8, "it was", ink=GREY, align="left")
    for i, label in enumerate(y):
        card.write(_middle(i), 0.8, str(label), size=14, bold=True)
    card.write(13.5, 0.8, "product", ink=OUTPUT, bold=True)
    card.write(16.0, 0.8, "mean −ln", ink=INPUT, bold=True)
    said = []
    for row, (name, p) in enumerate(machines):
        given = np.where(y == 1, p, 1 - np.asarray(p))
        top = 1.5 + 2.2 * row
        card.write(0.5, top + 0.75, name, size=13, bold=True, align="left")
        for i, share in enumerate(given):
            _bar(card, _middle(i), top, share)
        product, cost = number(given.prod(), 4), number(-np.log(given).mean())
        card.write(13.5, top + 0.75, product, ink=OUTPUT, size=14)
        card.write(16.0, top + 0.75, f"{cost} nats", ink=INPUT, size=13)
        said.append(
            f"{name} gave the truths {listed(given)}: their product is {product}, the mean of "
            f"minus their logarithms {cost} nats"
        )
    return card.figure, (
        f"Five sounds with the labels {listed(y)}, and the probability that each machine gave to "
        f"the truth. {'; '.join(said)}."
    )


def _middle(i: int) -> float:
    return 3.6 + 1.75 * i


def _bar(card: Card, x: float, top: float, share: float) -> None:
    from matplotlib.patches import Rectangle

    width, height = 1.3, 1.3
    for part, fill, edge in [(1.0, "none", GREY.line), (share, OUTPUT.fill, OUTPUT.line)]:
        card.ax.add_patch(
            Rectangle(
                (x - width / 2, top + height * (1 - part)),
                width,
                height * part,
                fc=fill,
                ec=edge,
                lw=1.3,
            )
        )
    card.write(x, top + height + 0.33, number(share), ink=PLAIN, size=12)
