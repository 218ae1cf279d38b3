"""How strong twelve bands are in the quarters of two words, and how far the two are apart."""

import numpy as np

from dlaudio.plots.parts import Card, number

WORDS = {1: "nine", 0: "five"}


def draw(X=None, y=None, words=WORDS):
    """Draw the mean level of each band in each quarter of two words, and their difference.

    Parameters
    ----------
    X : array, shape (N, 48), optional
        Levels in dB; those of *five* and *nine* by the course's voices if not given.
    y : array, shape (N,), optional
        Labels.
    words : mapping of two labels to names
    """
    from matplotlib import colormaps

    if X is None:
        from dlaudio.datasets.bands import two_kinds

        X, y = two_kinds("spoken-digits", "five", "nine", "train")
    levels = {word: X[y == label].mean(axis=0).reshape(12, 4) for label, word in words.items()}
    (one, first), (other, second) = levels.items()
    apart = first - second
    reach = max(1.0, np.abs(apart).max())
    # so few colours that all of both bars have a place in the picture's table
    bright, between = colormaps["magma"].resampled(100), colormaps["PuOr"].resampled(49)
    card, low = Card(7.0), {"cmap": bright, "vmin": -50, "vmax": 0}
    shown = [(one, first, low, 1.5), (other, second, low, 5.3)]
    look = {"cmap": between, "vmin": -reach, "vmax": reach}
    shown.append((f"{one} less {other}", apart, look, 11.7))
    for name, table, colours, left in shown:
        plane = card.plane(left, 1.1, 3.5, 4.5, xlim=(-0.5, 3.5), ylim=(-0.5, 11.5))
        image = plane.imshow(table, origin="lower", aspect="auto", **colours)
        plane.set(xticks=range(4), xticklabels=range(1, 5), yticks=range(0, 12, 2))
        plane.set_xlabel("quarter of the word", fontsize=12)
        card.write(left + 1.75, 0.6, name, size=13, bold=True)
        if table is second:
            plane.set_yticklabels([])
        if left > 5:
            bar = card.plane(left + 3.7, 1.1, 0.28, 4.5, xlim=(0, 1), ylim=(0, 1))
            card.figure.colorbar(image, cax=bar)
            bar.tick_params(labelsize=10.5)
            bar.yaxis.set_label_position("right")
            bar.set_ylabel("level (dB)" if table is second else "more (dB)", fontsize=12)
        else:
            plane.set_ylabel("band, low to high", fontsize=12)
    quarters = np.abs(apart).max(axis=0)
    most = int(quarters.argmax())
    return card.figure, (
        f"Levels of {one} and of {other} in the bands of their four quarters, and {one} less "
        f"{other}. They differ most in quarter {most + 1}, by up to {number(quarters[most], 0)} "
        f"dB, and least in quarter {quarters.argmin() + 1}, by {number(quarters.min(), 0)} dB at "
        "most."
    )
