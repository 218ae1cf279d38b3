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
    figure, told = new_figure(9.6, 3.3), []
    hands, ax = figure.subplots(1, 2, width_ratios=(1, 1.4))
    for hand, color in zip((0, 4, 8), ("blue", "vermillion", "green"), strict=True):
        hands.plot(clock[:, hand % rows.shape[1]], marker=".", color=OKABE_ITO[color])
    hands.set(title="three hands of the clock", xlabel="place", ylabel="sine", yticks=(-1, 0, 1))
    kinds = {"by the clock": (clock, "0.25"), "as learnt": (rows, OKABE_ITO["orange"])}
    for name, (of, color) in kinds.items():
        alike = likeness(of)
        apart = [np.diag(alike, d) for d in range(n)]
        mean = [float(d.mean()) for d in apart]
        ax.plot(mean, marker=".", color=color)
        low, high = ([pick(d) for d in apart] for pick in (np.min, np.max))
        ax.fill_between(range(n), low, high, color=color, alpha=0.25, lw=0)
        ax.annotate(name, (n - 1, mean[-1]), (6, 0), textcoords="offset points", va="center")
        near, far = f"{mean[1]:.2f} for neighbours", f"{mean[n // 2]:.2f} for places {n // 2} apart"
        told.append(f"{name} {near} and {far}")
    ax.set(title="how alike two places are", xlabel="places apart", ylabel="cosine")
    ax.axhline(0, color="0.7", lw=0.8, zorder=0)
    ax.set(xlim=(-0.5, n - 0.5), yticks=(0, 0.5, 1))
    return figure, f"How alike {n} places are, as the mean cosine: {'; '.join(told)}."
