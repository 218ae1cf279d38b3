"""Twelve keys in a plane, joined by fifths; and profiles of the twelve notes."""

import numpy as np

from dlaudio.generation.tune_numbers import MAJOR_SCALE
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card

NAMES = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")
TURN = 2 * np.pi * 7 * np.arange(12) / 12
RING = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
EXAMPLE = {"C major": [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1]}
FIFTHS = 7 * np.arange(13) % 12  # C, G, D, ... and C again
SHARPS = {7: {6: "F♯"}, 2: {6: "F♯", 1: "C♯"}}  # how two keys write their black keys


def draw(means=RING, *, beside=(0, 7, 6)):
    """Draw what stands for twelve keys, in the plane in which it differs most; and some scales.

    Parameters
    ----------
    means : array, shape (12, H)
        A row for each key, C first.
    beside : sequence of 3 int
        Keys whose seven notes are drawn beside the ring; those of the first are compared.
    """
    from matplotlib.patches import Circle

    means = np.asarray(means, dtype=float)
    if means.ndim != 2 or len(means) != 12 or len(beside) != 3:
        raise ValueError(
            f"key_ring needs a row for each of 12 keys and 3 of them beside it, "
            f"got {means.shape}, {beside}"
        )
    left, sizes, _ = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    places = left[:, :2] * sizes[:2]
    card, size, middle = Card(8.4), 5.6, (4.3, 4.6)
    low, high = places.min(axis=0), places.max(axis=0)
    places = (places - (low + high) / 2) / (high - low).max() * size * [1, -1] + middle
    card.write(middle[0], 0.55, "the net's states, a mean for each key", size=12.5, bold=True)
    card.ax.plot(*places[FIFTHS].T, color=WEIGHT.line, lw=2, zorder=1)
    out = places - places.mean(axis=0)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    for key, (name, (x, y)) in enumerate(zip(NAMES, places, strict=True)):
        lit = key in beside
        fill = INPUT.fill if lit else "white"
        card.ax.add_patch(Circle((x, y), 0.16, fc=fill, ec=INPUT.line, lw=1.6, zorder=3))
        outside = x + 0.55 * out[key, 0], y + 0.5 * out[key, 1]
        card.write(*outside, name, ink=INPUT if lit else PLAIN, size=12.5, bold=lit)
    turned = np.unwrap(np.arctan2(*(places - places.mean(axis=0))[FIFTHS].T[::-1]))
    rounds = abs(turned[-1] - turned[0]) / (2 * np.pi)
    said = _scales(card, beside)
    return card.figure, (
        f"Twelve keys in a plane. The line that joins each to the key a fifth higher goes round "
        f"the middle {rounds:.0f} times. {said}"
    )


def _scales(card: Card, keys) -> str:
    """A row of twelve places for each key, its seven notes filled; and what it says."""
    from matplotlib.patches import Rectangle

    left, top, step, said = 10.0, 2.4, 0.57, []
    first = {(keys[0] + s) % 12 for s in MAJOR_SCALE}
    card.write(left + 6 * step, 0.55, "the notes of three keys", size=12.5, bold=True)
    for row, key in enumerate(keys):
        y, notes = top + 1.95 * row, {(key + s) % 12 for s in MAJOR_SCALE}
        shared = len(notes & first)
        for n in range(12):
            ink = GREY if n not in notes else INPUT if n in first else WEIGHT
            fill = "white" if n not in notes else ink.fill
            card.ax.add_patch(
                Rectangle((left + n * step, y), step - 0.06, 0.62, fc=fill, ec=ink.line, lw=1.4)
            )
            if n in notes:
                name = SHARPS.get(key, {}).get(n, NAMES[n])
                card.write(left + (n + 0.46) * step, y + 0.31, name, ink=ink, size=10.5)
        words = f"{NAMES[key]} major"
        if row:
            words += f" has {shared} of {NAMES[keys[0]]}'s seven"
            said.append(f"{NAMES[key]} major shares {shared} notes with {NAMES[keys[0]]} major")
        card.write(left, y - 0.33, words, size=11.5, align="left")
    return f"{', '.join(said)}."


def draw_profiles(profiles=None):
    """Draw bars of the twelve notes that stand on the keys of a piano, a panel for each profile.

    Parameters
    ----------
    profiles : mapping of str to array, shape (12,), optional
        1 to 2 of them, all above 0; C first, if the key is C.
    """
    from matplotlib.patches import Rectangle

    profiles = profiles or EXAMPLE
    if not 1 <= len(profiles) <= 2:
        raise ValueError(f"draw_profiles has room for 1 or 2 profiles, got {len(profiles)}")
    card, floor, tall, wide = Card(6.0), 4.2, 2.7, 7.2
    step, said = wide / 12, []
    for place, (name, heights) in enumerate(profiles.items()):
        heights = np.asarray(heights, dtype=float)
        left = 1.2 + place * (wide + 0.9)
        ink = (OUTPUT, INPUT)[place]
        card.write(left + wide / 2, 0.55, name, size=12.5, bold=True)
        for n, height in enumerate(heights):
            x, up = left + n * step, tall * height / heights.max()
            white = n in MAJOR_SCALE
            card.ax.add_patch(
                Rectangle(
                    (x + 0.06, floor - up),
                    step - 0.12,
                    up,
                    fc=ink.line if white else GREY.line,
                    ec="none",
                    zorder=3,
                )
            )
            key = Rectangle(
                (x + 0.02, floor + 0.08),
                step - 0.04,
                0.95 if white else 0.6,
                fc="white" if white else PLAIN.text,
                ec=PLAIN.line,
                lw=1,
                zorder=3,
            )
            card.ax.add_patch(key)
            if white:
                card.write(x + step / 2, floor + 0.68, NAMES[n], size=11)
        for n in np.argsort(-heights)[:3]:
            up = tall * heights[n] / heights.max()
            words = f"{heights[n]:.2f}"
            card.write(left + (n + 0.5) * step, floor - up - 0.25, words, ink=ink, size=10.5)
        highest = ", ".join(f"{NAMES[n]} {heights[n]:.2f}" for n in np.argsort(-heights)[:3])
        said.append(f"{name}: highest {highest}")
    card.write(card.width / 2, 5.6, "the twelve notes, if the key is C", ink=GREY, size=11.5)
    return card.figure, (
        f"Bars of the twelve notes, standing on the keys of a piano. {'; '.join(said)}."
    )
