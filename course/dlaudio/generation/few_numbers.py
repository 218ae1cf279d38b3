"""A word made again from a few numbers a frame: from mel bands, or from principal directions."""

from collections.abc import Callable, Sequence

import numpy as np


def _loud(y) -> np.ndarray:
    return 0.6 * y / max(np.abs(y).max(), 1e-9)


def from_bands(y, sr: int, counts: Sequence[int]) -> dict[str, np.ndarray]:
    """Noise with the levels of so many mel bands of a word, for each count; then the word.

    Parameters
    ----------
    y : array, shape (n,)
    sr : int
        Sample rate in Hz.
    counts : sequence of int
        Numbers of bands.
    """
    from dlaudio import audio

    shape = {"sr": sr, "n_fft": 256, "hop_length": 64, "fmin": 60.0}
    found = {}
    for n_mels in counts:
        power = audio.melspectrogram(y, n_mels=n_mels, **shape)
        made = audio.noise_vocoder(power, rng=np.random.default_rng(0), **shape)
        found[f"{n_mels} bands"] = _loud(made)
    return found | {"the word": _loud(y)}


def spectra(y) -> np.ndarray:
    """Levels in dB of frames of 256 samples, none 60 below the highest: shape (T, 129).

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    """
    from dlaudio import audio

    S = np.abs(audio.stft(y, n_fft=256, hop_length=64))
    return audio.amplitude_to_db(S, ref=np.max, top_db=60).T


def learn_directions(name: str, directions: Callable, k: int):
    """`directions(X, k)` of the frames of every twentieth training word of a set of digits.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    directions : function
        `principal_directions` of unit 7.
    k : int
        How many.
    """
    from dlaudio import datasets

    words = datasets.load(name).where(split="train").audio[::20]
    mean, W, variances = directions(np.concatenate([spectra(y) for y in words]), k)
    signs = np.sign(np.asarray(W).sum(axis=1, keepdims=True))  # either is right; this one is up
    return mean, W * np.where(signs == 0, 1, signs), variances


def from_directions(y, learnt, counts: Sequence[int]) -> dict[str, np.ndarray]:
    """A word from so many numbers a frame, for each count; then the word.

    Parameters
    ----------
    y : array, shape (n,)
    learnt : mean (129,), W (K, 129) and variances, from `learn_directions`
    counts : sequence of int
        At most K each.
    """
    from dlaudio import audio

    mean, W, _ = learnt
    L, found = spectra(y), {}
    for k in counts:
        kept = mean + (L - mean) @ W[:k].T @ W[:k]
        rng = np.random.default_rng(0)
        made = audio.griffin_lim(10 ** (kept.T / 20), hop_length=64, rng=rng, n_iter=25)
        found[f"{k} number{'s' * (k > 1)}"] = _loud(made)
    return found | {"the word": _loud(y)}


def two_bands(name: str, n: int = 600) -> tuple[np.ndarray, tuple[str, str]]:
    """Levels of a low and a middle band in n frames of speech, shape (n, 2), and their names.

    Parameters
    ----------
    name : str
        Of the dataset.
    n : int
        How many frames.
    """
    from dlaudio import datasets

    words = datasets.load(name).where(split="train").audio[::20]
    L = np.concatenate([spectra(y) for y in words])
    low, middle = L[:, 6:16].mean(axis=1), L[:, 32:64].mean(axis=1)
    heard = np.flatnonzero((low > -55) & (middle > -55))
    some = np.random.default_rng(0).permutation(heard)[:n]
    return np.column_stack([low, middle])[some], ("low band (dB)", "middle band (dB)")
