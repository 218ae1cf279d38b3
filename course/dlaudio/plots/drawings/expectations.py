"""Over a composer's shoulder: what it expected, the note that came, and its price in bits."""

import numpy as np

from dlaudio.generation.surprise import Listened
from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card, number

SCALE = Listened(
    np.array([60, 62, 64, 65]),
    np.array([2, 2, 2, 2]),
    np.eye(37)[[12, 12, 16, 17]] * 0.8 + 0.2 / 37,
    np.array([1.5, 6.0, 1.5, 1.0]),
)
LOWEST = 48  # MIDI pitch of the first column of chances
LEFT, TOP, WIDE, HIGH, PRICES = 1.3, 0.8, 15.4, 3.9, 1.5
NAMES = {0: "C", 4: "E", 7: "G"}


def draw(heard: Listened = SCALE, *, again: tuple[int, int, int] | None = None):
    """Draw a tune as a net heard it.

    Parameters
    ----------
    heard : Listened
        From `dlaudio.generation.surprise.listen`; up to 40 notes.
    again : three of int, optional
        (first, later, n): the n notes from `later` on are those from `first` on once more; both
        are marked, with what they cost together.
    """
    from matplotlib.patches import Rectangle

    notes = len(heard.pitches)
    if not 1 <= notes <= 40 or heard.chances.shape != (notes, 37):
        raise ValueError(f"expectations needs 1 to 40 notes and chances ({notes}, 37) of them")
    card = Card(TOP + HIGH + PRICES + (1.6 if again else 0.75))
    low, top = int(heard.pitches.min()) - 4, int(heard.pitches.max()) + 4
    row = HIGH / (top - low + 1)
    ends = np.cumsum(heard.lengths)
    wide = WIDE / ends[-1]
    base = TOP + HIGH + 0.35 + PRICES
    tallest = max(heard.bits.max(), 1)
    for pitch in range(low, top + 1):
        if pitch % 12 in NAMES:
            y = TOP + HIGH - (pitch - low + 0.5) * row
            name = f"{NAMES[pitch % 12]}{pitch // 12 - 1}"
            card.write(LEFT - 0.15, y, name, ink=GREY, size=11, align="right")
    for n, (end, length) in enumerate(zip(ends, heard.lengths, strict=True)):
        x, size = LEFT + (end - length) * wide, length * wide
        for pitch in range(low, top + 1):
            p = heard.chances[n, pitch - LOWEST] if 0 <= pitch - LOWEST < 37 else 0
            y = TOP + HIGH - (pitch - low + 1) * row
            look = {"fc": INPUT.line, "lw": 0, "alpha": float(min(1.6 * p, 1)) ** 0.8, "zorder": 1}
            card.ax.add_patch(Rectangle((x, y), size, row, **look))
        y = TOP + HIGH - (heard.pitches[n] - low + 1) * row
        look = {"fc": "none", "ec": WEIGHT.line, "lw": 2.2, "zorder": 3}
        card.ax.add_patch(Rectangle((x + 0.03, y), size - 0.06, row, **look))
        tall = PRICES * heard.bits[n] / tallest
        look = {"fc": WEIGHT.fill, "ec": WEIGHT.line, "lw": 1, "zorder": 1}
        card.ax.add_patch(Rectangle((x + 0.04, base - tall), size - 0.08, tall, **look))
    dear = int(np.argmax(heard.bits))
    middle = LEFT + (ends[dear] - heard.lengths[dear] / 2) * wide
    words = f"{number(heard.bits[dear], 1)} bits"
    card.write(middle, base - PRICES - 0.2, words, ink=WEIGHT, size=11.5, bold=True, halo=True)
    card.ax.plot((LEFT, LEFT + WIDE), (base, base), color=GREY.line, lw=1)
    card.write(LEFT - 0.15, base - PRICES / 2, "bits", ink=GREY, size=11, align="right")
    rule = "blue: what it expected     box: the note that came     bars: what that cost"
    card.write(LEFT, 0.42, rule, ink=PLAIN, size=12, align="left")
    said = f"{notes} notes cost {number(heard.bits.sum(), 0)} bits, the dearest {words}."
    if again:
        said += _marked(card, heard, again, ends, wide, base)
    return card.figure, (
        "What a net expects before each note of a tune, in shades over the pitches, the notes "
        f"that came as boxes, and bars of what they cost. {said}"
    )


def draw_unit(heard: Listened = SCALE, states=(0.5, 0, 0, 0), off=(1, 0, 0, 0), *, unit: int = 0):
    """Draw a tune and, beneath it, how high a unit stands after each note.

    Parameters
    ----------
    heard : Listened
        Of up to 40 notes.
    states : sequence of float, length T
        Of the unit.
    off : sequence of bool, length T
        Where a note ends off the beat; it is orange.
    unit : int
        Which one it is.
    """
    from matplotlib.patches import Rectangle

    states, off, notes = np.asarray(states, float), np.asarray(off, bool), len(heard.pitches)
    if not 1 <= notes <= 40 or not len(states) == len(off) == notes:
        raise ValueError(f"expectations needs 1 to 40 notes and a state of each, got {len(states)}")
    high, top = 1.7, 0.85
    card = Card(top + high + 1.9)
    low = int(heard.pitches.min())
    row = high / (int(np.ptp(heard.pitches)) + 1)
    wide = WIDE / heard.lengths.sum()
    depth = (states - states.min()) / max(np.ptp(states), 1e-9)
    for n, (end, length) in enumerate(zip(np.cumsum(heard.lengths), heard.lengths, strict=True)):
        x, size, ink = LEFT + (end - length) * wide, length * wide, WEIGHT if off[n] else PLAIN
        y = top + high - (heard.pitches[n] - low + 1) * row
        look = {"fc": ink.fill, "ec": ink.line, "lw": 1.6}
        card.ax.add_patch(Rectangle((x + 0.03, y), size - 0.06, row, **look))
        look = {"fc": INPUT.text, "alpha": float(depth[n]), "lw": 0}
        card.ax.add_patch(Rectangle((x + 0.03, top + high + 0.3), size - 0.06, 0.6, **look))
        if off[n]:
            ends = {"ink": WEIGHT, "size": 12, "bold": True}
            card.write(x + size / 2, top + high + 1.3, number(states[n], 2), **ends)
    card.write(LEFT - 0.15, top + high + 0.6, f"{unit}", ink=INPUT, bold=True, align="right")
    rule = f"orange: a note that ends off the beat     blue: how high unit {unit} stands after it"
    card.write(LEFT, 0.42, rule, ink=PLAIN, size=12, align="left")
    others = ""
    if (rest := states[~off]).size:
        others = f", and from {number(rest.min(), 2)} to {number(rest.max(), 2)} after the others"
    places = [f"{number(states[n], 2)} after note {n + 1}" for n in np.flatnonzero(off)]
    return card.figure, (
        f"A tune of {notes} notes, and beneath each how high unit {unit} stands after it. Off the "
        f"beat it stands at {', '.join(places) or 'no note'}{others}."
    )


def _marked(card: Card, heard: Listened, again, ends, wide: float, base: float) -> str:
    """Brackets beneath two passages of the same notes, with their price; and that in words."""
    first, later, n = again
    prices = []
    for start, name in ((first, "for the first time"), (later, "once more")):
        a = LEFT + (ends[start] - heard.lengths[start]) * wide + 0.05
        b = LEFT + ends[start + n - 1] * wide - 0.05
        y = base + 0.3
        card.ax.plot((a, a, b, b), (y - 0.15, y, y, y - 0.15), color=PLAIN.line, lw=1.6)
        cost = number(heard.bits[start : start + n].sum(), 0)
        prices.append(f"{name}: {cost} bits")
        card.write((a + b) / 2, y + 0.4, prices[-1], size=12.5, bold=True)
    return f" The same {n} notes, {'; '.join(prices)}."
