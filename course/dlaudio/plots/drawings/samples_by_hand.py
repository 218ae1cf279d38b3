"""Samples one can count: eight of a tone on their times, and the root mean square of four."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, PLAIN, Card, arrow, cells, number


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
