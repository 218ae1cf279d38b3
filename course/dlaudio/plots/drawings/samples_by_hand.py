"""Samples one can count: a tone, a difference of two sounds, an RMS, and changes of sign."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, arrow, cells, listed, number


def draw(frequency=2, sr=8):
    """Draw the samples of one second of a tone as dots on its wave, each at the time n / sr.

    Parameters
    ----------
    frequency : float
        Hz.
    sr : int
        Samples a second.
    """
    n, t = np.arange(sr), np.linspace(0, 1, 400)
    y = 0.5 * np.sin(2 * np.pi * frequency * n / sr)
    card = Card(6.2)
    plane = card.plane(1.6, 0.5, 14.4, 4.2, xlim=(-0.02, 1), ylim=(-0.65, 0.65))
    plane.axhline(0, color=GREY.line, lw=1, zorder=0)
    plane.plot(t, 0.5 * np.sin(2 * np.pi * frequency * t), color=GREY.line, lw=1.6)
    plane.vlines(n / sr, 0, y, color=INPUT.line, lw=1.6)
    plane.plot(n / sr, y, "o", ms=8, color=INPUT.line, zorder=4)
    plane.set_xticks(n / sr, [f"{i}\n{i / sr:g} s" for i in n], fontsize=11)
    plane.set_ylabel("$y_n$", fontsize=12)
    said = ", ".join(f"sample {i} at {i / sr:g} s is {number(v + 0.0)}" for i, v in enumerate(y))
    return card.figure, f"A tone of {frequency:g} Hz at {sr} samples a second: {said}."


def draw_rms(y=(3, -4, 0, 0)):
    """Draw samples as cells, their squares below, and the mean of these with its root.

    Parameters
    ----------
    y : array, shape (N,)
        At most six samples.
    """
    y = np.asarray(y, dtype=float)
    squares, mean = y**2, float(np.mean(y**2))
    card = Card(5.4)
    rows = [(0.5, "samples", y, INPUT), (2.3, "squared", squares, PLAIN)]
    for top, name, values, ink in rows:
        card.write(5.6, top + 0.55, name, align="right", bold=True, ink=ink)
        cells(card, values, (6.0, top), ink=ink, size=(1.5, 1.1), type_size=14)
    for i in range(len(y)):
        arrow(card, (6.75 + 1.5 * i, 1.65), (6.75 + 1.5 * i, 2.25), ink=GREY)
    total = f"{number(squares.sum())} / {len(y)} = {number(mean)}"
    card.write(5.6, 4.4, "mean, and its root", align="right", bold=True, ink=OUTPUT)
    root = f"√{number(mean)} = {number(mean**0.5)}"
    card.write(6.0, 4.4, f"{total},   {root}", align="left", ink=OUTPUT, size=14)
    return card.figure, (
        f"The samples {', '.join(map(number, y))}; below each its square, "
        f"{', '.join(map(number, squares))}. Their mean is {total}, and its root {root}: the RMS. "
        f"The peak is {number(np.abs(y).max())}."
    )


def draw_difference(one=(3, -1, 2), other=(-2, 3, 1), name="the other"):
    """Draw two sounds, sample less sample, the squares of what is left, and the mean of these.

    Parameters
    ----------
    one, other : array, shape (N,)
        At most four samples each, and equally many.
    name : str
        What the other sound is called.
    """
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if one.shape != other.shape or one.ndim != 1 or not 1 <= len(one) <= 4:
        raise ValueError(
            f"draw_difference needs two rows of the same 1 to 4 samples, got {one.shape} and "
            f"{other.shape}"
        )
    left = one - other
    squares, mean = left**2, float(np.mean(left**2))
    card = Card(2.9)
    width = 0.9 * len(one)
    start, step = 0.6, width + 0.8
    boxes = [
        ("one sound", one, INPUT, "−"),
        (name, other, INPUT, "="),
        ("difference", left, PLAIN, "→"),
        ("squared", squares, PLAIN, "→"),
    ]
    for i, (title, values, ink, sign) in enumerate(boxes):
        x = start + i * step
        cells(card, values, (x, 1.5), ink=ink, type_size=13)
        card.write(x + width / 2, 0.85, title, ink=ink, size=12)
        card.write(x + width + 0.4, 1.95, sign, size=14)
    x = start + 4 * step
    card.write(x, 0.85, "mean", ink=OUTPUT, size=12, align="left")
    total = f"{number(squares.sum())} / {len(one)}"
    card.write(x, 1.95, f"{total} = {number(mean, 2)}", ink=OUTPUT, size=14, align="left")
    return card.figure, (
        f"One sound, {listed(one)}, less {name}, {listed(other)}, leaves {listed(left)}. Squared "
        f"that is {listed(squares)}, and the mean is {total} = {number(mean, 2)}."
    )


def draw_changes(y=(1, -1, 2, 3, -1, -2, 4)):
    """Draw samples as cells, the sign of each below, and a hook wherever the sign changes.

    Parameters
    ----------
    y : array, shape (N,)
        At most ten samples; 0 counts as positive.
    """
    y = np.asarray(y, dtype=float)
    positive = y >= 0
    changes = np.flatnonzero(positive[1:] != positive[:-1])
    card = Card(4.3)
    left, size = 4.2, 1.2
    card.write(left - 0.4, 1.3, "samples", ink=INPUT, align="right", bold=True)
    cells(card, y, (left, 0.8), ink=INPUT, size=(size, 1.0), type_size=14)
    card.write(left - 0.4, 2.35, "sign", align="right", bold=True)
    for i, up in enumerate(positive):
        x = left + size * (i + 0.5)
        card.write(x, 2.35, "+" if up else "−", size=16, bold=True, ink=INPUT if up else PLAIN)
    card.write(left - 0.4, 3.3, "changes", ink=OUTPUT, align="right", bold=True)
    for i in changes:
        x = left + size * (i + 1)
        card.ax.plot(
            [x - 0.45, x, x + 0.45], [2.75, 3.1, 2.75], color=OUTPUT.line, lw=2.4, zorder=3
        )
        card.write(x, 3.5, "✓", ink=OUTPUT, size=13)
    end = left + size * len(y) + 0.4
    card.write(end, 3.3, f"{len(changes)} changes", ink=OUTPUT, size=13, align="left")
    signs = ", ".join("+" if up else "−" for up in positive)
    pairs = ", ".join(f"{number(y[i])} and {number(y[i + 1])}" for i in changes)
    return card.figure, (
        f"The samples {listed(y)}; their signs, {signs}. The sign changes {len(changes)} times: "
        f"between {pairs}."
    )
