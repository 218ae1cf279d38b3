"""Weights from the twelve pitch classes to hidden units, over the circle of fifths."""

import numpy as np

from dlaudio.generation.notes import NAMES
from dlaudio.plots.parts import GREY, Card, listed, number

FIFTHS = 7 * np.arange(12) % 12  # C, G, D, A, ...


def kinship(W, order) -> float:
    """How like its neighbour each weight is, in this order of the rows of W (12, M): from −1 to 1.

    The mean over the units of the correlation of their weights with the same, one place further.
    """
    w = np.asarray(W, dtype=float)[order]
    w = w - w.mean(axis=0)
    return float(np.mean(np.sum(w * np.roll(w, 1, axis=0), axis=0) / np.sum(w**2, axis=0)))


def by_fifths(scale) -> list[str]:
    """Names of the notes that are on (12,), by fifths, from behind the widest gap of the circle."""
    places = np.flatnonzero(np.asarray(scale)[FIFTHS])
    if not len(places):
        return []
    gaps = (places - np.roll(places, 1)) % 12
    return [NAMES[FIFTHS[place]] for place in np.roll(places, -int(gaps.argmax()))]


def example() -> np.ndarray:
    """Weights (12, 2) of two units, each with its stretch of seven notes."""
    places = np.argsort(FIFTHS)[:, None]  # of each pitch class on the circle
    return np.where((places - [0, 5]) % 12 < 7, 1.0, -1.0)


def draw(W=None):
    """Draw the weights, a row for each hidden unit: red is above 0, blue below.

    Parameters
    ----------
    W : array, shape (12, M), optional
        From C, D♭, D, … to 1 to 10 hidden units; `example` if not given.
    """
    W = np.asarray(example() if W is None else W, dtype=float)
    if W.ndim != 2 or len(W) != 12 or not 1 <= W.shape[1] <= 10:
        raise ValueError(f"key_weights needs weights (12, M) to 1 to 10 units, got {W.shape}")
    names, top, n = [NAMES[i] for i in FIFTHS], np.abs(W).max(), W.shape[1]
    high = max(0.55 * n, 2.0)
    card = Card(2.9 + high)
    edge = (-0.5, 11.5), (n - 0.5, -0.5)
    plane = card.plane(2.0, 0.5, 12.0, high, xlim=edge[0], ylim=edge[1], ylabel="hidden unit")
    plane.imshow(W[FIFTHS].T, cmap="RdBu_r", vmin=-top, vmax=top, aspect="auto")
    plane.set(xticks=range(12), xticklabels=names, yticks=range(n), xlim=edge[0], ylim=edge[1])
    plane.set_xlabel("pitch class, by fifths", fontsize=12)
    for i, weight in enumerate((top, 0, -top)):
        y = 0.5 + high * (i + 0.5) / 3
        colour = ("#67001F", "#F6F7F7", "#053061")[i]
        card.ax.bar(14.9, 0.34, 0.5, y - 0.17, color=colour, ec=GREY.line)
        card.write(15.4, y, number(weight, 1), size=11, align="left")
    near = [f"{kinship(W, order):+.2f}" for order in (FIFTHS, np.arange(12))]
    near = [value.replace("-", "−") for value in near]
    note = f"neighbours agree by {near[0]} here, and by {near[1]} in the order of semitones"
    card.write(8.0, high + 2.25, note, size=12)
    told = "; ".join(f"unit {j}: {listed(W[FIFTHS, j], 1)}" for j in range(n))
    return card.figure, (
        f"Weights of {n} hidden units to {' '.join(names)}. {told}. Neighbours agree by {near[0]} "
        f"in the order of fifths and by {near[1]} in that of semitones."
    )
