"""The compressor y = sign(x) |x|**p: its curve, and the chain through which p learns a level."""

from collections.abc import Sequence

import numpy as np

from dlaudio.plots.parts import (
    GRADIENT,
    GREY,
    INPUT,
    OUTPUT,
    PLAIN,
    WEIGHT,
    Card,
    graph,
    number,
)
from dlaudio.plots.parts.inks import SHADES


def draw(powers: Sequence[float] = (1.0, 0.7, 0.4), x: float = 0.05):
    """Draw what comes out over what goes in, one curve a power, and a quiet sample on its way up.

    Parameters
    ----------
    powers : up to three numbers above 0
    x : float, from 0 to 1
        The quiet sample.
    """
    card = Card(7.8)
    looks = {"xlim": (-1, 1), "ylim": (-1, 1), "xlabel": "sample in, x", "equal": True}
    ax = card.plane(1.6, 0.7, 6.2, 5.6, ylabel="sample out, y", **looks)
    across = np.linspace(-1, 1, 801)
    ax.axhline(0, color=GREY.line, lw=1)
    ax.axvline(0, color=GREY.line, lw=1)
    told = []
    card.write(9.0, 1.2, f"a quiet sample, {number(x)}", size=14, bold=True, align="left")
    for row, (p, ink) in enumerate(zip(powers, SHADES, strict=False)):
        y = x**p
        ax.plot(across, np.sign(across) * np.abs(across) ** p, color=ink.line, lw=2.4)
        ax.plot([x], [y], "o", color=ink.line, ms=7)
        words = f"p = {number(p)}:  {number(x)} becomes {number(y)}"
        times = f"{number(y / x, 1)} times as large"
        card.write(9.0, 2.2 + 1.25 * row, words, ink=ink, size=13, align="left")
        card.write(9.0, 2.75 + 1.25 * row, times, ink=GREY, align="left")
        told.append(f"{words}, {times}")
    card.write(9.0, 6.1, "1 stays 1, −1 stays −1", ink=PLAIN, size=13, align="left")
    return card.figure, (
        f"What comes out of a compressor over what goes in, from −1 to 1. {'; '.join(told)}. "
        "1 stays 1, −1 stays −1."
    )


def draw_chain(x: float = 0.1, p: float = 1.0, target: float = -10.0, lr: float = 0.0005):
    """Draw one sample, its power, its level and the loss, with the slopes; the middle one is asked.

    Parameters
    ----------
    x : float, between 0 and 1
        A sound of one sample.
    p : float
    target : float
        Level wanted, dB.
    lr : float
        Learning rate of the step that is written beneath.
    """
    y = x**p
    level = 20 * np.log10(y)
    first, last = 2 * (level - target), y * np.log(x)
    middle = 20 / (y * np.log(10))
    slope = first * middle * last
    card = Card(5.6)
    names = ("p", "y", "ℓ", "L")
    places = {name: (2.2 + 4.4 * i, 2.3) for i, name in enumerate(names)}
    edges = list(zip(names, names[1:], strict=False))
    slopes = dict(zip(edges, (number(last), "?", number(first)), strict=True))
    graph(
        card,
        places,
        edges,
        names={name: f"${name}$" if name != "ℓ" else "ℓ (dB)" for name in names},
        values={"p": p, "y": y, "ℓ": level, "L": (level - target) ** 2},
        edge_slopes=slopes,
        inks={"p": WEIGHT, "L": OUTPUT},
        radius=0.95,
    )
    start = f"one sample, x = {number(x)}; wanted: {number(target)} dB"
    card.write(card.width / 2, 0.7, start, ink=INPUT, size=13)
    found = f"dL/dp = {number(first)} · ? · ({number(last)}) = {number(slope)}"
    step = f"p ← {number(p)} − {number(lr, 4)} · {number(slope)} = {number(p - lr * slope)}"
    card.phrase(card.width / 2, 4.55, [(found, GRADIENT), "        ", (step, WEIGHT)], size=13)
    return card.figure, (
        f"{start}. p is {number(p)}, y is {number(y)}, the level {number(level)} dB, the loss "
        f"{number((level - target) ** 2)}. Slopes back: {number(first)}, then one that is asked, "
        f"then {number(last)}. {found}. {step}."
    )
