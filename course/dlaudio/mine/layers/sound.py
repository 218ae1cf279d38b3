"""Features, peaks and samplers of units 7, 9 and 12 on the student's functions."""

import numpy as np

from ... import audio, decomposition, onsets
from ...generation import composer
from .borrowed import one


def mel_filterbank(
    *, sr: float, n_fft: int, n_mels: int = 128, fmin=0.0, fmax=None, dtype=np.float32
) -> np.ndarray:
    """`audio.mel_filterbank` by `mel_filters` (unit 7), shape (n_mels, 1 + n_fft // 2)."""
    own = one("mel_filterbank", "mel_filters")
    fmax = sr / 2 if fmax is None else fmax
    if own is None:
        bands = {"n_mels": n_mels, "fmin": fmin, "fmax": fmax}
        return audio.mel_filterbank(sr=sr, n_fft=n_fft, **bands, dtype=dtype)
    return np.asarray(own(sr, n_fft, n_mels, fmin, fmax)[1], dtype)


def mfcc(y, *, sr: float, n_mfcc: int = 20, n_fft: int = 2048, hop_length: int = 512, n_mels=128):
    """`audio.mfcc` by `mel_filters` and `log_dct` (unit 7), shape (n_mfcc, frames)."""
    own = one("mfcc", "log_dct")
    power = np.abs(audio.stft(y, n_fft=n_fft, hop_length=hop_length)) ** 2
    mel = mel_filterbank(sr=sr, n_fft=n_fft, n_mels=n_mels, dtype=power.dtype) @ power
    if own is not None:
        return np.asarray(own(mel, n_mfcc)[2], power.dtype)
    return audio.dct_matrix(n_mfcc, n_mels, dtype=power.dtype) @ audio.power_to_db(mel)


def pca(X, *, n_components: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`decomposition.pca` by `principal_directions` (unit 7)."""
    own = one("pca", "principal_directions")
    return own(X, n_components) if own else decomposition.pca(X, n_components=n_components)


def pick_peaks(novelty, *, threshold: float, wait: int) -> np.ndarray:
    """`onsets.pick_peaks` by the student's `pick_peaks` (unit 9)."""
    own = one("pick_peaks", "pick_peaks")
    if own is None:
        return onsets.pick_peaks(novelty, threshold=threshold, wait=wait)
    return np.asarray(own(novelty, threshold, wait), dtype=int)


def f_measure(reference, estimated, *, window: float = 0.05) -> onsets.FMeasure:
    """`onsets.f_measure` by `onset_score` (unit 9), which gives precision, recall and F."""
    own = one("f_measure", "onset_score")
    if own is None:
        return onsets.f_measure(reference, estimated, window=window)
    precision, recall, f = own(np.sort(estimated), np.sort(reference), window)
    return onsets.FMeasure(f, precision, recall)


def draw(logits, temperature: float, u: float) -> int:
    """`composer.draw` by `sample_with_temperature` (unit 12)."""
    own = one("draw", "sample_with_temperature")
    if own is None:
        return composer.draw(logits, temperature, u)
    return int(own(np.asarray(logits)[None], temperature, np.array([u]))[1][0])
