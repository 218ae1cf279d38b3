"""Where the line stands after each epoch: a history of weights among the hits it has to part."""

import numpy as np

from dlaudio.datasets.drums import two_drums
from dlaudio.plots.parts import WEIGHT, Card
from dlaudio.plots.parts.vectors import normal_line
from dlaudio.plots.pictures import MARKERS, OKABE_ITO

STYLES = (":", "--", "-")


def draw(history=None, *, pair=("closed hat", "open hat")):
    """Draw two kinds of hits, and a line for each row of a history that has one.

    Parameters
    ----------
    history : array, shape (epochs + 1, 3)
        The weights at the start and after each epoch, at most three; those of the rule, if not
        given.
    pair : two drums
        The first is the label -1.
    """
    X, y = two_drums(*pair)
    history = _history(X, y, len(STYLES)) if history is None else np.asarray(history, dtype=float)
    if history.ndim != 2 or history.shape[1] != 3 or not 2 <= len(history) <= 4:
        raise ValueError(f"epoch_lines needs one to three epochs, got {history.shape}")
    low, high = X.min(axis=0), X.max(axis=0)
    low, high = low - [0.15, 0.15], high + [0.15, 0.15]
    card = Card(7.6)
    plane = card.plane(2.0, 0.5, 8.6, 5.9, xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    plane.set_xlabel("crossings, log10", fontsize=12)
    plane.set_ylabel("seconds, log10", fontsize=12)
    for label, kind, marker, colour in zip(
        (-1, 1), pair, MARKERS, OKABE_ITO.values(), strict=False
    ):
        plane.plot(
            *X[y == label].T, marker, ms=5, color=colour, alpha=0.6, lw=0, zorder=3, label=kind
        )
    told = []
    for epoch, w in enumerate(history[1:], start=1):
        wrong = int(((w[0] + X @ w[1:] > 0) != (y > 0)).sum())
        said = f"after epoch {epoch}: {wrong} wrong"
        for line in normal_line(plane, w, ink=WEIGHT, style=STYLES[epoch - 1], width=2.4):
            line.set_label(said)
        told.append(said)
    plane.legend(fontsize=12, loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False)
    return card.figure, (
        f"Hits of {' and '.join(pair)} as points, and the line of the weights after each epoch, "
        f"with how many of the {len(y)} hits are on its wrong side: {', '.join(told)}."
    )


def _history(X, y, epochs: int) -> np.ndarray:
    from dlaudio.networks.perceptron import train

    rows = [np.zeros(X.shape[1] + 1)]
    for _ in range(epochs):
        rows.append(train(X, y, n_epochs=1, w=rows[-1])[0])
    return np.array(rows)
