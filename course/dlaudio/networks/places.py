"""Where a note stands: the clock of places, and how alike places are by it and as learnt.

The clock is that of A. Vaswani and others, "Attention is all you need", NIPS 2017.
"""

import numpy as np


def clock_of_places(places: int, width: int) -> np.ndarray:
    """The fixed rows (places, width) of the paper of 2017: sines and cosines of slower hands."""
    angles = np.arange(places)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def likeness(rows) -> np.ndarray:
    """Cosines (T, T) of each row of (T, D) with each."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit @ unit.T


def picture_of_positions(rows):
    """Three hands of the paper's clock, and how alike places are by the clock and as learnt.

    Parameters
    ----------
    rows : array, shape (T, D)
        A learnt row for each place.
    """
    from dlaudio.plots import OKABE_ITO
    from dlaudio.plots.pictures import new_figure

    rows = np.asarray(rows, dtype=float)
    n, clock = len(rows), clock_of_places(*rows.shape)
    figure = new_figure(9.6, 3.3)
    hands, *maps = figure.subplots(1, 3)
    for hand, color in zip((0, 4, 8), ("blue", "vermillion", "green"), strict=True):
        hands.plot(clock[:, hand % rows.shape[1]], marker=".", color=OKABE_ITO[color])
    hands.set(title="three hands of the clock", xlabel="place", ylabel="sine", yticks=(-1, 0, 1))
    kinds, told = {"by the clock": clock, "as learnt": rows}, []
    for ax, (name, of) in zip(maps, kinds.items(), strict=True):
        alike = likeness(of)
        image = ax.imshow(alike, cmap="RdBu_r", vmin=-1, vmax=1)
        ax.set(title=f"alike {name}", xlabel="place", ylabel="place")
        near, far = np.diag(alike, 1).mean(), np.diag(alike, n // 2).mean()
        told.append(f"{name} {near:.2f} for neighbours and {far:.2f} for places {n // 2} apart")
    figure.colorbar(image, ax=maps, label="cosine", ticks=(-1, 0, 1))
    return figure, f"How alike {n} places are, as the mean cosine: {'; '.join(told)}."
