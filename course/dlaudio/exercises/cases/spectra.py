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
    shares, rates = rng.permutation([0.5, 0.85, 0.95]), rng.permutation([8000, 16000, 11025])
    sizes = [(33, 5), (65, 3), (257, 2)]
    for (bins, frames), share, sr in zip(sizes, shares, rates, strict=True):
        S = magnitudes(rng, bins, frames)
        # small numbers too: the product of all of them is less than the smallest float
        S *= 1e-3 if bins == 257 else 1.0
        # and bins that are nearly silent, below the floor of the powers
        S[2 : bins // 3] *= 1e-7 if bins == 65 else 1.0
        yield {"S": S, "sr": int(sr), "share": float(share)}
    # exactly half is reached in bin 1: that is enough
    yield {"S": np.array([[1.0, 2.0], [1.0, 0.0], [2.0, 1.0]]), "sr": 6000, "share": 0.5}


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
    searches = [(280, 8000, 70.0, 400.0), (320, 11025, 110.0, 600.0), (360, 7350, 65.0, 300.0)]
    for n, sr, fmin, fmax in searches:
        y = buzz(rng, rng.uniform(1.05 * sr / fmax, 0.9 * sr / fmin), n)
        yield {"y": np.round(y, 5), "sr": sr, "fmin": fmin, "fmax": fmax}
    # the period is the longest lag of the search, and then the shortest
    for fmin, fmax in [(200.0, 500.0), (150.0, 200.0)]:
        yield {"y": np.round(buzz(rng, 40, 320), 5), "sr": 8000, "fmin": fmin, "fmax": fmax}
    # the highest peak of all is beyond the search, just below it and far above
    for period, fmin, fmax in [(80, 101.0, 420.0), (40, 70.0, 150.0)]:
        yield {"y": np.round(buzz(rng, period, 320), 5), "sr": 8000, "fmin": fmin, "fmax": fmax}
    # few frequencies, and nothing at all at the others
    y = np.cos(2 * np.pi * np.outer([6, 12, 18, 24], np.arange(240)) / 240).sum(axis=0)
    yield {"y": y, "sr": 9600, "fmin": 90.0, "fmax": 500.0}


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
