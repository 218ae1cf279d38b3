"""The numbers just above 1 that a computer knows, as ticks, and where 1 + e^-z is rounded to."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card, number

POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

TICK = float(np.spacing(1.0))  # from 1 to the next number


def ticks_above(z: float) -> tuple[float, int]:
    """How many ticks above 1 the sum 1 + e^-z lies, and on which of them it is rounded."""
    return float(np.exp(-z) / TICK), round((1 + np.exp(-z) - 1) / TICK)


def draw(exponents=(34.5, 35, 36, 37, 40)):
    """Draw the first ticks above 1, with arrows to where 1 + e^-z lies and where it is rounded to.

    Parameters
    ----------
    exponents : two to six floats, rising
        The z of each sum; all between 34.2 and 100, so that it lies among the ticks that are drawn.
    """
    in_sight = all(34.2 <= z <= 100 for z in exponents)
    if not (2 <= len(exponents) <= 6 and in_sight and (np.diff(exponents) > 0).all()):
        raise ValueError(f"float_ruler needs two to six rising numbers, got {exponents}")
    card, said = Card(3.4 + 0.85 * len(exponents)), []
    left, step, top = 3.6, 1.5, 2.15
    bottom = top + 0.85 * len(exponents)
    last = int(np.ceil(ticks_above(exponents[0])[0])) + 1
    ends = [left - 0.3, left + last * step + 0.3]
    card.ax.fill_between(ends, top - 0.55, top - 0.1, color=PLAIN.fill, lw=0, zorder=0)
    for k in range(last + 1):
        x = left + k * step
        card.ax.plot([x, x], [top - 0.55, top - 0.1], color=PLAIN.line, lw=1.6, zorder=1)
        card.ax.plot([x, x], [top - 0.1, bottom - 0.1], color="#D5D9E0", lw=1.2, zorder=0)
    card.write(left, 1.15, "1", size=13, bold=True)
    card.write(left + step - 0.2, 1.15, "1 + 2.2 · 10⁻¹⁶, and so on", size=12, align="left")
    card.write(15.5, 1.15, "its logarithm", ink=GREY, size=12)
    card.write(1.5, 1.15, "the sum", ink=GREY, size=12)
    for row, z in enumerate(exponents):
        y = top + 0.3 + 0.85 * row
        exact, rounded = ticks_above(z)
        ink = OUTPUT if rounded else GRADIENT
        card.write(1.5, y, f"$1 + e^{{-{number(z)}}}$", ink=INPUT, size=13)
        at, to = left + exact * step, left + rounded * step
        if abs(to - at) > 0.4:
            card.ax.annotate(
                "", (to, y), (at, y),
                arrowprops={"arrowstyle": "-|>", "color": ink.line, "lw": 1.8, "shrinkA": 0,
                            "shrinkB": 0},
            )  # fmt: skip
        card.ax.plot(at, y, "o", color=INPUT.line, ms=6, zorder=5)
        card.ax.plot(to, y, "s", mfc="none", mec=ink.line, ms=11, mew=2, zorder=4)
        log = np.log(1 + np.exp(-z))
        words = "lost: 0" if log == 0 else _power(log)
        card.write(15.5, y, words, ink=ink, size=12)
        said.append(
            f"1 + e to the power of minus {number(z)} lies {number(exact, 2)} ticks above 1, "
            f"{_landed(rounded, words)}"
        )
    note = "ticks: the numbers a computer has; dot: where the sum lies; square: what is kept of it"
    card.write(card.width / 2, bottom + 0.65, note, ink=PLAIN, size=12)
    return card.figure, (
        "A ruler whose ticks are the numbers that a computer knows, from 1 to the next, "
        f"1 + 2.2 · 10⁻¹⁶, and on. {'; '.join(said)}."
    )


def _landed(tick: int, logarithm: str) -> str:
    if not tick:
        return "and is rounded to 1, whose logarithm is 0"
    return f"and is rounded to tick {tick}, whose logarithm is {logarithm}"


def _power(value: float) -> str:
    """A small number as 6.7 · 10⁻¹⁶."""
    digits, _, power = f"{value:.1e}".partition("e")
    return f"{digits} · 10" + str(int(power)).translate(POWERS)
