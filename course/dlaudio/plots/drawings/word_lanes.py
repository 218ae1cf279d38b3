"""What a net makes of a text, word by word: a bar after each word, in a lane for each quantity."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

WORDS = ("bass", "was", "not", "bad", "and", "singer", "was", "good")
LANES = {
    "praise − blame": (0.3, 0.3, 0.6, 5.8, 3.5, 4.5, 5.8, 10.1),
    "unit 13": (0.0, -0.3, -0.7, -0.2, -0.3, -0.3, -0.5, 0.3),
}
LEFT, WIDE, LANE, GAP = 3.1, 14.1, 2.1, 0.55


def draw(
    words: Sequence[str] = WORDS,
    lanes: Mapping[str, Sequence[float]] = LANES,
    *,
    lit: Collection[int] = (2,),
):
    """Draw the lanes above each other, and the words beneath.

    Parameters
    ----------
    words : sequence of str
        At most twenty.
    lanes : mapping of sequences
        Name, then a number for each word.
    lit : collection of int
        Places of words that are marked through all lanes.

    Raises
    ------
    ValueError
        If a lane has not a number for each word, or there are too many words.
    """
    if not 1 <= len(words) <= 20 or any(len(values) != len(words) for values in lanes.values()):
        raise ValueError(f"word_lanes needs 1 to 20 words and a number for each, got {len(words)}")
    foot = 0.6 + (LANE + GAP) * len(lanes)
    card = Card(foot + 1.75)
    step = WIDE / len(words)
    for t in lit:
        look = {"color": WEIGHT.fill, "zorder": -5}
        card.ax.bar(LEFT + (t + 0.5) * step, foot + 0.1, 0.96 * step, bottom=0.25, **look)
    for row, (name, values) in enumerate(lanes.items()):
        values = np.asarray(values, dtype=float)
        high, low = max(values.max(), 0.0), min(values.min(), 0.0)
        scale = LANE / max(high - low, 1e-12)
        zero = 0.6 + row * (LANE + GAP) + high * scale
        ink = INPUT if row == 0 else OUTPUT
        card.ax.plot((LEFT, LEFT + WIDE), (zero, zero), color=GREY.line, lw=1.2)
        card.write(LEFT - 0.3, zero, name, ink=ink, align="right")
        small = np.abs(values).max() < 2
        for t, value in enumerate(values):
            x, end = LEFT + (t + 0.5) * step, zero - value * scale
            card.ax.bar(x, zero - end, 0.6 * step, bottom=end, color=ink.line)
            said = number(value, 1) if small else number(value, 0)
            away = -0.22 if value >= 0 else 0.22
            card.write(x, end + away, said, ink=ink, size=10.5)
    for t, word in enumerate(words):
        card.ax.text(
            LEFT + (t + 0.5) * step + 0.2,
            foot + 0.3,
            word,
            rotation=35,
            ha="right",
            va="top",
            rotation_mode="anchor",
            fontsize=11.5,
            weight="bold" if t in lit else "normal",
            color=WEIGHT.text if t in lit else "#1F2430",
        )
    said = "; ".join(
        f"{word}: " + ", ".join(number(values[t], 1) for values in lanes.values())
        for t, word in enumerate(words)
    )
    return card.figure, f"After each word {' and '.join(lanes)}. {said}."
