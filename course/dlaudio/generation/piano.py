"""A warm keyboard for the tunes: two strings a note, a soft bell at the start, and a small room."""

from functools import cache

import numpy as np

from dlaudio.audio.fades import fade
from dlaudio.audio.pitch import midi_to_hz

ATTACK, RELEASE = 0.004, 0.07  # s: how fast a note begins, and falls to 1/e when the key is up
RINGS, FASTER = 1.1, 0.45  # s in which the fundamental falls to 1/e; harmonic k: 1 + 0.45 (k - 1)
APART = 0.0012  # the two strings of a note differ by so much: they beat, and the tone is warm
BELL, BELL_RINGS = 0.12, 0.09  # of the fundamental, at four times its frequency; seconds
ROOM, WET = 0.45, 0.28  # reverberation time in s, and how loud the room answers
ACCENT = 1.25  # the first note of a bar of eight eighths is louder by so much


def melody(pitches, lengths, *, sr: int, eighth: float, harmonics: int = 5) -> np.ndarray:
    """Notes that ring into one another, dry, float64: (samples,), as long as the notes together.

    Parameters
    ----------
    pitches : array of int, shape (n,)
        MIDI numbers.
    lengths : array of int, shape (n,)
        In eighths.
    sr : int
        Sample rate, Hz.
    eighth : float
        Seconds.
    harmonics : int, at least 1
        Of each note; those above sr / 2 are left out.
    """
    sizes = [round(eighth * float(length) * sr) for length in lengths]
    y, start, beat = np.zeros(sum(sizes)), 0, 0
    for pitch, length, size in zip(pitches, lengths, sizes, strict=True):
        tone = struck(float(midi_to_hz(pitch)), size / sr, sr=sr, harmonics=harmonics)
        tone = tone[: len(y) - start] * (ACCENT if beat % 8 == 0 else 1)
        y[start : start + len(tone)] += tone
        start, beat = start + size, beat + int(length)
    return y


def struck(frequency: float, seconds: float, *, sr: int, harmonics: int) -> np.ndarray:
    """One note of the keyboard, held for so long and then let go.

    Parameters
    ----------
    frequency : float
        Hz.
    seconds : float
        How long the key is down.
    sr : int
        Sample rate, Hz.
    harmonics : int, at least 1
        Those above sr / 2 are left out.
    """
    t = np.arange(round((seconds + 3 * RELEASE) * sr)) / sr
    y = np.zeros(len(t))
    for k in range(1, harmonics + 1):
        if k * frequency * (1 + APART) >= sr / 2:
            break
        pair = sum(np.sin(2 * np.pi * k * frequency * (1 + s * APART) * t) for s in (-1, 1))
        y += pair / 2 / k**1.7 * np.exp(-t * (1 + FASTER * (k - 1)) / RINGS)
    if 4 * frequency < sr / 2:
        y += BELL * np.sin(2 * np.pi * 4 * frequency * t) * np.exp(-t / BELL_RINGS)
    return y * np.minimum(1, t / ATTACK) * np.exp(-np.maximum(0, t - seconds) / RELEASE)


def in_a_room(y, *, sr: int) -> np.ndarray:
    """The sound with a small room around it, as long as it was; its last 50 ms are faded.

    Parameters
    ----------
    y : array, shape (n,)
    sr : int
        Sample rate, Hz.
    """
    answer = _room(sr)
    n = len(y) + len(answer) - 1
    wet = np.fft.irfft(np.fft.rfft(y, n) * np.fft.rfft(answer, n), n)[: len(y)]
    return fade(wet, sr=sr, fade_in=0, fade_out=min(0.05, len(y) / sr)).astype(float)


@cache
def _room(sr: int) -> np.ndarray:
    """Its answer to a click: the click, then noise that begins after 12 ms and loses 60 dB."""
    t = np.arange(round(ROOM * sr)) / sr
    tail = np.random.default_rng(0).normal(size=len(t)) * 10 ** (-3 * t / ROOM)
    tail = np.convolve(tail, np.hanning(9)[1:-1])[: len(t)] * (t > 0.012)  # walls are soft
    tail *= WET / np.sqrt(np.sum(tail**2))
    tail[0] = 1
    return tail
