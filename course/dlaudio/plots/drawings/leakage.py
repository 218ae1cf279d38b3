"""A tone that does not fit into its frame leaks into all bins, and what a window does about it."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number

FLOOR = -70  # dB


def spectrum(cycles: float, n: int, window=None) -> np.ndarray:
    """Levels in dB, the loudest 0, of a tone with so many cycles in n samples: (n // 2 + 1,)."""
    y = np.sin(2 * np.pi * cycles * np.arange(n) / n)
    magnitude = np.abs(np.fft.rfft(y if window is None else y * window))
    return np.maximum(20 * np.log10(np.maximum(magnitude / magnitude.max(), 1e-12)), FLOOR)


def draw(fits: float = 6, leaks: float = 6.5, *, n: int = 64):
    """Draw three frames, each twice in a row, and the spectrum of each.

    Parameters
    ----------
    fits, leaks : float
        Cycles in a frame: a whole number, and one that is none.
    n : int
        Samples in a frame.
    """
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n)
    frames = [
        (f"{number(fits)} cycles fit", fits, None, INPUT),
        (f"{number(leaks)} do not: a jump", leaks, None, WEIGHT),
        (f"{number(leaks)} under a window", leaks, hann, OUTPUT),
    ]
    card = Card(8.6)
    told = []
    for k, (name, cycles, window, ink) in enumerate(frames):
        left = 1.6 + 5.5 * k
        y = np.sin(2 * np.pi * cycles * np.arange(n) / n) * (1 if window is None else window)
        top = card.plane(left, 1.1, 4.6, 2.0, xlim=(0, 2 * n), ylim=(-1.2, 1.2))
        top.plot(np.append(y, y), color=ink.line, lw=1.6)
        top.axvline(n, color=GREY.text, lw=1, ls=":")
        top.set(xticks=[0, n, 2 * n], yticks=[])
        card.write(left + 2.3, 0.55, name, size=12.5, bold=True, ink=ink)
        levels = spectrum(cycles, n, window)
        low = card.plane(
            left, 4.3, 4.6, 3.0, xlim=(-0.6, n // 2 + 0.6), ylim=(FLOOR, 4), xlabel="bin"
        )
        low.vlines(np.arange(len(levels)), FLOOR, levels, color=ink.line, lw=3)
        if k:
            low.set_yticklabels([])
        else:
            low.set_ylabel("level (dB)", fontsize=12)
        far = levels[-4]
        told.append(
            f"{name}: {int((levels > -40).sum())} bins above −40 dB, bin {n // 2 - 3} at "
            f"{number(far, 0)} dB"
        )
    card.write(1.6, 3.75, "samples: the frame, and itself again", ink=GREY, size=11, align="left")
    return card.figure, f"Three frames of a tone and their spectra. {'; '.join(told)}."
