"""Spectrograms side by side on one scale, and beside them what a mask lets through."""

from collections.abc import Mapping

import numpy as np

from dlaudio.plots.parts import GREY, Card

EXAMPLE = {"two tones": np.where(np.isin(np.arange(65), (8, 20))[:, None], 0.0, -60.0).repeat(9, 1)}
FLOOR = -60  # dB, what is black


def draw(
    levels: Mapping[str, np.ndarray] = EXAMPLE,
    *,
    sr: float = 8000,
    hop_length: int = 128,
    fmax: float | None = None,
    mask=None,
):
    """Draw 1 to 3 spectrograms, frequency upwards and time to the right; and a mask in grey.

    Parameters
    ----------
    levels : mapping of str to array, shape (n, frames)
        In dB, of frequencies from 0 to sr / 2; 0 is the brightest, and -60 is black.
    sr : float
        Sample rate, Hz.
    hop_length : int
        Samples from one frame to the next.
    fmax : float, optional
        Highest frequency shown, Hz; sr / 2 if not given.
    mask : array, shape (n, frames), optional
        From 0 to 1, drawn last.
    """
    panels = {name: (np.asarray(level), "magma", FLOOR, 0) for name, level in levels.items()}
    if mask is not None:
        panels["the mask"] = np.asarray(mask), "gray", 0, 1
    if not 1 <= len(panels) <= 4 or any(a.ndim != 2 for a, *_ in panels.values()):
        shapes = {name: a.shape for name, (a, *_) in panels.items()}
        raise ValueError(f"spectrograms needs 1 to 4 pictures (n, frames), got {shapes}")
    top = (fmax or sr / 2) / 1000
    card, left, gap, high = Card(7.0), 1.5, 0.8, 4.2
    wide = (card.width - left - 0.5 - gap * (len(panels) - 1)) / len(panels)
    for place, (name, (values, colours, low, most)) in enumerate(panels.items()):
        x, seconds = left + place * (wide + gap), values.shape[1] * hop_length / sr
        ax = card.plane(x, 0.95, wide, high, xlim=(0, seconds), ylim=(0, top))
        extent = (0, seconds, 0, sr / 2000)
        look = {"origin": "lower", "aspect": "auto", "cmap": colours, "vmin": low, "vmax": most}
        ax.imshow(values, extent=extent, **look)
        ax.set(xlim=(0, seconds), ylim=(0, top))
        marks = np.arange(0, top + 0.01, 0.5 if top <= 2 else 1)
        ax.set_yticks(marks, [f"{mark:g}" for mark in marks] if not place else [])
        ax.tick_params(labelsize=10.5)
        ax.set_xlabel("time (s)", fontsize=10.5)
        if not place:
            ax.set_ylabel("frequency (kHz)", fontsize=10.5)
        card.write(x + wide / 2, 0.55, name, size=12.5, bold=True)
    words = "the louder, the brighter"
    words += "" if mask is None else "; the mask is white where all is let through"
    card.write(card.width / 2, card.height - 0.4, words, ink=GREY, size=11.5)
    let = "" if mask is None else f" The mask lets through {np.mean(mask):.0%} on average."
    of = " and ".join(levels)
    return card.figure, f"Spectrograms, frequency upwards to {top:g} kHz, of {of}.{let}"
