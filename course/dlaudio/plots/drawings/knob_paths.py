"""Knobs that turn themselves: where each stands after every step, and where it is wanted."""

import numpy as np

from dlaudio.networks.patch import START, WANTED
from dlaudio.plots.parts import INPUT, WEIGHT, Card, number

NAMES = ("brightness", "gain (dB)", "cutoff (octaves)")
# A path for the gallery: half-way home in every ten steps.
HALVED = np.array(WANTED) + np.subtract(START, WANTED) * 0.5 ** (np.arange(81)[:, None] / 10)


def draw(path=HALVED, wanted=WANTED, *, heard=(0, 10, 30)):
    """Draw one panel a knob, its value over the steps; dots mark the steps that are heard.

    Parameters
    ----------
    path : array, shape (steps + 1, 3)
        Brightness, gain and cutoff before the first step and after each.
    wanted : three numbers
    heard : steps that have a dot and their value
    """
    path = np.asarray(path, dtype=float)
    if path.ndim != 2 or path.shape[1] != len(NAMES) or max(heard) >= len(path):
        raise ValueError(
            f"knob_paths needs a path (steps + 1, 3) with the steps {heard}, got {path.shape}"
        )
    card, told = Card(6.6), []
    for i, name in enumerate(NAMES):
        values, goal = path[:, i], wanted[i]
        low, high = min(values.min(), goal), max(values.max(), goal)
        room = 0.22 * (high - low or 1)
        ax = card.plane(
            1.5 + 5.5 * i,
            1.3,
            4.2,
            3.7,
            xlim=(0, len(path) - 1),
            ylim=(low - room, high + room),
            xlabel="step",
        )
        ax.axhline(goal, color=INPUT.line, ls=":", lw=2)
        ax.plot(values, color=WEIGHT.line, lw=2.4)
        ax.plot(list(heard), values[list(heard)], "o", color=WEIGHT.line, ms=6)
        card.write(3.6 + 5.5 * i, 0.7, name, size=13, bold=True)
        end = number(float(values[-1]), 2)
        card.write(5.6 + 5.5 * i, 3.3, f"at the end {end}", ink=WEIGHT, align="right", halo=True)
        stops = ", ".join(f"{number(float(values[k]), 2)} at step {k}" for k in heard)
        told.append(f"{name}: {stops}, at the end {end}, wanted {number(float(goal), 2)}")
    card.phrase(
        card.width / 2,
        card.height - 0.4,
        [("the knob", WEIGHT), ", dots where you hear it,  ", ("dotted: as in the sound", INPUT)],
        size=12,
    )
    return card.figure, f"Three knobs over {len(path) - 1} steps. {'; '.join(told)}."
