"""A pocket at work: mistakes during an epoch, what is wrong after it, and what is kept."""

import numpy as np

from dlaudio.datasets.words import two_words
from dlaudio.networks.perceptron import train, wrong_of
from dlaudio.plots.parts import GRADIENT, GREY, OUTPUT, PLAIN, Card, cells

SHOWN = (*range(1, 9), 23, 24, 25)


def draw(epoch=None, X=None, y=None, *, shown=SHOWN):
    """Draw three rows of counts, an epoch a column, lit where the pocket takes new weights.

    Parameters
    ----------
    epoch : callable, optional
        ``epoch(w, X, y)`` returns the new weights, shape (D + 1,), and the mistakes; the course's
        own rule, if not given.
    X, y : arrays, shapes (N, D) and (N,), labels -1 and +1
        Fives and sevens, if not given.
    shown : numbers of epochs, from 1, rising
    """
    X, y = two_words("spoken-digits", "five", "seven", "train") if X is None else (X, y)
    epoch = _epoch if epoch is None else epoch
    w, rows, taken, fewest = np.zeros(X.shape[1] + 1), [], [], len(y) + 1
    for _ in range(max(shown)):
        w, during = epoch(w, X, y)
        after = wrong_of(w, X, y)
        taken.append(after < fewest)
        fewest = min(after, fewest)
        rows.append((int(during), after, fewest))
    card = Card(6.6)
    size, left = (1.05, 1.0), 4.5
    names = ["mistakes during it", "wrong after it", "kept in the pocket"]
    inks = [GRADIENT, PLAIN, OUTPUT]
    card.write(left - 0.3, 0.85, "epoch", ink=GREY, align="right", bold=True)
    at, last = left, 0
    for number in shown:
        if number > last + 1:
            card.write(at + 0.3, 2.9, "…", size=15)
            at += 0.6
        card.write(at + size[0] / 2, 0.85, str(number), ink=GREY, bold=True)
        for row, ink in enumerate(inks):
            lit = "all" if row == 2 and taken[number - 1] else ()
            cells(
                card,
                rows[number - 1][row : row + 1],
                (at, 1.4 + 1.35 * row),
                ink=ink,
                lit=lit,
                size=size,
                type_size=13,
            )
        at, last = at + size[0], number
    for row, (name, ink) in enumerate(zip(names, inks, strict=True)):
        card.write(left - 0.3, 1.9 + 1.35 * row, name, ink=ink, align="right")
    card.write(
        left, 5.85, "where it is green, the pocket takes the new weights", ink=OUTPUT, align="left"
    )
    told = "; ".join(
        f"epoch {n}: {rows[n - 1][0]}, {rows[n - 1][1]}, {rows[n - 1][2]}"
        + (" (new)" if taken[n - 1] else "")
        for n in shown
    )
    return card.figure, (
        f"Mistakes during an epoch over {len(y)} samples, wrong labels after it, and the fewest "
        f"so far, which the pocket keeps: {told}."
    )


def _epoch(w, X, y):
    w, wrong = train(X, y, n_epochs=1, w=w)
    return w, wrong.sum()
