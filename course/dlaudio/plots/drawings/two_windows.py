"""One sound through a short and a long window: what is sharp in time, and what in frequency."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, Card
from dlaudio.plots.parts.images import image

SR = 8000
TONES, CLICKS = (500.0, 540.0), (0.30, 0.33)  # Hz, seconds


def sound() -> np.ndarray:
    """0.6 s at 8 kHz: two tones 40 Hz apart, and two clicks 30 ms apart."""
    t = np.arange(round(0.6 * SR)) / SR
    y = 0.12 * sum(np.sin(2 * np.pi * f * t) for f in TONES)
    for place in CLICKS:
        y[round(place * SR)] += 0.7
    return y


def levels(y, sr: float, length: int) -> np.ndarray:
    """Levels in dB, the loudest 0 and none below -60, of frames of `length` every 4 ms."""
    from dlaudio import audio

    S = np.abs(audio.stft(y, n_fft=2048, win_length=length, hop_length=round(0.004 * sr)))
    return np.maximum(20 * np.log10(np.maximum(S / S.max(), 1e-6)), -60)


def draw(short: int = 64, long: int = 1024, *, y=None, sr: float = SR, fmax: float = 1500):
    """Draw two spectrograms of a sound, side by side.

    Parameters
    ----------
    short, long : int
        Samples under the two windows, at most 2,048.
    y : array, shape (n,), optional
        By default two tones and two clicks.
    sr : float
        Sample rate in Hz.
    fmax : float
        Highest frequency shown, in Hz.
    """
    y = sound() if y is None else np.asarray(y, dtype=float)
    if not 2 <= short <= long <= 2048:
        raise ValueError(f"two_windows needs 2 <= short <= long <= 2048, got {short} and {long}")
    card = Card(6.6)
    for k, (length, ink) in enumerate([(short, INPUT), (long, OUTPUT)]):
        S = levels(y, sr, length)
        rows = int(fmax / sr * 2048)
        ms = 1000 * length / sr
        image(
            card,
            S[:rows],
            (1.9 + 8.0 * k, 1.2),
            (6.9, 3.9),
            name=f"{length} samples, {ms:.0f} ms: lines {4 * sr / length:,.0f} Hz wide",
            ink=ink,
            xlabel="time (s)",
            ylabel="" if k else "frequency (Hz)",
            extent=(0, len(y) / sr, 0, fmax),
        )
    return card.figure, (
        f"Two spectrograms of one sound of {len(y) / sr:.2f} s. With {short} samples "
        f"({1000 * short / sr:.0f} ms) moments are sharp and tones are bands "
        f"{4 * sr / short:,.0f} Hz wide; with {long} samples ({1000 * long / sr:.0f} ms) tones are "
        f"lines {4 * sr / long:,.0f} Hz wide and moments are smeared."
    )
