"""A voice whose buzz is replaced, by breath or by a chord: the tube stays, the words remain."""

from collections.abc import Callable

import numpy as np

from dlaudio import audio
from dlaudio.plots.drawings.octave_fold import triad

FRAME, HOP = 240, 60
WORDS = ("one", "two", "three", "four")


def chord_source(chord: str, n: int, sr: float) -> np.ndarray:
    """n samples of a triad such as "Em", from about 90 Hz up, with all harmonics; RMS 1.

    Parameters
    ----------
    chord : str
        Such as "Em".
    n : int
        Samples.
    sr : float
        Hz.
    """
    t, y = np.arange(n) / sr, np.zeros(n)
    root, third, fifth = triad(chord)
    low = 36 + root if root > 5 else 48 + root
    notes = [low, low + (third - root) % 12, low + (fifth - root) % 12, low + 12]
    for note in notes:
        hz = audio.midi_to_hz(note)
        for drift in (0.997, 1.003):  # two strings a note: a chorus
            k = np.arange(1, int(0.45 * sr / hz))[:, None]
            y += (np.sin(2 * np.pi * k * drift * hz * t) / k**0.5).sum(axis=0)
    return y / np.sqrt(np.mean(y**2))


def speak(y, sr: float, source: str, predict: Callable, *, order: int = 12) -> np.ndarray:
    """The words of a recording with another source: "noise", or a chord such as "Em"; peak 0.6.

    Parameters
    ----------
    y : array, shape (n,)
    sr : float
        Sample rate in Hz.
    source : str
    predict : function
        `linear_prediction(y, order)` of unit 7.
    order : int
        Numbers for the tube, below the 240 samples of a frame.

    Raises
    ------
    ValueError
        If the order is out of range.
    """
    from scipy.signal import lfilter

    if not 1 <= order < FRAME:
        raise ValueError(f"speak needs an order from 1 to {FRAME - 1}, got {order}")
    window = np.hanning(FRAME + 1)[:-1]
    padded = np.pad(np.asarray(y, dtype=float), FRAME)
    n = len(padded)
    noise = np.random.default_rng(0).normal(size=n)
    buzz = noise if source == "noise" else chord_source(source, n, sr)
    out, weight = np.zeros(n), np.zeros(n)
    for start in range(0, n - FRAME + 1, HOP):
        part = slice(start, start + FRAME)
        x = padded[part] * window
        weight[part] += window**2
        if np.sqrt(np.mean(x**2)) < 1e-4:
            continue  # silence has no filter
        a, residual = predict(x, order)
        hiss = np.mean(np.diff(np.signbit(padded[part]))) > 0.3
        struck = (noise if hiss else buzz)[part]
        gain = np.sqrt(np.sum(np.square(residual)) / np.sum(window**2))
        out[part] += lfilter([gain], np.append(1.0, -np.asarray(a)), struck) * window
    made = (out / np.sqrt(np.maximum(weight, 1e-3)))[FRAME:-FRAME]
    return 0.6 * made / max(np.abs(made).max(), 1e-9)


def count(name: str, chord: str, predict: Callable, *, order: int = 12) -> np.ndarray:
    """A voice of a set of spoken digits counts from one to four, through a chord.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    chord : str
        Such as "Em".
    predict : function
        `linear_prediction(y, order)` of unit 7.
    order : int
        Numbers for the tube.
    """
    from dlaudio import datasets

    digits = datasets.load(name)
    who = "lucas" if name == "fsdd" else "m01"
    pieces = []
    for word in WORDS:
        part = digits.where(labels=word)
        pieces += [part.audio[part.speakers.tolist().index(who)], np.zeros(digits.sr // 8)]
    return speak(np.concatenate(pieces), digits.sr, chord, predict, order=order)
