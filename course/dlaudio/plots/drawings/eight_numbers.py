"""Eight numbers of a spectrum, each between two sounds: one where it is small, one where large."""

from collections.abc import Mapping, Sequence

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, Card, number

FLOOR = -60  # dB


def draw(pairs: Mapping[str, Sequence] | None = None, sr: float = 16000, *, fmax: float = 8000):
    """Draw eight panels, each with the mean spectra of two sounds and their numbers.

    Parameters
    ----------
    pairs : dict, optional
        Name of the number to ((value, y), (value, y)), small first; the sounds of
        `dlaudio.datasets.eight_sounds` if not given.
    sr : float
        Sample rate in Hz.
    fmax : float
        Highest frequency shown, in Hz.
    """
    if pairs is None:
        from dlaudio.datasets.eight_sounds import SR, measured
        from dlaudio.mine.standins import sound

        pairs, sr = measured(sound.spectral_moments, sound.spectral_texture), SR
    from dlaudio import audio

    card = Card(10.0)
    told = []
    for k, (name, sounds) in enumerate(pairs.items()):
        row, column = divmod(k, 4)
        left, top = 1.5 + 4.0 * column, 1.5 + 4.6 * row
        plane = card.plane(left, top, 3.5, 2.3, xlim=(0, fmax / 1000), ylim=(FLOOR, 3))
        for (_, y), ink in zip(sounds, (INPUT, OUTPUT), strict=True):
            S = np.abs(audio.stft(y, n_fft=1024, hop_length=256)).mean(axis=1)
            f = np.linspace(0, sr / 2000, len(S))
            levels = 20 * np.log10(np.maximum(S / S.max(), 1e-4))
            levels = np.maximum(levels, FLOOR)
            plane.fill_between(f, FLOOR, levels, color=ink.line, alpha=0.5, linewidth=0)
            plane.plot(f, levels, color=ink.line, lw=0.8)
        card.write(left + 1.75, top - 0.85, name, size=12, bold=True)
        (low, _), (high, _) = sounds
        digits = 0 if abs(high) >= 100 else 1 if abs(high) >= 10 else 3
        card.write(left + 0.1, top - 0.3, number(low, digits), ink=INPUT, size=11, align="left")
        card.write(left + 3.4, top - 0.3, number(high, digits), ink=OUTPUT, size=11, align="right")
        if column:
            plane.set_yticklabels([])
        else:
            plane.set_ylabel("dB", fontsize=11)
        if row:
            plane.set_xlabel("kHz", fontsize=11)
        told.append(f"{name} {number(low, digits)} and {number(high, digits)}")
    return (
        card.figure,
        f"Spectra of two sounds for each number, small and large: {'; '.join(told)}.",
    )
