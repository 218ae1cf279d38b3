"""A pulse that comes one place later: what a layer must be like to answer one place later, too."""

import numpy as np

from dlaudio.plots.drawings.wirings import toeplitz
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, cells, forward

KERNEL, INPUTS, SIZE = (4, 1, 2), 7, 0.56


def draw(at: int = 2, *, kernel=KERNEL, seed: int = 1):
    """Draw a pulse and the same pulse one place later, through two local layers.

    Parameters
    ----------
    at : int
        Where the first pulse is, so that both reach len(kernel) outputs: from 2 to 3 here.
    kernel : array, shape (K,)
        The weights that all outputs of the second layer share, whole numbers.
    seed : int
        Draws the weights of the first layer, where every output has its own.
    """
    kernel = np.asarray(kernel)
    shared = toeplitz(kernel, INPUTS)
    if not len(kernel) - 1 <= at < shared.shape[1] - 1:
        raise ValueError(
            f"a pulse needs a place from {len(kernel) - 1} to {shared.shape[1] - 2}, got {at}"
        )
    band = toeplitz(np.ones(len(kernel)), INPUTS) > 0
    own = np.where(band, np.random.default_rng(seed).integers(1, 10, shared.shape), 0)
    card = Card(6.0)
    said = []
    kinds = [("each output has its own weights", own), ("all outputs share their weights", shared)]
    for i, (title, matrix) in enumerate(kinds):
        left, words = 0.7 + 8.4 * i, []
        card.write(left + 3.9, 0.75, title, size=13.5, bold=True)
        for row, place in enumerate((at, at + 1)):
            top = 2.0 + 1.55 * row
            pulse, out = np.eye(INPUTS)[place], matrix[place]
            lit = [(0, int(j)) for j in np.flatnonzero(out)]
            look = {"size": SIZE, "shape": False}
            x = cells(
                card, pulse, (left, top), ink=INPUT, name="" if row else "$x$",
                lit=[(0, place)], **look,
            )  # fmt: skip
            z = cells(
                card, out, (x.right + 1.1, top), ink=OUTPUT, name="" if row else "$z$",
                lit=lit, **look,
            )  # fmt: skip
            forward(card, x.east, z.west, gap=0.12)
            words.append(f"a pulse at place {place} gives {', '.join(str(int(v)) for v in out)}")
        moved = np.append(0, matrix[at][:-1])
        same = np.array_equal(moved, matrix[at + 1])
        verdict = "the same answer, one place later" if same else "another answer"
        card.write(left + 3.9, 5.2, verdict, ink=OUTPUT if same else GREY, size=12.5)
        said.append(f"If {title}: {'; '.join(words)}: {verdict}")
    return card.figure, f"A pulse and the same pulse one place later. {'. '.join(said)}."
