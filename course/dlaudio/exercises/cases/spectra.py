"""Questions about spectra: magnitudes (frequency, frame) of many shapes, and sounds to analyse."""

import numpy as np


def magnitudes(rng, bins: int, frames: int) -> np.ndarray:
    """Peaks over noise, tilted towards low or high frequencies: shape (bins, frames), above 0."""
    tilt = np.linspace(0, 1, bins)[:, None] * rng.uniform(-4, 2, frames)
    return np.exp(tilt) * rng.gamma(1.5, 1.0, (bins, frames)) + 0.01


def moment_cases(rng):
    for bins, frames in [(33, 5), (65, 3), (129, 1)]:
        S = magnitudes(rng, bins, frames)
        yield {"S": S, "sr": int(rng.choice([8000, 16000, 22050]))}
    S = magnitudes(rng, 17, 4)
    S[:, 2] = 0.0
    yield {"S": S, "sr": 8000}


def texture_cases(rng):
    shares = rng.permutation([0.5, 0.85, 0.95])
    for bins, frames, share in zip([33, 65, 257], [5, 3, 2], shares, strict=True):
        S = magnitudes(rng, bins, frames)
        # small numbers too: the product of all of them is less than the smallest float
        S *= 1e-3 if bins == 257 else 1.0
        yield {"S": S, "sr": int(rng.choice([8000, 16000])), "share": float(share)}


def buzz(rng, period: float, n: int) -> np.ndarray:
    """A dull voice-like tone under a Hann window: all harmonics of a period in samples, some noise.

    Its harmonics fall by 100 dB up to half the sample rate: the cepstrum is highest near lag 0.
    """
    k = np.arange(1, int(period / 2))[:, None]
    phases = rng.uniform(0, 2 * np.pi, k.shape)
    waves = np.sin(2 * np.pi * k * np.arange(n) / period + phases)
    y = np.sum(waves * 10 ** (-10 * k / period), axis=0)
    return (y / np.abs(y).max() + 0.001 * rng.normal(size=n)) * np.hanning(n)


def pitch_cases(rng):
    for n in (280, 320, 360):
        y = buzz(rng, rng.uniform(25, 90), n)
        yield {"y": np.round(y, 5), "sr": 8000, "fmin": 70.0, "fmax": 400.0}


def resonance(rng, a, n: int) -> np.ndarray:
    """Noise through the filter y[n] = e[n] + a1 y[n - 1] + ...: shape (n,)."""
    y = np.zeros(n + len(a))
    for i, e in enumerate(rng.normal(size=n), start=len(a)):
        y[i] = e + a @ y[i - 1 :: -1][: len(a)] if i > len(a) else e
    return y[len(a) :]


def prediction_cases(rng):
    for n, order in [(60, 4), (90, 2), (40, 1), (120, 8)]:
        radius, angle = rng.uniform(0.7, 0.9), rng.uniform(0.5, 2.2)
        a = np.array([2 * radius * np.cos(angle), -(radius**2)])
        yield {"y": np.round(resonance(rng, a, n), 3), "order": order}
