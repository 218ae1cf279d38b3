"""The melody that is hidden in a spoken word: followed frame by frame, and sung."""

from collections.abc import Callable

import numpy as np

FRAME, HOP = 320, 80


def recording(name: str) -> np.ndarray:
    """A zero by a low voice of a set of spoken digits, "spoken-digits" or "fsdd".

    Parameters
    ----------
    name : str
        Of the dataset.
    """
    from dlaudio import datasets

    zeros = datasets.load(name).where(labels="zero")
    return zeros.audio[zeros.speakers.tolist().index("lucas" if name == "fsdd" else "m01")]


def loudest_frame(y) -> np.ndarray:
    """The loudest 320 samples under a Hann window.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    """
    from dlaudio import audio

    middle = int(audio.rms(y, frame_length=FRAME, hop_length=1).argmax())
    middle = min(max(middle, FRAME // 2), len(y) - FRAME // 2)
    return y[middle - FRAME // 2 : middle + FRAME // 2] * np.hanning(FRAME)


def follow(y, sr: float, pitch_of: Callable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times in s, pitches in Hz (NaN where soft or hissing) and RMS of frames, each (T,).

    Parameters
    ----------
    y : array, shape (n,)
    sr : float
        Sample rate in Hz.
    pitch_of : function
        `cepstrum_pitch(y, sr, fmin, fmax)` of unit 7.
    """
    from dlaudio import audio

    frames = audio.frame(np.asarray(y, dtype=float), frame_length=FRAME, hop_length=HOP)
    loud = np.sqrt((frames**2).mean(axis=0))
    rate = audio.zero_crossing_rate(y, frame_length=FRAME, hop_length=HOP, center=False)
    window = np.hanning(FRAME)
    found = np.array([pitch_of(frame * window, sr, 70.0, 350.0)[1] for frame in frames.T])
    smooth = np.array([np.median(found[max(0, t - 2) : t + 3]) for t in range(len(found))])
    voiced = (loud > 0.25 * loud.max()) & (rate <= 0.25)
    times = (np.arange(len(found)) * HOP + FRAME / 2) / sr
    return times, np.where(voiced, smooth, np.nan), loud


def sing(pitches, loud, sr: float) -> np.ndarray:
    """Eight harmonics that follow the pitches, as loud as the frames, silent at NaN; peak 0.5.

    Parameters
    ----------
    pitches : array, shape (T,)
        Hz, NaN where there is none.
    loud : array, shape (T,)
        The loudness of each frame.
    sr : float
        Hz.

    Where no frame has a pitch, as in a recording with a muted microphone, all is silence.
    """
    voiced = np.isfinite(pitches)
    if not voiced.any():
        return np.zeros(len(pitches) * HOP)
    held = np.interp(np.arange(len(pitches)), np.flatnonzero(voiced), pitches[voiced])
    phase = np.cumsum(2 * np.pi * np.repeat(held, HOP) / sr)
    gain = np.convolve(np.repeat(np.where(voiced, loud, 0), HOP), np.ones(HOP) / HOP, mode="same")
    y = gain * sum(np.sin(k * phase) / k for k in range(1, 9))
    return 0.5 * y / np.abs(y).max()
