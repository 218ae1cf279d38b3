"""A walker under Novikoff's two laws: where she can be after some steps, and where she cannot."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

STEP, NORTH = 5, 1  # metres


def draw(counts=(4, 16, 36)):
    """Draw the circle that she cannot leave and the line that she must reach, after k steps each.

    Parameters
    ----------
    counts : three numbers of steps
    """
    card = Card(7.0)
    most = max(max(STEP * np.sqrt(k), NORTH * k) for k in counts) * 1.12
    words = []
    for left, k in zip((0.9, 6.6, 12.3), counts, strict=True):
        radius, line = STEP * np.sqrt(k), NORTH * k
        plane = card.plane(left, 1.0, 4.6, 4.6, xlim=(-most, most), ylim=(-most, most), equal=True)
        plane.axis("off")
        turn = np.linspace(0, 2 * np.pi, 361)
        plane.plot(radius * np.cos(turn), radius * np.sin(turn), color=INPUT.line, lw=2)
        plane.axhline(line, color=WEIGHT.line, lw=2)
        left_over = line <= radius
        if left_over:
            half = np.arccos(line / radius)
            cap = np.linspace(np.pi / 2 - half, np.pi / 2 + half, 121)
            plane.fill(radius * np.cos(cap), radius * np.sin(cap), color=OUTPUT.fill, zorder=0)
        plane.plot(0, 0, "o", ms=6, color=GREY.text, zorder=5)
        middle = left + 2.3
        card.write(middle, 0.6, f"after {k} steps", bold=True, size=13)
        card.write(middle, 5.9, f"she is within {number(radius)} m", ink=INPUT)
        card.write(middle, 6.5, f"and at least {number(line)} m north", ink=WEIGHT)
        where = "she is in the cap between" if left_over else "there is no such place"
        words.append(
            f"after {k} within {number(radius)} m and at least {number(line)} m north: {where}"
        )
    return card.figure, (
        f"A walker with steps of {STEP} m. A circle around the start, which she cannot leave, and "
        f"a line in the north, which she has passed: {'; '.join(words)}."
    )
