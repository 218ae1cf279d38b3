"""A spectrogram of a voice with the pitch that was found in it, where there is one."""

import numpy as np

from dlaudio.plots.parts import OUTPUT, Card, number
from dlaudio.plots.parts.images import image


def draw(y=None, sr: float = 8000, times=None, pitches=None, *, fmax: float = 1000.0):
    """Draw the low part of a spectrogram and the pitches as a curve on it.

    Parameters
    ----------
    y : array, shape (n,), optional
        A gliding tone if not given.
    sr : float
        Sample rate in Hz.
    times : array, shape (T,), in seconds
    pitches : array, shape (T,), in Hz
        NaN where there is none.
    fmax : float
        Highest frequency shown, in Hz.
    """
    from dlaudio import audio

    if y is None:
        t = np.arange(4000) / sr
        pitches, times = 120 + 60 * t[::80], t[::80]
        turns = 120 * t + 30 * t**2
        y = sum(np.sin(2 * np.pi * k * turns) / k for k in range(1, 8))
    times, pitches = np.asarray(times, dtype=float), np.asarray(pitches, dtype=float)
    if times.shape != pitches.shape or not np.isfinite(pitches).any():
        raise ValueError(
            f"pitch_curve needs a pitch for each time, one at least a number, got {times.shape} "
            f"and {pitches.shape}"
        )
    S = np.abs(audio.stft(np.asarray(y, dtype=float), n_fft=1024, win_length=512, hop_length=40))
    levels = np.maximum(20 * np.log10(np.maximum(S / S.max(), 1e-6)), -55)
    rows = int(fmax / sr * 1024)
    card = Card(6.6)
    plane = image(
        card, levels[:rows], (1.9, 0.6), (15.0, 4.8), xlabel="time (s)", ylabel="frequency (Hz)",
        extent=(0, len(y) / sr, 0, fmax),
    )  # fmt: skip
    plane.plot(times, pitches, color="white", lw=5)
    plane.plot(times, pitches, color=OUTPUT.line, lw=2.8)
    found = pitches[np.isfinite(pitches)]
    return card.figure, (
        f"Spectrogram up to {fmax:,.0f} Hz with harmonics as stripes; on the lowest lies the "
        f"pitch, from {number(found.min(), 0)} to {number(found.max(), 0)} Hz in {len(found)} "
        f"of {len(pitches)} frames, and none elsewhere."
    )
