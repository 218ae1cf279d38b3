"""A causal convolution in numbers: taps that stand on now and on the past, silence before."""

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    WEIGHT,
    Card,
    arrow,
    cells,
    listed,
    number,
)
from dlaudio.plots.parts.numbers import factor


def draw(sound=(1, 2, 3, 4), taps=(10, 1), *, dilation: int = 2, lit: int = -1):
    """Draw each output as taps times samples, with the zeros before the sound in grey.

    Parameters
    ----------
    sound : sequence of number
        3 to 8 samples.
    taps : sequence of number
        2 or 3 weights; the last one stands on now.
    dilation : int
        Samples from tap to tap.
    lit : int
        The output whose products are written out.
    """
    x, w = np.asarray(sound, dtype=float), np.asarray(taps, dtype=float)
    before = (len(w) - 1) * dilation
    if not (3 <= len(x) <= 8 and len(w) in (2, 3) and 1 <= dilation and before <= 6):
        raise ValueError(
            "causal_taps needs 3 to 8 samples, 2 or 3 taps and a reach of at most 6 samples, got "
            f"{len(x)}, {len(w)} and {before}"
        )
    lit = range(len(x))[lit]
    padded = np.concatenate([np.zeros(before), x])
    seen = [padded[k * dilation : k * dilation + len(x)] for k in range(len(w))]
    y = sum(tap * part for tap, part in zip(w, seen, strict=True))
    card = Card(7.0)
    side = min(1.1, 12.6 / len(padded))
    left, low, top = (card.width - side * len(padded)) / 2 + 0.6, 4.4, 1.4
    looks = {"size": (side, 0.9), "shape": False}
    heard = [before + lit - (len(w) - 1 - k) * dilation for k in range(len(w))]
    entry = cells(
        card,
        padded,
        (left, low),
        ink=INPUT,
        faint=[(0, i) for i in range(before)],
        lit=[(0, i) for i in heard],
        **looks,
    )
    made = cells(card, y, (left + before * side, top), ink=OUTPUT, lit=[(0, lit)], **looks)
    card.write(left - 0.35, entry.middle[1], "sound", ink=INPUT, align="right")
    card.write(left - 0.35, made.middle[1], "output", ink=OUTPUT, align="right")
    end = (left + (before + lit + 0.5) * side, top + 0.9)
    for tap, i in zip(w, heard, strict=True):
        start = (left + (i + 0.5) * side, low)
        side_of = "right" if i == heard[-1] else "left"
        arrow(card, start, end, f"× {factor(tap)}", ink=WEIGHT, width=2.6, side=side_of, along=0.35)
    if before:
        card.write(left + before * side / 2, low + 1.35, "silence before", ink=GREY)
    card.write(left + (before + lit + 0.5) * side, low + 1.35, "now", ink=INPUT)
    sums = " + ".join(
        f"{factor(tap)} · {factor(padded[i])}" for tap, i in zip(w, heard, strict=True)
    )
    rule = f"{sums} = {number(y[lit])}"
    card.write(card.width / 2, 6.4, rule, size=13)
    return card.figure, (
        f"A causal convolution with the taps {listed(w)}, {dilation} samples apart. The sound "
        f"{listed(x)} with {before} zeros before it gives the output {listed(y)}. Lit: {rule}; no "
        f"arrow comes from a later sample."
    )


def draw_backward(
    slopes=(1, 1, 1, 1), taps=(10, 1), *, dilation: int = 2, lit: int = 1, blank: bool = False
):
    """Draw the slope of each sample as taps times the slopes of the outputs that have heard it.

    Parameters
    ----------
    slopes : sequence of number
        Of the loss in 3 to 8 outputs.
    taps : sequence of number
        2 or 3 weights; the last one stands on now.
    dilation : int
        Samples from tap to tap.
    lit : int
        The sample whose ways back are written out.
    blank : bool
        Whether the slopes in the sound are left for the reader to find.
    """
    dy, w = np.asarray(slopes, dtype=float), np.asarray(taps, dtype=float)
    if not (3 <= len(dy) <= 8 and len(w) in (2, 3) and dilation >= 1):
        raise ValueError(
            f"causal_taps needs 3 to 8 slopes and 2 or 3 taps, got {len(dy)} and {len(w)}"
        )
    lit = range(len(dy))[lit]
    late = [(len(w) - 1 - k) * dilation for k in range(len(w))]
    after = np.concatenate([dy, np.zeros(max(late))])
    dx = sum(tap * after[n : n + len(dy)] for tap, n in zip(w, late, strict=True))
    heard = [(tap, lit + n) for tap, n in zip(w, late, strict=True) if lit + n < len(dy)]
    card = Card(6.6)
    side = min(1.6, 11.0 / len(dy))
    left, low, top = (card.width - side * len(dy)) / 2 + 0.8, 4.0, 0.9
    looks = {"size": (side, 0.9), "shape": False, "ink": GRADIENT}
    out = cells(card, dy, (left, top), lit=[(0, i) for _, i in heard], **looks)
    back = cells(card, dx * np.nan if blank else dx, (left, low), lit=[(0, lit)], **looks)
    card.write(left - 0.35, out.middle[1], "slope in the output", ink=GRADIENT, align="right")
    card.write(left - 0.35, back.middle[1], "slope in the sound", ink=GRADIENT, align="right")
    for place, (tap, i) in enumerate(reversed(heard)):
        start, end = (out.at(0, i)[0], top + 0.9), (back.at(0, lit)[0], low)
        side_of = "left" if place else "right"
        arrow(card, start, end, f"× {factor(tap)}", ink=GRADIENT, width=2.6, side=side_of)
    sums = " + ".join(f"{factor(tap)} · {factor(dy[i])}" for tap, i in reversed(heard))
    rule = f"{sums} = {'?' if blank else number(dx[lit])}"
    card.write(card.width / 2, 5.9, rule, ink=GRADIENT, size=13)
    return card.figure, (
        f"The way back through the taps {listed(w)}, {dilation} samples apart. The slopes "
        f"{listed(dy)} in the outputs give {'?' if blank else listed(dx)} in the sound. "
        f"Lit: sample {lit + 1} was heard by {len(heard)} outputs, at its own place and later, "
        f"so its slope is {rule}."
    )
