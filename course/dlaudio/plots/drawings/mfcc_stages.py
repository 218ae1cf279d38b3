"""A word after every stage from samples to MFCC, with matrix or bend between the pictures."""

from collections.abc import Callable

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card
from dlaudio.plots.parts.images import image

N_FFT, HOP, N_MELS, N_MFCC = 256, 64, 32, 13
FLOOR = 60  # dB below the loudest, for pictures


def stages(y, sr: float, mel_filters: Callable, log_dct: Callable) -> dict[str, np.ndarray]:
    """What a sound is after each stage, (numbers, frames); by the two functions of unit 7."""
    from dlaudio import audio

    frames = audio.frame(np.asarray(y, dtype=float), frame_length=N_FFT, hop_length=HOP)
    windowed = frames * audio.get_window("hann", N_FFT)[:, None]
    spectrum = np.fft.rfft(windowed, axis=0)
    power = np.abs(spectrum) ** 2
    mel = mel_filters(sr, N_FFT, N_MELS, 60.0, sr / 2)[1] @ power
    levels, _, mfcc = log_dct(mel, N_MFCC)
    return {
        "frames": frames,
        "windowed": windowed,
        "spectrum": spectrum.real,
        "power": power,
        "mel bands": mel,
        "levels": levels,
        "MFCC": mfcc,
    }


BETWEEN = ("window", "Fourier", "square", "mel", "log", "cosines")
MATRICES = {"window", "Fourier", "mel", "cosines"}


def draw(y=None, sr: float = 8000, *, mel_filters: Callable | None = None, log_dct=None):
    """Draw a sound after each of the seven stages.

    Parameters
    ----------
    y : array, shape (n,), optional
        A spoken word that comes with the course if not given.
    sr : float
        Sample rate in Hz.
    mel_filters, log_dct : functions of unit 7, optional
        The package's own if not given.
    """
    from dlaudio.mine.standins import sound

    if y is None:
        from dlaudio import datasets

        words = datasets.load("spoken-digits").where(labels="six")
        y, sr = words.audio[0], words.sr
    found = stages(y, sr, mel_filters or sound.mel_filters, log_dct or sound.log_dct)
    card = Card(10.5)
    for k, (name, values) in enumerate(found.items()):
        row, column = divmod(k, 4)
        left, top = 0.6 + 4.4 * column, 1.1 + 5.1 * row
        image(card, _shown(name, values), (left, top), (2.75, 3.2), name=name, ink=_ink(name))
        card.write(left + 1.38, top + 3.55, f"{len(values)} a frame", ink=GREY, size=11)
        if k < len(BETWEEN):
            step = BETWEEN[k]
            kind, ink = ("matrix", WEIGHT) if step in MATRICES else ("bend", OUTPUT)
            place = (left + 3.58, top + 1.6) if k != 3 else (0.6, 5.25)
            words = f"{step}\n{kind}" if k != 3 else "then mel, a matrix:"
            align = "center" if k != 3 else "left"
            card.write(*place, words, ink=ink, size=10.5, bold=True, align=align)
    told = ", ".join(f"{name} ({len(values)} a frame)" for name, values in found.items())
    return card.figure, (
        f"A word in {found['MFCC'].shape[1]} frames after each stage: {told}. Window, Fourier, mel "
        "and cosines are matrices; square and logarithm are bends."
    )


def _ink(name: str):
    return {"frames": INPUT, "MFCC": OUTPUT}.get(name) or GREY


def _shown(name: str, values: np.ndarray) -> np.ndarray:
    """What is drawn: powers and bands by a root, levels from a floor, MFCC without row 0."""
    if name in ("power", "mel bands"):
        return values**0.25
    if name == "levels":
        return np.maximum(values, values.max() - FLOOR)
    return values[1:] if name == "MFCC" else np.sign(values) * np.abs(values) ** 0.5
