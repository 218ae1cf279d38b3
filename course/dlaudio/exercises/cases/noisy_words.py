"""Spoken words in noise, and how much cleaner they get, in decibels."""

from functools import cache

import numpy as np

from ...assessment.base import Case

N_FFT, HOP = 256, 64
OPENS = 4.0  # times the power of the noise
NEEDED = 3.0  # dB


@cache
def words(name: str, n: int) -> tuple[np.ndarray, ...]:
    """The first half second of `n` words of the test speakers of a set at 8 kHz, peak 0.5."""
    from dlaudio import datasets

    test = datasets.load(name).where(split="test")
    chosen = np.random.default_rng(0).permutation(len(test.audio))
    long = [test.audio[i] for i in chosen if len(test.audio[i]) >= 2800][:n]
    return tuple(0.5 * y[:4000] / np.abs(y[:4000]).max() for y in long)


def sdr(estimate, target) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (J. Le Roux and others, ICASSP 2019)."""
    wanted = (estimate @ target) / (target @ target) * target
    return 10 * np.log10(np.sum(wanted**2) / np.sum((estimate - wanted) ** 2))


def noisy(y, rng, snr_db: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """A word in white noise of this signal-to-noise ratio, and half a second of noise alone."""
    level = np.sqrt(np.mean(y.astype(float) ** 2)) / 10 ** (snr_db / 20)
    return y + level * rng.normal(size=len(y)), level * rng.normal(size=4000)


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


def cleaner(Y, estimate, clean) -> np.ndarray:
    """Whether the estimate is at least `NEEDED` dB closer to the clean word than Y is."""
    from dlaudio import audio

    before, after = (
        sdr(audio.istft(Z, hop_length=HOP, length=len(clean)).astype(float), clean)
        for Z in (Y, np.asarray(estimate, dtype=complex))
    )
    return np.array([after - before >= NEEDED])


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
