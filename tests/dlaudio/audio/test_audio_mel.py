"""Mel features and spectral shapes agree with librosa; cepstrum and LPC with known sounds."""

import librosa
import numpy as np
import pytest
import scipy.fft
import scipy.linalg
import scipy.signal

from dlaudio import audio
from dlaudio.audio.signals import note, tone, white_noise
from dlaudio.audio.spectrum import stft

SR = 8000


def sounds():
    rng = np.random.default_rng(0)
    return {
        "noise": white_noise(sr=SR, duration=0.7, rng=rng),
        "note": note(220, sr=SR, duration=0.5),
        "short": rng.normal(size=700) / 5,
    }


@pytest.mark.parametrize("name", sounds())
@pytest.mark.parametrize(("n_fft", "hop_length", "n_mels"), [(512, 128, 40), (256, 100, 23)])
def test_mel_features_agree_with_librosa(name, n_fft, hop_length, n_mels):
    y = sounds()[name]
    options = {"sr": SR, "n_fft": n_fft, "hop_length": hop_length, "n_mels": n_mels, "fmin": 60}
    theirs = librosa.feature.melspectrogram(y=np.asarray(y, float), **options)
    np.testing.assert_allclose(audio.melspectrogram(y.astype(float), **options), theirs, rtol=1e-6)
    theirs = librosa.feature.mfcc(y=np.asarray(y, float), n_mfcc=13, **options)
    ours = audio.mfcc(y.astype(float), n_mfcc=13, **options)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(
    ("sr", "n_fft", "n_mels", "fmin", "fmax"),
    [(22050, 2048, 128, 0, None), (8000, 256, 20, 133.3, 3800)],
)
def test_filterbank_and_scale(sr, n_fft, n_mels, fmin, fmax):
    theirs = librosa.filters.mel(
        sr=sr, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax, dtype=float
    )
    ours = audio.mel_filterbank(
        sr=sr, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax, dtype=float
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-12)
    hz = np.geomspace(20, 10_000, 50)
    np.testing.assert_allclose(audio.hz_to_mel(hz), librosa.hz_to_mel(hz))
    np.testing.assert_allclose(audio.mel_to_hz(audio.hz_to_mel(hz)), hz)


def test_dct_matrix_is_scipys_and_orthonormal():
    x = np.random.default_rng(1).normal(size=(23, 4))
    theirs = scipy.fft.dct(x, axis=0, norm="ortho")[:13]
    np.testing.assert_allclose(audio.dct_matrix(13, 23, dtype=float) @ x, theirs, atol=1e-12)
    rows = audio.dct_matrix(23, 23, dtype=float)
    np.testing.assert_allclose(rows @ rows.T, np.eye(23), atol=1e-12)


@pytest.mark.parametrize("name", sounds())
def test_spectral_shapes_agree_with_librosa(name):
    S = np.abs(stft(sounds()[name].astype(float), n_fft=512, hop_length=200))
    theirs = librosa.feature
    for ours, expected in [
        (audio.spectral_centroid(S, sr=SR), theirs.spectral_centroid(S=S, sr=SR)),
        (audio.spectral_spread(S, sr=SR), theirs.spectral_bandwidth(S=S, sr=SR)),
        (audio.spectral_flatness(S), theirs.spectral_flatness(S=S)),
        (audio.spectral_rolloff(S, sr=SR), theirs.spectral_rolloff(S=S, sr=SR)),
    ]:
        np.testing.assert_allclose(ours, expected[0], rtol=1e-6)


def test_moments_against_weighted_samples():
    """Skewness and kurtosis are those of frequencies drawn as often as their magnitude says."""
    S = np.array([[1.0, 0], [2, 5], [4, 0], [1, 1]])
    drawn = np.repeat(np.linspace(0, SR / 2, 4), S[:, 0].astype(int))
    z = (drawn - drawn.mean()) / drawn.std()
    np.testing.assert_allclose(audio.spectral_skewness(S, sr=SR)[0], (z**3).mean())
    np.testing.assert_allclose(audio.spectral_kurtosis(S, sr=SR)[0], (z**4).mean())


def test_laws_of_spectral_shapes():
    y = tone(1000, sr=SR, duration=0.5).astype(float)
    S = np.abs(stft(y, n_fft=512, hop_length=128, center=False))
    np.testing.assert_allclose(audio.spectral_centroid(S, sr=SR), 1000, rtol=0.01)
    assert (audio.spectral_flatness(S) < 1e-3).all()
    noise = white_noise(sr=SR, duration=2, rng=np.random.default_rng(0))
    assert audio.spectral_flatness(np.abs(stft(noise, n_fft=512, hop_length=128))).mean() > 0.5
    steady = np.tile(S[:, :1], (1, 5))
    np.testing.assert_array_equal(audio.spectral_flux(steady), 0)
    np.testing.assert_allclose(audio.spectral_flux(S)[1:], np.linalg.norm(np.diff(S), axis=0))
    np.testing.assert_allclose(audio.spectral_irregularity(np.ones((5, 2))), 1 / 5)
    for shape in (
        audio.spectral_centroid,
        audio.spectral_kurtosis,
        audio.spectral_rolloff,
    ):
        assert shape(np.zeros((9, 3)), sr=SR).tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="magnitude"):
        audio.spectral_flux(S - 1)


@pytest.mark.parametrize("pitch", [110, 180, 260])
def test_cepstrum_finds_the_pitch(pitch):
    y = note(pitch, sr=SR, duration=0.3, n_harmonics=12)
    assert audio.cepstral_pitch(y, sr=SR) == pytest.approx(pitch, rel=0.03)
    with pytest.raises(ValueError, match="samples"):
        audio.cepstral_pitch(y[:100], sr=SR)


def test_lpc_solves_the_normal_equations_and_finds_a_resonance():
    y = np.random.default_rng(0).normal(size=400)
    r = np.correlate(y, y, "full")[399:]
    expected = scipy.linalg.solve_toeplitz(r[:8], -r[1:9])
    np.testing.assert_allclose(audio.lpc(y, order=8), np.append(1, expected), rtol=1e-8)
    poles = np.array([1, -2 * 0.97 * np.cos(2 * np.pi * 700 / SR), 0.97**2])
    voice = scipy.signal.lfilter([1], poles, np.random.default_rng(1).normal(size=8000))
    np.testing.assert_allclose(audio.lpc(voice, order=2), poles, atol=0.02)
    with pytest.raises(ValueError, match="order"):
        audio.lpc(np.zeros(50), order=4)


def test_griffin_lim_comes_near_the_magnitudes():
    y = note(220, sr=SR, duration=0.5).astype(float)
    S = np.abs(stft(y, n_fft=512, hop_length=128))
    rng = np.random.default_rng(0)
    errors = []
    for n_iter in (0, 40):
        z = audio.griffin_lim(S, hop_length=128, rng=rng, n_iter=n_iter, length=len(y))
        assert len(z) == len(y)
        errors.append(np.linalg.norm(np.abs(stft(z, n_fft=512, hop_length=128)) - S))
    assert errors[1] < 0.2 * np.linalg.norm(S) < errors[0]
