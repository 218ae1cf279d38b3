"""One sound in equal bins and in equal notes: Fourier beside the constant-Q transform."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, Card
from dlaudio.plots.parts.images import image

FLOOR = -50  # dB


def draw(y=None, sr: float = 11025, *, octaves: int = 5, n_fft: int = 2048):
    """Draw the two pictures side by side.

    Parameters
    ----------
    y : array, shape (n,), optional
        Three notes, an octave apart, if not given.
    sr : float
        Sample rate in Hz.
    octaves : int
        Rows of the second picture, from the C of 65 Hz up.
    n_fft : int
        Samples in a frame of the first.
    """
    from dlaudio import audio

    if y is None:
        y = np.concatenate([audio.note(hz, sr=sr, duration=0.4) for hz in (110, 220, 440)])
    y = np.asarray(y, dtype=float)
    seconds, hop, c2 = len(y) / sr, 256, float(audio.midi_to_hz(36))
    S = np.abs(audio.stft(y, n_fft=n_fft, hop_length=hop))
    top = c2 * 2**octaves
    rows = int(np.ceil(top / sr * n_fft)) + 1
    Q = np.abs(audio.cqt(y, sr=sr, hop_length=hop, fmin=c2, n_bins=12 * octaves))
    card = Card(7.4)
    for k, (values, name, ink) in enumerate(
        [
            (S[:rows], f"{rows} equal bins up to {top:,.0f} Hz", INPUT),
            (Q, f"{len(Q)} notes, 12 in each octave", OUTPUT),
        ]
    ):
        levels = np.maximum(20 * np.log10(np.maximum(values / values.max(), 1e-6)), FLOOR)
        high = top / 1000 if k == 0 else len(values)
        plane = image(
            card,
            levels,
            (1.9 + 8.2 * k, 1.1),
            (6.8, 4.8),
            name=name,
            ink=ink,
            xlabel="time (s)",
            ylabel="" if k else "frequency (kHz)",
            extent=(0, seconds, 0, high),
        )
        if k:
            plane.set_yticks(12 * np.arange(octaves) + 0.5, [f"C{o + 2}" for o in range(octaves)])
    lowest, highest = int(c2 / sr * n_fft), int(top / 2 / sr * n_fft)
    return card.figure, (
        f"{seconds:.1f} s of sound up to {top:,.0f} Hz: on the left {rows} bins of "
        f"{sr / n_fft:.1f} Hz, {lowest} in the lowest octave and {highest} in the highest; on the "
        f"right {len(Q)} rows, 12 in each octave."
    )
