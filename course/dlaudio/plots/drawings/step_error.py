"""How wrong a measured slope is, by the size of the step: too large bends, too small rounds."""

import numpy as np

from dlaudio.plots.parts import GRADIENT, GREY, INPUT, OUTPUT, PLAIN, Card

SHOWN = {-13: "it rounds", -5: "the two meet", -1: "it bends"}  # powers of ten with their digits


def draw(x: float = 0.7):
    """Draw the error of the slope of tanh at x over the step, and the digits at three steps.

    Parameters
    ----------
    x : float
        Below the curves stand tanh of x + h and of x - h with all their digits; those in which
        they agree are grey, and so are the wrong ones of the slope.
    """
    powers = np.arange(-13, 0.1, 0.25)
    true, card = float(1 - np.tanh(x) ** 2), Card(11.4)
    looks = {"xlim": (-13.3, 0.4), "ylim": (-13.4, 0.6), "ylabel": "error of the slope"}
    ax = card.plane(2.2, 0.7, 14.6, 5.5, xlabel="step $h$", **looks)
    ax.set_xticks([-13, -9, -5, -1], [f"$10^{{{p}}}$" for p in (-13, -9, -5, -1)])
    ax.set_yticks([-12, -8, -4, 0], [f"$10^{{{p}}}$" for p in (-12, -8, -4)] + ["1"])
    ways = {
        "both, 32 bits": (single, INPUT, "-.", (-10.4, -1.9)),
        "ahead only": (ahead, GREY, "--", (-2.5, -1.5)),
        "to both sides": (both, GRADIENT, "-", (-2.3, -7.8)),
    }
    said = []
    for name, (way, ink, dash, place) in ways.items():
        errors = np.log10(np.abs(way(x, 10.0**powers) - true) + 1e-17)
        ax.plot(powers, errors, dash, color=ink.line, lw=2.4)
        ax.text(*place, name, color=ink.text, fontsize=12, ha="right" if ink is GREY else "left")
        best = int(np.argmin(errors))
        said.append(f"{name}, best {_power(errors[best])} at a step of {_power(powers[best])}")
    names = (f"tanh({x:g} + h)", f"tanh({x:g} − h)", "slope found", "true slope")
    for row, words in enumerate(names):
        card.write(0.5, 8.6 + 0.7 * row, words, ink=PLAIN, size=11.5, align="left")
    for column, (power, word) in enumerate(SHOWN.items()):
        left, slope = 3.9 + 4.6 * column, float(both(x, 10.0**power))
        ax.plot(power, np.log10(abs(slope - true) + 1e-17), "o", color=GRADIENT.line, ms=9)
        card.write(left, 7.85, f"$h = 10^{{{power}}}$: {word}", size=12.5, align="left")
        up, down = (f"{np.tanh(x + side * 10.0**power):.16f}" for side in (1, -1))
        told, right = f"{slope:.12f}", f"{true:.12f}"
        alike, found = _alike(up, down), _alike(told, right)
        rows = [(up, alike, GREY, INPUT), (down, alike, GREY, INPUT)]
        rows += [(told, found, OUTPUT, GREY), (right, len(right), OUTPUT, GREY)]
        for row, (digits, same, first, rest) in enumerate(rows):
            pieces = [(digits[:same], first), (digits[same:], rest)]
            pieces = [piece for piece in pieces if piece[0]]
            card.phrase(left, 8.6 + 0.7 * row, pieces, size=11.5, align="left")
        said.append(
            f"at a step of {_power(power)} the two values agree in {up[:alike]} and go on with "
            f"{up[alike:]} and {down[alike:]}, and of the slope found {told[:found]} is right, "
            + (f"{told[found:]} wrong" if told[found:] else "all of it")
        )
    return card.figure, (
        f"Error of the slope of tanh at {x:g} over the step, both logarithmic. Each curve falls "
        f"and rises again, because too small a step rounds and too large a one bends: "
        f"{'; '.join(said)}. The true slope is {true:.12f}."
    )


def ahead(x: float, h) -> np.ndarray:
    """(f(x + h) - f(x)) / h for tanh."""
    return (np.tanh(x + h) - np.tanh(x)) / h


def both(x: float, h) -> np.ndarray:
    """(f(x + h) - f(x - h)) / 2h for tanh."""
    return (np.tanh(x + h) - np.tanh(x - h)) / (2 * h)


def single(x: float, h) -> np.ndarray:
    """The same, computed in float32 from the numbers that float32 has."""
    x, h = np.float32(x), np.asarray(h, dtype=np.float32)
    return (np.tanh(x + h) - np.tanh(x - h)).astype(float) / (2 * h.astype(float))


def _alike(one: str, other: str) -> int:
    """How many signs two texts have in common before they first differ."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _power(exponent: float) -> str:
    return f"10 to the {round(exponent)}"
