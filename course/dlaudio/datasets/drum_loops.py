"""Drum loops whose onsets are known, how much a spectrogram rises, and lists of times to score."""

import numpy as np

SR, HOP = 8000, 80  # 10 ms a frame


def drum_loop(rng, *, seconds: float = 4.0, noise: float = 0.02) -> tuple[np.ndarray, np.ndarray]:
    """A loop of synthetic kicks, snares and hats at 8 kHz, and its onset times in seconds.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws tempo, hits and noise.
    seconds : float
        Length.
    noise : float
        Standard deviation of what is added.
    """
    from dlaudio import audio

    step = 60 / rng.uniform(90, 140) / 2  # eighth notes
    y, times = rng.normal(size=round(seconds * SR)) * noise, []
    hits = {
        "kick": audio.kick(sr=SR, rng=rng),
        "snare": audio.snare(sr=SR, rng=rng),
        "hat": audio.hat(sr=SR, rng=rng),
    }
    for i in range(int((seconds - 0.4) / step)):
        if rng.random() < 0.25:
            continue
        kind = ("kick", "hat", "snare", "hat")[i % 4]
        start = 0.1 + i * step + rng.uniform(-0.01, 0.01)
        at = round(start * SR)
        hit = hits[kind][: len(y) - at] * rng.uniform(0.3, 1.0)
        y[at : at + len(hit)] += hit
        times.append(at / SR)
    return y / np.abs(y).max() * 0.8, np.array(times)


def rise(y) -> np.ndarray:
    """By how much the levels of 16 mel bands rise to each frame, the mean over bands: (frames,).

    Parameters
    ----------
    y : array, shape (n,)
        Samples at 8 kHz.
    """
    level = levels(y)
    return np.maximum(np.diff(level, axis=1, prepend=level[:, :1]), 0).mean(axis=0)


def levels(y) -> np.ndarray:
    """Levels in 16 mel bands, (16, frames), from 0 (60 dB below the loudest place) to 1.

    Parameters
    ----------
    y : array, shape (n,)
        Samples at 8 kHz.
    """
    from dlaudio import audio

    return audio.log_mel(y, sr=SR, n_fft=256, hop_length=HOP, n_mels=16)
