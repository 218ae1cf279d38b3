"""A delta: the slope of the straight line that fits best through some frames of a coefficient."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, Card, number

VALUES = (1.0, 2.0, 1.0, 4.0, 5.0)


def draw(values=VALUES):
    """Draw an odd number of values, the line through them, and its sums.

    Parameters
    ----------
    values : array, shape (width,), 3 to 9 of them
    """
    y = np.asarray(values, dtype=float)
    if y.ndim != 1 or len(y) % 2 == 0 or not 3 <= len(y) <= 9:
        raise ValueError(f"slope_line needs 3, 5, 7 or 9 values, got shape {y.shape}")
    n = np.arange(len(y)) - len(y) // 2
    slope = (n @ y) / (n @ n)
    card = Card(5.6)
    reach = 0.6 * (np.ptp(y) + 1)
    plane = card.plane(
        1.6, 0.6, 8.0, 4.0, xlim=(n[0] - 0.6, n[-1] + 0.6), ylim=(y.min() - reach, y.max() + reach)
    )
    plane.set_ylabel("value", fontsize=12)
    plane.set_xlabel("frames from the one in the middle", fontsize=12)
    ends = np.array([n[0] - 0.4, n[-1] + 0.4])
    plane.plot(ends, y.mean() + slope * ends, color=OUTPUT.line, lw=2.4)
    plane.vlines(n, y, y.mean() + slope * n, color=GREY.line, lw=1.4)
    plane.plot(n, y, "o", color=INPUT.line, ms=9)
    plane.set_xticks(n)
    card.write(10.4, 1.4, f"values   {', '.join(number(v) for v in y)}", ink=INPUT, align="left")
    card.write(10.4, 2.3, f"times n   {', '.join(number(v) for v in n * y)}", align="left")
    card.write(10.4, 3.2, f"their sum   {number(n @ y)}", align="left")
    card.write(10.4, 4.1, f"slope   {number(slope)}", ink=OUTPUT, align="left", bold=True, size=13)
    return card.figure, (
        f"The values {', '.join(number(v) for v in y)} at n = {n[0]} to {n[-1]}; times n they are "
        f"{', '.join(number(v) for v in n * y)}, and their sum is {number(n @ y)}. The straight "
        f"line that fits them best has the slope {number(slope)} a frame."
    )
