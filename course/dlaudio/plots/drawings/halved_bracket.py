"""A temperature found by halving: too hot or too cold in the middle says which half to keep."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, Card, box, listed, number
from dlaudio.plots.parts.vectors import note

LOGITS, BRACKET = ((0, 1, 1, 2),), (0.2, 1.8)
LEFT, WIDE = 2.4, 8.2  # of the curve and the brackets beneath it, in units of the card


def mean_entropy(logits, temperature: float) -> float:
    """Bits that the rows of logits expect to pay at a temperature, in the mean."""
    z = np.asarray(logits, dtype=float) / temperature
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return float(-(p * np.log2(p + 1e-300)).sum(axis=1).mean())


def draw(logits=LOGITS, *, bits: float = 1.5, bracket=BRACKET):
    """Draw mean entropy over the temperature, and a bracket that is halved three times.

    Parameters
    ----------
    logits : array, shape (N, K)
    bits : float
        The mean entropy that is wanted.
    bracket : pair of float
        Two temperatures between which it lies.
    """
    low, high = bracket
    ends = [mean_entropy(logits, heat) for heat in bracket] if 0 < low < high else [0, 0]
    if not ends[0] < bits < ends[1]:
        raise ValueError(
            f"halved_bracket needs two temperatures with {bits} bits between them, got {bracket}"
        )
    card, heats = Card(9.6), np.linspace(low, high, 120)
    curve = [mean_entropy(logits, heat) for heat in heats]
    room = 0.12 * (ends[1] - ends[0])
    looks = {"xlim": bracket, "ylim": (ends[0] - room, ends[1] + room)}
    plane = card.plane(LEFT, 0.5, WIDE, 3.7, ylabel="entropy, bits", **looks)
    plane.set_xticks([])
    plane.plot(heats, curve, color=OUTPUT.line, lw=2.4)
    plane.axhline(bits, color=GRADIENT.line, lw=1.8, ls="--")
    y = 0.5 + 3.7 * (looks["ylim"][1] - bits) / np.ptp(looks["ylim"])
    wanted = f"wanted: {number(bits)} bits"
    card.write(LEFT + WIDE + 0.4, y, wanted, ink=GRADIENT, align="left", size=13, bold=True)

    def x(heat: float) -> float:
        return LEFT + WIDE * (heat - bracket[0]) / (bracket[1] - bracket[0])

    said, tall = [], 0.62
    card.write(LEFT + WIDE + 1.3, 4.6, "in the middle", align="left", size=12, bold=True)
    for turn in range(1, 4):
        middle, top = (low + high) / 2, 4.0 + 1.05 * turn
        found = mean_entropy(logits, middle)
        cold = found < bits
        plane.plot([middle, middle], [looks["ylim"][0], found], color=GREY.line, lw=1.2, ls=":")
        plane.plot(middle, found, "o", color=OUTPUT.line, ms=7)
        note(plane, (middle, found), f"{turn}", (12, -12) if cold else (-9, 13), ink=OUTPUT)
        for start, end, kept in ((low, middle, not cold), (middle, high, cold)):
            place, size = (x(start), top), (x(end) - x(start), tall)
            box(card, place, size, "", ink=INPUT if kept else GREY, strong=kept)
        _ends(card, x, top + tall / 2, low, high)
        verdict = f"{number(middle)}: {number(found, 2)} bits, too {'few' if cold else 'many'}"
        at = LEFT + WIDE + 1.3, top + tall / 2
        card.write(*at, f"{turn}.  at {verdict}", ink=OUTPUT, align="left", size=12.5)
        kept = f"the {'hotter' if cold else 'colder'} half"
        said.append(f"{turn}. Between {number(low)} and {number(high)}, at {verdict}: keep {kept}")
        low, high = (middle, high) if cold else (low, middle)
    top = 4.0 + 1.05 * 4
    box(card, (x(low), top), (x(high) - x(low), tall), "", ink=INPUT, strong=True)
    _ends(card, x, top + tall / 2, low, high)
    at = LEFT + WIDE + 1.3, top + tall / 2
    card.write(*at, "left after three halvings", ink=INPUT, align="left", size=12.5, bold=True)
    card.write(LEFT - 1.2, 6.1 + tall / 2, "temperature", align="center", size=12).set_rotation(90)
    return card.figure, (
        f"Mean entropy over the temperature, of logits {listed(np.ravel(logits))}, rises from "
        f"{number(ends[0], 2)} to {number(ends[1], 2)} bits; wanted are {number(bits)}. "
        f"{'. '.join(said)}. Left after three halvings: {number(low)} to {number(high)}."
    )


def _ends(card: Card, x, y: float, low: float, high: float) -> None:
    """Write both ends of a bracket beside it."""
    card.write(x(low) - 0.15, y, number(low), ink=INPUT, align="right")
    card.write(x(high) + 0.15, y, number(high), ink=INPUT, align="left")
