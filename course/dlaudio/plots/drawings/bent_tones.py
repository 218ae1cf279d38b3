"""A pure tone through one bend after another: the curve, one period of it, its harmonics."""

import numpy as np

from dlaudio.plots.parts import GREY, OUTPUT, PLAIN, Card
from dlaudio.widgets.waveshaper import FREQUENCY, MODULES, harmonics, shaped

GAIN = 4.0
MOST = 6  # harmonics that are drawn


def present(name: str, gain: float = GAIN) -> list[int]:
    """Which harmonics come out, with at least a thousandth of the strongest one."""
    strengths = harmonics(shaped(gain, 0, name, "through"))
    return [int(k) + 1 for k in np.flatnonzero(strengths > 1e-3)]


def turns_over(name: str, gain: float = GAIN) -> bool:
    """Whether the second half of each period is the first half upside down."""
    phase = np.pi * np.arange(200) / 200
    first, second = (MODULES[name](sign * gain * np.sin(phase)) for sign in (1, -1))
    return bool(np.allclose(first, -second))


def draw(names=("through", "tanh", "ReLU", "softplus"), *, gain: float = GAIN):
    """Draw for each bend its curve, one period of the bent tone, and the harmonics in it.

    The second half of the period is shaded; dashed in it stands the first half upside down.

    Parameters
    ----------
    names : two to four names from `waveshaper.MODULES`
    gain : float
        How far up and down from 0 the tone goes.
    """
    if not 2 <= len(names) <= 4 or not set(names) <= set(MODULES):
        raise ValueError(f"bent_tones needs two to four names from {[*MODULES]}, got {names}")
    card, said = Card(10.8), []
    z, t = np.linspace(-gain, gain, 400), np.linspace(0, 1, 401)
    half = len(t) // 2
    for i, name in enumerate(names):
        left, wide = 1.55 + 4.05 * i, 3.45
        bend = MODULES[name]
        card.write(left + wide / 2, 0.6, name, size=13.5, bold=True)
        plane = card.plane(left, 1.0, wide, 2.4, xlim=(-gain, gain), ylim=(-1.1 * gain, 1.1 * gain))
        _cross(plane)
        plane.plot(z, bend(z), color=OUTPUT.line, lw=2.4)
        plane.set(xticks=[-gain, gain], yticks=[-gain, 0, gain])
        plane.set_xlabel("$z$", labelpad=-9)
        plane.tick_params(labelleft=not i)

        wave = bend(gain * np.sin(2 * np.pi * t))
        most = 1.2 * np.abs(wave).max()
        plane = card.plane(left, 4.2, wide, 2.4, xlim=(0, 1), ylim=(-most, most))
        plane.axvspan(0.5, 1, color="#E1E4EA", lw=0, zorder=0)
        plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
        plane.plot(t, wave, color=OUTPUT.line, lw=2.4)
        plane.plot(t[half:], -wave[: half + 1], color=PLAIN.text, lw=1.6, ls=(0, (3, 2.5)))
        plane.set(xticks=[], yticks=[])

        strengths = harmonics(shaped(gain, 0, name, "through"))[:MOST]
        level = 20 * np.log10(np.maximum(strengths, 1e-3))
        plane = card.plane(left, 7.25, wide, 2.1, xlim=(0.4, MOST + 0.6), ylim=(-60, 3))
        plane.bar(np.arange(1, MOST + 1), level + 60, bottom=-60, color=OUTPUT.line, width=0.6)
        plane.set(xticks=range(1, MOST + 1), yticks=[-60, -30, 0])
        plane.tick_params(labelleft=not i)
        found = present(name, gain)
        tones = ", ".join(f"{FREQUENCY * k}" for k in found[:3]) + (", …" if found[3:] else "")
        card.write(left + wide / 2, 10.2, f"{tones} Hz", ink=OUTPUT, size=12)
        if not i:
            for y, words in ((2.2, "the bend"), (5.4, "one period"), (8.3, "level (dB)")):
                label = card.write(0.36, y, words, ink=GREY, size=12)
                label.set(rotation=90, va="center", y=y)
        kind = "is" if turns_over(name, gain) else "is not"
        said.append(f"{name}: the second half {kind} the first one upside down, and {tones} Hz")
    return card.figure, (
        f"A tone of {FREQUENCY} Hz through {len(names)} bends, each with its curve from "
        f"{-gain:g} to {gain:g}, one period with its second half shaded and the first half upside "
        f"down dashed in it, and the levels of harmonics 1 to {MOST}, from −60 to 0 dB. "
        f"{'; '.join(said)}."
    ).replace("-", "\u2212")


def _cross(plane) -> None:
    plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
    plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
