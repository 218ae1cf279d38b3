"""A knob on its way to a level: equal turns of it, and what each of them brings."""

import numpy as np

from dlaudio import synth
from dlaudio.plots.parts import GRADIENT, INPUT, OUTPUT, WEIGHT, Card, number


def draw(powers=None, sound=None, wanted_db: float = -13.0, *, moments: tuple[int, int] = (0, 6)):
    """Draw the level of a sound over its power, with a dot for each step, and over the steps.

    Parameters
    ----------
    powers : array, shape (K,), optional
        The power before the first step and after each; drawn as long as it stays above 0.
    sound : array, shape (N,), optional
        By default a click that fades.
    wanted_db : float
    moments : two int
        The steps at which it is said how much is missing, and what a tenth of the power brings.
    """
    powers = np.linspace(1, 0.4, 9) if powers is None else np.asarray(powers, dtype=float)
    sound = 0.5 ** np.arange(12.0) if sound is None else sound
    lost = np.flatnonzero(~(powers > 0))  # also where there is no number
    powers = powers[: lost[0]] if len(lost) else powers
    if len(powers) < 2:
        raise ValueError(f"level_steps needs two or more powers above 0, got {len(powers)}")
    level, card = np.array([_level(sound, p) for p in powers]), Card(9.4 + 0.7 * bool(len(lost)))
    low, high = min(level.min(), wanted_db), max(level.max(), wanted_db)
    room = 0.14 * max(high - low, 1)
    bounds = (low - room, high + room)
    across = np.linspace(max(1.06 * powers.max(), 0.1), max(0.6 * powers.min(), 0.02), 60)
    ends = {"xlim": (across[0], across[-1]), "ylim": bounds}
    left = card.plane(1.8, 1.4, 7.2, 5.3, xlabel="power $p$", ylabel="level (dB)", **ends)
    count = len(powers) - 1
    right = card.plane(10.3, 1.4, 6.5, 5.3, xlabel="step", xlim=(-0.5, count + 0.5), ylim=bounds)
    left.plot(across, [_level(sound, p) for p in across], color=INPUT.line, lw=2)
    for ax, xs, title, middle in (
        (left, powers, "the steps on the curve", 5.4),
        (right, np.arange(count + 1), "the same, one after the other", 13.55),
    ):
        ax.axhline(wanted_db, color=OUTPUT.line, lw=2, ls="--")
        ax.plot(xs, level, "o", color=WEIGHT.line, ms=6, zorder=4)
        card.write(middle, 0.75, title, size=13, bold=True)
    label = {"color": OUTPUT.text, "fontsize": 12, "va": "bottom"}
    right.text(count, wanted_db + 0.02 * (high - low), "wanted", ha="right", **label)
    told = []
    for row, k in enumerate(k for k in moments if k < count):
        missing, p = wanted_db - level[k], powers[k]
        turn = _level(sound, max(p - 0.05, 1e-3)) - _level(sound, p + 0.05)
        arrow = {"arrowstyle": "-|>", "color": GRADIENT.line, "lw": 2, "shrinkA": 5, "shrinkB": 0}
        left.annotate("", (p, wanted_db), (p, level[k]), arrowprops=arrow)
        moved = f"{powers[k + 1] - powers[k]:.1g}".replace("-", "−")
        words = (
            f"step {k}: {number(missing, 1)} dB missing, times {number(turn, 1)} dB "
            f"for a tenth of p: p changes by {moved}"
        )
        card.write(card.width / 2, 8.1 + 0.7 * row, words, ink=GRADIENT, size=12.5)
        told.append(words)
    if len(lost):
        told.append(f"step {count}: the next one is too long, and takes p below 0")
        card.write(card.width / 2, 8.1 + 0.7 * (len(told) - 1), told[-1], ink=GRADIENT, size=12.5)
    return card.figure, (
        f"On the left the level of a sound over its power p, with a dot for each of {count} steps; "
        f"on the right the same levels over the steps, from {number(level[0], 1)} dB to "
        f"{number(level[-1], 1)} dB, where {number(wanted_db, 1)} dB are wanted. "
        f"{'; '.join(told)}."
    )


def _level(sound, p: float) -> float:
    return float(synth.Level().forward(synth.PowerCompression(p).forward(sound)))
