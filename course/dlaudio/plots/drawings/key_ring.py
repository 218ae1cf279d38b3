"""Twelve keys in a plane, joined by fifths; and profiles of the twelve notes."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure

NAMES = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")
TURN = 2 * np.pi * 7 * np.arange(12) / 12
RING = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
EXAMPLE = {"C major": [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1]}


def draw(means=RING):
    """Draw what stands for twelve keys, in the plane in which it differs most.

    Parameters
    ----------
    means : array, shape (12, H)
        A row for each key, C first.
    """
    means = np.asarray(means, dtype=float)
    if means.ndim != 2 or len(means) != 12:
        raise ValueError(f"key_ring needs a row for each of 12 keys, got {means.shape}")
    left, sizes, _ = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    places = left[:, :2] * sizes[:2]
    figure = new_figure(5, 5)
    ax = figure.subplots()
    ax.plot(*places[7 * np.arange(13) % 12].T, color=plots.OKABE_ITO["sky blue"], zorder=1)
    disc = {"boxstyle": "circle,pad=0.25", "fc": "white", "ec": plots.OKABE_ITO["blue"]}
    for name, (x, y) in zip(NAMES, places, strict=True):
        ax.text(x, y, name, ha="center", va="center", fontsize=12, bbox=disc, color="black")
    ax.set(xticks=[], yticks=[], title="twelve keys; lines join fifths")
    ax.margins(0.15)
    turned = np.unwrap(np.arctan2(*places[7 * np.arange(13) % 12].T[::-1]))
    rounds = abs(turned[-1] - turned[0]) / (2 * np.pi)
    return figure, (
        f"Twelve keys in a plane. The line that joins each to the key a fifth higher goes round "
        f"the middle {rounds:.0f} times."
    )


def draw_profiles(profiles=None):
    """Draw bars of the twelve notes, one panel for each profile.

    Parameters
    ----------
    profiles : mapping of str to array, shape (12,), optional
        C first, if the key is C.
    """
    profiles = profiles or EXAMPLE
    figure = new_figure(9, 3)
    axes = figure.subplots(1, len(profiles), squeeze=False)[0]
    said = []
    for ax, (name, heights) in zip(axes, profiles.items(), strict=True):
        heights = np.asarray(heights, dtype=float)
        ax.bar(NAMES, heights, color=plots.OKABE_ITO["blue"])
        ax.set(title=name, xlabel="note, if the key is C")
        if ax is axes[0]:
            ax.set_ylabel("weight")
        said.append(f"{name}: highest {', '.join(NAMES[i] for i in np.argsort(-heights)[:3])}")
    return figure, f"Bar charts of the twelve notes. {'; '.join(said)}."
