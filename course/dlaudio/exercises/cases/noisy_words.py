"""The questions on spoken words in noise, and how much cleaner they get, in decibels."""

import numpy as np

from dlaudio.assessment.base import Case
from dlaudio.datasets.noisy_words import HOP, N_FFT, OPENS, noisy, words


def _gate_cases(sounds, rng):
    from dlaudio import audio

    for y in sounds:
        mixture, noise = noisy(y, rng)
        Y, V = (
            np.asarray(audio.stft(z, n_fft=N_FFT, hop_length=HOP), dtype=complex)
            for z in (mixture, noise)
        )
        V = V[:, :20]
        Y[:2, :3] = 0  # a silent corner: nothing to divide by
        power = OPENS * np.mean(np.abs(V) ** 2, axis=1, keepdims=True)
        Y[np.abs(np.abs(Y) ** 2 / power - 1) < 1e-3] *= 1.01  # nothing lies on the threshold
        yield Case(
            {"Y": Y, "V": V, "floor": 0.1, "clean": np.asarray(y, dtype=float)},
            {"cleaner": np.array([True])},
        )


def gate_cases(rng):
    """Real words where they are at hand, else those that come with the course."""
    from dlaudio import datasets

    return _gate_cases(words("fsdd" if datasets.available("fsdd") else "spoken-digits", 3), rng)


def visible_gate_cases(rng):
    """One word, cut short: all that is known about it comes with the course."""
    return _gate_cases([y[:2800] for y in words("spoken-digits", 1)], rng)


def mask_cases(rng):
    for shape in [(5, 7), (4, 3), (1, 6)]:
        S, V = (rng.normal(size=shape) + 1j * rng.normal(size=shape) for _ in range(2))
        V = V * rng.uniform(0.3, 2.0)
        S[0, 0] = V[0, 0] = 0
        yield {"S": S, "V": V}


def sdr_cases(rng):
    for n in (60, 200, 25):
        target = rng.normal(size=n)
        noise = rng.normal(size=n)
        noise *= np.linalg.norm(target) / np.linalg.norm(noise)
        yield {
            "estimate": 1.7 * target + 0.2 * noise,
            "mixture": target + rng.uniform(0.3, 0.6) * noise,
            "target": target,
        }
