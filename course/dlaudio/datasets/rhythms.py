"""Drum rhythms under a swelling hum, as mel spectrograms: in which step is a drum struck?"""

from functools import cache

import numpy as np

STEPS, FRAMES, HOP, BANDS = 16, 8, 512, 40


@cache
def _hits(split: str) -> tuple[list[np.ndarray], int]:
    from dlaudio import datasets

    drums = datasets.load("drum-hits").where(split=split)
    return list(drums.audio), drums.sr


def rhythm(
    rng: np.random.Generator, split: str, *, level: float = 0.8
) -> tuple[np.ndarray, np.ndarray, int]:
    """Sixteen steps of 0.19 s, about half of them with a hit: y, struck (16,), sample rate.

    A low hum with overtones swells and fades once meanwhile, so that loud is not yet struck.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws hits and hum.
    split : str
        "train" or "test".
    level : float
        Peak of each hit, before the whole is made as loud as can be.
    """
    sounds, sr = _hits(split)
    n = STEPS * FRAMES * HOP
    t = np.arange(n) / sr
    swell = np.sin(np.pi * np.arange(n) / n) ** 4
    tones = [110 * k * t + rng.random() for k in range(1, 24)]
    y = 0.03 * swell * sum(np.sin(2 * np.pi * phase) for phase in tones)
    y += 1e-3 * rng.normal(size=n)
    struck = rng.permutation(STEPS) < 7
    struck[[0, STEPS // 2]] = True, False
    for step in np.flatnonzero(struck):
        # a little late, as a person plays
        start = step * FRAMES * HOP + int(rng.integers(2 * HOP, 3 * HOP))
        sound = sounds[rng.integers(len(sounds))][: 5 * HOP]
        # damped, so that no hit drowns in the one before
        sound = sound * np.linspace(1, 0, len(sound)) / np.abs(sound).max()
        y[start : start + len(sound)] += level * sound
    return y / np.abs(y).max(), struck, sr


def levels(y: np.ndarray, sr: int) -> np.ndarray:
    """Mel levels in dB, shape (40, 128), in frames that begin every 512 samples.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio import audio

    padded = np.append(y, np.zeros(HOP))
    frames = {"n_fft": 2 * HOP, "hop_length": HOP, "center": False}
    power = audio.melspectrogram(padded, sr=sr, n_mels=BANDS, **frames)
    return np.round(audio.power_to_db(power, ref=np.max, top_db=60.0), 1)
