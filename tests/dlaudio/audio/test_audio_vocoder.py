"""Noise in the place of a voice: levels stay, the pitch goes."""

import numpy as np
import pytest

from dlaudio import audio
from dlaudio.audio.vocoder import noise_vocoder, whisper

SR = 8000


def vowel(pitch: float, n: int) -> np.ndarray:
    """A buzz through resonances at 600 and 1,200 Hz."""
    from scipy.signal import lfilter

    y = np.zeros(n)
    y[np.arange(0, n, SR / pitch).astype(int)] = 1.0
    for centre in (600, 1200):
        y = lfilter([1], [1, -2 * 0.96 * np.cos(2 * np.pi * centre / SR), 0.96**2], y)
    return y / np.abs(y).max()


def test_vocoded_noise_has_the_mel_levels_it_was_given():
    shape = {"sr": SR, "n_fft": 256, "hop_length": 64, "fmin": 60.0}
    y = vowel(120, SR) * np.linspace(0.1, 1, SR)
    wanted = audio.melspectrogram(y, n_mels=12, **shape)
    noise = noise_vocoder(wanted, rng=np.random.default_rng(0), **shape)
    got = audio.melspectrogram(noise, n_mels=12, **shape)
    assert noise.shape == (64 * (wanted.shape[1] - 1),)
    parts = [np.array_split(np.asarray(S), 5, axis=1) for S in (wanted, got)]
    one, other = ([10 * np.log10(p.mean(axis=1)) for p in part] for part in parts)
    loud = np.array(one) > np.max(one) - 25  # bands that neighbours do not drown
    assert np.abs(np.array(one) - np.array(other))[loud].max() < 4


def test_a_whisper_keeps_the_resonances_and_loses_the_pitch():
    y = vowel(120, SR)
    other = whisper(y, order=6, frame_length=240, hop_length=60, rng=np.random.default_rng(0))
    assert other.shape == y.shape
    assert np.std(other) == pytest.approx(np.std(y), rel=0.3)

    def resonances(x):
        angles = np.angle(np.roots(audio.lpc(x, order=6))) * SR / 2 / np.pi
        return min(angles, key=lambda f: abs(f - 600)), min(angles, key=lambda f: abs(f - 1200))

    np.testing.assert_allclose(resonances(other), (600, 1200), rtol=0.1)

    def periodicity(x):
        lag = round(SR / 120)
        return np.corrcoef(x[:-lag], x[lag:])[0, 1]

    assert periodicity(y) > 0.8 and abs(periodicity(other)) < 0.2


def test_silence_stays_silent():
    y = whisper(np.zeros(1000), order=8, frame_length=200, hop_length=50, rng=None)
    np.testing.assert_array_equal(y, np.zeros(1000))


def test_what_cannot_be_whispered_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="order < frame_length"):
        whisper(np.ones(99), order=30, frame_length=20, hop_length=5, rng=rng)
    with pytest.raises(ValueError, match="hop_length <= frame_length / 2"):
        whisper(np.ones(99), order=3, frame_length=20, hop_length=11, rng=rng)
    with pytest.raises(ValueError, match="not below 0, got -1"):
        noise_vocoder(-np.ones((4, 3)), sr=SR, n_fft=64, hop_length=16, rng=rng)
