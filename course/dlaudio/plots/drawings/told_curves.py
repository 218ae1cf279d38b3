"""Curves with what they mean written at them: a net's first updates, and how far singers stray."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, WEIGHT, Card

FIRST = (8.2, 7.4, 6.6, 6.1, 5.8, 5.6, 5.5, 5.4, 5.3, 5.3, 5.2)
STRAYING = {
    "teacher forcing": (0.15, 0.11, 0.11, 0.16, 0.4, 0.8, 1.0),
    "scheduled sampling": (0.15, 0.11, 0.11, 0.12, 0.2, 0.3, 0.45),
}
WORDS = ("has never heard itself", "has met its own mistakes")
FLAT = 50 / np.sqrt(2)  # cents, RMS, by which a voice errs that keeps to the middle of the swing


def draw(bits=FIRST, *, nothing: float = 8.2, counting: float = 6.0):
    """Draw what a note cost in each update, beside what two who never listen would pay.

    Parameters
    ----------
    bits : sequence of float, (n,)
        Bits a note, update by update; at least 3.
    nothing : float
        What a note costs whoever knows nothing.
    counting : float
        What it costs whoever knows only how common each note is.
    """
    bits = np.asarray(bits, dtype=float)
    if len(bits) < 3:
        raise ValueError(f"told_curves.draw needs at least 3 updates, got {len(bits)}")
    low = np.floor(min(bits.min(), counting)) - 0.2
    card = Card(6.2)
    ax = card.plane(
        1.7, 0.6, 15.2, 4.5, xlim=(0, len(bits) + 0.5), ylim=(low, nothing + 0.6),
        xlabel="update", ylabel="bits a note",
    )  # fmt: skip
    right = len(bits)
    lines = ((nothing, "knows nothing"), (counting, "knows only how common each note is"))
    for height, words in lines:
        ax.axhline(height, color=GREY.line, ls="--", lw=1.6, zorder=1)
        says = f"{words}: {height:.1f}"
        ax.text(right, height + 0.1, says, ha="right", va="bottom", fontsize=12, color=GREY.text)
    ax.plot(np.arange(1, right + 1), bits, color=OUTPUT.line, lw=2.5, zorder=3)
    below = np.flatnonzero(bits < counting)
    said = "It stays above both."
    if len(below):
        first = int(below[0]) + 1
        ax.plot(first, bits[first - 1], "o", color=OUTPUT.line, ms=8, zorder=4)
        words = f"update {first}: from here on\nit must have listened"
        place = (0.02 * right, counting - 0.45)
        ax.text(*place, words, va="top", fontsize=12, color=OUTPUT.text, linespacing=1.3)
        said = f"From update {first} on it is below what the commonness of the notes is worth."
    return card.figure, (
        f"Bits a note over {right} updates fall from {bits[0]:.1f} to {bits[-1]:.1f}; who knows "
        f"nothing pays {nothing:.1f}, who knows how common each note is {counting:.1f}. {said}"
    )


def draw_straying(errors=STRAYING, *, given: int = 2, words=WORDS, updates: int | None = None):
    """Draw how far singers are off, in cents, while they are given a voice and after it stops.

    Parameters
    ----------
    errors : mapping of str to array, shape (T,)
        Of one or two singers the RMS error of each frame; 1 is half a semitone.
    given : int, 1 to T - 1
        From this frame on they hear themselves.
    words : sequence of str
        What is said of each.
    updates : int, optional
        After how many updates they sing; it is written above the curves.
    """
    curves = {name: 50 * np.asarray(row, dtype=float) for name, row in errors.items()}
    size = len(next(iter(curves.values())))
    if len(curves) not in (1, 2) or not 1 <= given < size:
        raise ValueError(
            f"draw_straying needs 1 or 2 singers and 1 to {size - 1} frames that are given, got "
            f"{len(curves)} and {given}"
        )
    card = Card(6.6)
    high = 1.15 * max(FLAT, *(row.max() for row in curves.values()))
    ax = card.plane(
        1.7, 0.6, 10.3, 4.9, xlim=(0, size - 1), ylim=(0, high), xlabel="frame",
        ylabel="off by (cents)",
    )  # fmt: skip
    ax.axvspan(0, given, color=INPUT.fill, lw=0, zorder=0)
    ax.text(given / 2, 0.97 * high, "hear\nthe singer", ha="center", va="top", fontsize=11.5,
            color=INPUT.text)  # fmt: skip
    after = f"after {updates} updates " if updates else ""
    ax.text(given + 0.02 * size, 0.97 * high, f"hear themselves\n{after}".strip(), va="top",
            fontsize=11.5, color=PLAIN.text)  # fmt: skip
    ax.axhline(FLAT, color=GREY.line, ls="--", lw=1.6, zorder=1)
    to_card = 0.6 + 4.9 * (1 - FLAT / high)
    card.write(12.2, to_card, "a voice that does not swing", ink=GREY, size=11.5, align="left")
    said = []
    for (name, row), ink, more in zip(curves.items(), (WEIGHT, OUTPUT), words, strict=False):
        ax.plot(np.arange(size), row, color=ink.line, lw=2.5, zorder=3)
        y = 0.6 + 4.9 * (1 - row[-1] / high)
        card.write(12.2, y - 0.22, name, ink=ink, size=12, align="left", bold=True)
        card.write(12.2, y + 0.24, more, ink=ink, size=11.5, align="left")
        worse = np.flatnonzero(row[given:] > FLAT)
        crossed = f", from {given + worse[0]} on worse than that voice" if len(worse) else ""
        said.append(
            f"{name} from {row[given - 1]:.0f} cents at frame {given - 1} to {row[-1]:.0f} at the "
            f"end{crossed}"
        )
    return card.figure, (
        f"How far singers are off {after}over {size} frames; up to frame {given} they hear the "
        f"singer, then themselves. A voice that does not swing is off by {FLAT:.0f}; "
        f"{'; '.join(said)}."
    )
