"""Sound from numbers: a tone with overtones, seen as samples, seen as a spectrum, and heard."""

import numpy as np

from dlaudio import plots
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "A sound is a row of numbers"
CONTROLS = {
    "frequency": Slider(55, 1760, 5, 220, "frequency", "Hz"),
    "n_harmonics": Slider(1, 20, 1, 4, "number of harmonics"),
    "decay": Slider(0.1, 3.0, 0.1, 1.0, "time to fall by 60 dB", "s"),
}
SR = 22050
SECONDS = 1
PEAK = 0.8


def tone(frequency: float, n_harmonics: int, decay: float) -> tuple[np.ndarray, int]:
    """A decaying tone, and how many of its harmonics lie below half the sample rate.

    Harmonic k has the frequency k * frequency (Hz) and the amplitude 1 / k. The whole falls by
    60 dB, to a thousandth, in `decay` seconds. Harmonics from SR / 2 up are left out: samples
    cannot hold them. The sound y has shape (22050,), one second, and a peak of 0.8.
    """
    t = np.arange(SR * SECONDS) / SR
    orders = np.arange(1, n_harmonics + 1)
    orders = orders[orders * frequency < SR / 2]
    y = sum(np.sin(2 * np.pi * k * frequency * t) / k for k in orders)
    y = y * 10 ** (-3 * t / decay)
    return PEAK * y / np.abs(y).max(), len(orders)


def draw(frequency: float, n_harmonics: int, decay: float):
    """One second of a tone: all of it, its first numbers one by one, its spectrum, its sound.

    Parameters
    ----------
    frequency : float
        Fundamental frequency in Hz, below SR / 2.
    n_harmonics : int
        Number of harmonics, the fundamental included.
    decay : float
        Seconds in which the sound falls by 60 dB.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player

    Raises
    ------
    ValueError
        If a parameter is out of its range.
    """
    if not (0 < frequency < SR / 2 and n_harmonics >= 1 and decay > 0):
        raise ValueError(
            f"need a frequency between 0 and {SR / 2:.0f} Hz, at least one harmonic "
            f"and a decay above 0 s, got {frequency}, {n_harmonics}, {decay}"
        )
    from dlaudio.audio.play import play

    y, heard = tone(frequency, n_harmonics, decay)
    return (
        _figure(y),
        _words(y, frequency, heard, n_harmonics, decay),
        play(y, SR, title=f"{frequency:g} Hz, harmonics: {heard}"),
    )


def _figure(y):
    figure = new_figure(6.4, 6.6)
    whole, first, spectrum = figure.subplots(3, 1)
    plots.waveform(y, SR, ax=whole, title=f"{SECONDS} second: {len(y):,} numbers")
    start = y[: SR // 100]
    plots.waveform(start, SR, ax=first, title=f"the first 10 ms: {len(start)} numbers, one a dot")
    first.plot(1000 * np.arange(len(start)) / SR, start, ".", color=plots.POSITIVE, markersize=4)
    # No window: it would mute the start, which is the loudest part of a decaying sound.
    magnitude = np.abs(np.fft.rfft(y))
    level = 20 * np.log10(np.maximum(magnitude / magnitude.max(), 1e-4))
    plots.curve(
        level,
        x=np.fft.rfftfreq(len(y), 1 / SR) / 1000,
        ax=spectrum,
        xlabel="frequency (kHz)",
        ylabel="level (dB)",
        title="spectrum",
    )
    spectrum.lines[0].set_linewidth(1)
    spectrum.set(xlim=(0, SR / 2000), ylim=(-80, 5))
    for ax in (whole, first):
        ax.set(ylim=(-1, 1), ylabel="amplitude")
    return figure


def _words(y, frequency, heard, n_harmonics, decay) -> str:
    numbers = ", ".join(f"{sample:.3f}" for sample in y[:5])
    text = (
        f"{SECONDS} second of sound is {len(y):,} numbers; the first five are {numbers}. "
        f"The wave repeats {frequency:g} times a second, every {1000 / frequency:.2f} ms or "
        f"{SR / frequency:.1f} numbers. "
    )
    if heard == 1:
        text += f"The spectrum has one peak, at {frequency:g} Hz. "
    else:
        text += (
            f"The spectrum has {heard} peaks, at the multiples of {frequency:g} Hz up to "
            f"{heard * frequency:g} Hz. "
        )
    if heard < n_harmonics:
        text += (
            f"{n_harmonics - heard} of the {n_harmonics} harmonics would be at or above "
            f"{SR / 2:g} Hz, half the sample rate, and are left out. "
        )
    return text + f"The sound falls by 60 dB, to a thousandth, in {decay:g} s."
