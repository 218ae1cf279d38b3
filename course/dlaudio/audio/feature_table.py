"""The stages and features of unit 7 by name, each with inputs at which to ask if it is linear."""

from collections.abc import Callable

import numpy as np

SR, N_FFT = 8000, 256


def _stages(audio, bands) -> dict[str, tuple[Callable, int]]:
    return {
        "Fourier": (np.fft.rfft, N_FFT),
        "power": (lambda X: X**2, 129),
        "mel bands": (lambda P: bands @ P, 129),
        "logarithm": (lambda P: np.log10(np.maximum(P, 1e-10)), 32),
        "cosines": (lambda L: audio.dct_matrix(13, 32) @ L, 32),
    }


def _of_spectrogram(audio, bands) -> dict[str, Callable]:
    return {
        "centroid": lambda S: audio.spectral_centroid(S, sr=SR),
        "spread": lambda S: audio.spectral_spread(S, sr=SR),
        "skewness": lambda S: audio.spectral_skewness(S, sr=SR),
        "kurtosis": lambda S: audio.spectral_kurtosis(S, sr=SR),
        "flatness": audio.spectral_flatness,
        "irregularity": audio.spectral_irregularity,
        "roll-off": lambda S: audio.spectral_rolloff(S, sr=SR),
        "flux": audio.spectral_flux,
        "MFCC": lambda S: audio.dct_matrix(13, 32) @ np.log10(bands @ S**2),
        "mel bands": lambda S: bands @ S,
    }


def _of_samples(audio, of_spectrogram) -> dict[str, Callable]:
    def magnitudes(y):
        return np.abs(audio.stft(y, n_fft=N_FFT, hop_length=128, center=False))

    found = {
        "RMS": lambda y: np.sqrt(np.mean(y**2)),
        "zero crossings": lambda y: audio.zero_crossing_rate(y, frame_length=256, center=False),
        "cepstrum": audio.power_cepstrum,
        "LPC": lambda y: audio.lpc(y, order=8)[1:],
    }
    for name, feature in of_spectrogram.items():
        found[name] = lambda y, feature=feature: feature(magnitudes(y))
    return found


def verdicts(judge: Callable) -> dict[str, dict[str, tuple[bool, bool]]]:
    """What `judge(feature, x, y, a)` says: three groups of {feature: (homogeneous, additive)}.

    Magnitudes are never below 0, so there the factor is 3, and for samples it is -2.

    Parameters
    ----------
    judge : function
        `linearity` of unit 7.
    """
    from dlaudio import audio

    bands = audio.mel_filterbank(sr=SR, n_fft=N_FFT, n_mels=32)
    rng = np.random.default_rng(2)
    of_spectrogram = _of_spectrogram(audio, bands)

    def asked(feature, x, y, a):
        return tuple(bool(fact) for fact in judge(feature, x, y, a))

    return {
        "a stage": {
            name: asked(stage, *rng.uniform(0.1, 1, (2, size)), 3.0)
            for name, (stage, size) in _stages(audio, bands).items()
        },
        "of the samples": {
            name: asked(feature, *rng.normal(size=(2, 384)), -2.0)
            for name, feature in _of_samples(audio, of_spectrogram).items()
        },
        "of a spectrogram": {
            name: asked(feature, *rng.uniform(0.1, 1, (2, 129, 2)), 3.0)
            for name, feature in of_spectrogram.items()
        },
    }
