"""Picking peaks: a curve frame by frame, a threshold, the tops, and those that are kept."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card, cells, number

EXAMPLE = (
    0.05,
    0.12,
    0.56,
    0.86,
    0.5,
    0.1,
    0.18,
    0.3,
    0.14,
    0.08,
    0.1,
    0.48,
    0.72,
    0.66,
    0.2,
    0.06,
)
LEFT, WIDTH = 2.2, 14.8


def tops(curve) -> list[int]:
    """Places that are larger than the one before and not smaller than the one after."""
    curve = np.asarray(curve, dtype=float)
    middle = curve[1:-1]
    return [int(t) + 1 for t in np.flatnonzero((middle > curve[:-2]) & (middle >= curve[2:]))]


def draw(curve=EXAMPLE, threshold: float = 0.45):
    """Draw the curve with a dot a frame, rings around its tops, and its numbers in cells below.

    Parameters
    ----------
    curve : array, shape (T,)
        Numbers from 0 to 1, 5 to 18 of them.
    threshold : float
        Only a top above it is kept.
    """
    curve = np.asarray(curve, dtype=float)
    if curve.ndim != 1 or not 5 <= len(curve) <= 18:
        raise ValueError(f"peaks needs a curve of 5 to 18 frames, got shape {curve.shape}")
    high = tops(curve)
    kept = [t for t in high if curve[t] > threshold]
    low = [t for t in high if t not in kept]
    above = np.flatnonzero(curve > threshold)
    card, frames = Card(7.9), np.arange(len(curve))
    plane = card.plane(
        LEFT, 0.6, WIDTH, 4.3, xlim=(-0.5, len(curve) - 0.5), ylim=(0, 1.08), ylabel="activation"
    )
    plane.plot(frames, curve, color=INPUT.line, lw=1.6, zorder=2)
    plane.plot(frames, curve, "o", ms=6, color=INPUT.line, zorder=3)
    plane.axhline(threshold, color=WEIGHT.line, lw=2, ls="--", zorder=1)
    plane.plot(kept, curve[kept], "o", ms=13, color=OUTPUT.line, zorder=4)
    plane.plot(low, curve[low], "o", ms=14, mfc="none", mec=GREY.text, mew=2, zorder=4)
    plane.set_xticks(frames)
    card.write(LEFT - 0.2, 5.28, "frame", align="right", size=12)
    _say(plane, threshold, curve, kept, low)
    look = {"size": (WIDTH / len(curve), 0.85), "digits": 2, "type_size": 11.5}
    cells(card, curve, (LEFT, 5.7), lit=[(0, t) for t in kept], lit_ink=OUTPUT, **look)
    card.write(LEFT - 0.2, 6.13, "number", align="right", size=12)
    told = (
        f"{len(above)} frames lie above the threshold, {len(high)} are tops, {len(kept)} are both"
    )
    card.write(card.width / 2, 7.25, told, size=13)
    return card.figure, (
        f"A curve over {len(curve)} frames, {', '.join(number(v) for v in curve)}, and a threshold "
        f"of {number(threshold)}. Tops that are kept: {_listed(kept, curve)}; tops below the "
        f"threshold: {_listed(low, curve)}. {told}."
    )


def _say(plane, threshold: float, curve, kept, low) -> None:
    """Words beside the rings, and on the threshold where the curve stays below it for longest."""
    runs = np.split(np.arange(len(curve)), np.flatnonzero(curve > threshold))
    plane.text(
        max(runs, key=len).mean(), threshold + 0.03, f"threshold {number(threshold)}",
        ha="center", va="bottom", fontsize=11.5, color=WEIGHT.text,
    )  # fmt: skip
    for places, word, ink in ((kept, "kept", OUTPUT), (low, "a top, too low", PLAIN)):
        for t in places:
            plane.text(
                t + 0.3,
                curve[t] + 0.04,
                word,
                ha="left",
                va="bottom",
                fontsize=11.5,
                color=ink.text,
            )


def _listed(places: list[int], curve) -> str:
    return ", ".join(f"{number(curve[t])} at frame {t}" for t in places) or "none"
