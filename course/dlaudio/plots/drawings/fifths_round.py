"""Twelve scales as two units hear them: a point for each, joined by fifths."""

import numpy as np

from dlaudio.generation.notes import NAMES
from dlaudio.plots.drawings.key_weights import FIFTHS
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, listed


def example() -> np.ndarray:
    """Twelve places (12, 2) on a circle."""
    turn = np.pi * np.arange(12) / 6
    return np.stack([np.sin(turn), np.cos(turn)], axis=1)


def draw(felt=None):
    """Draw what two units feel at each scale as a point of the plane, joined from fifth to fifth.

    Parameters
    ----------
    felt : array, shape (12, 2), optional
        By fifths: C, G, D, A, …; `example` if not given.
    """
    felt = example() if felt is None else np.asarray(felt, dtype=float)
    if felt.shape != (12, 2):
        raise ValueError(f"fifths_round needs an array of shape (12, 2), got {felt.shape}")
    middle, room = felt.mean(axis=0), 0.18 * np.ptp(felt, axis=0).max()
    (x0, y0), (x1, y1) = felt.min(axis=0) - room, felt.max(axis=0) + room
    card = Card(9.6)
    plane = card.plane(4.4, 0.5, 9.6, 7.8, xlim=(x0, x1), ylim=(y0, y1), equal=True)
    plane.set_xlabel("what the first unit feels, before the sigmoid", fontsize=12)
    plane.set_ylabel("what the second feels, before the sigmoid", fontsize=12)
    look = {"color": GREY.line, "lw": 1, "zorder": 0}
    plane.axhline(0, **look)
    plane.axvline(0, **look)
    plane.plot(*np.vstack([felt, felt[:1]]).T, "o-", color=INPUT.line, ms=8, lw=2)
    names = [NAMES[key] for key in FIFTHS]
    for name, place in zip(names, felt, strict=True):
        out = 17 * (place - middle) / np.hypot(*(place - middle))
        ink = OUTPUT if name == "C" else INPUT
        words = {"ha": "center", "va": "center", "fontsize": 12.5, "color": ink.text}
        plane.annotate(name, place, tuple(out), textcoords="offset points", **words)
    told = "; ".join(f"{name} {listed(at, 1)}" for name, at in zip(names, felt, strict=True))
    return card.figure, (
        f"What two units feel, before the sigmoid, at the twelve major scales, by fifths: {told}."
    )
