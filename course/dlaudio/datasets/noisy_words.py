"""Spoken words in noise, and how much cleaner they get, in decibels."""

from functools import cache

import numpy as np

N_FFT, HOP = 256, 64


@cache
def words(name: str, n: int) -> tuple[np.ndarray, ...]:
    """The first half second of `n` words of the test speakers of a set at 8 kHz, peak 0.5.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    n : int
        How many.
    """
    from dlaudio import datasets

    test = datasets.load(name).where(split="test")
    chosen = np.random.default_rng(0).permutation(len(test.audio))
    long = [test.audio[i] for i in chosen if len(test.audio[i]) >= 2800][:n]
    return tuple(0.5 * y[:4000] / np.abs(y[:4000]).max() for y in long)


def sdr(estimate, target) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (J. Le Roux and others, ICASSP 2019).

    Parameters
    ----------
    estimate, target : array, shape (n,)
        Samples.
    """
    wanted = (estimate @ target) / (target @ target) * target
    return 10 * np.log10(np.sum(wanted**2) / np.sum((estimate - wanted) ** 2))


def noisy(y, rng, snr_db: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """A word in white noise of this signal-to-noise ratio, and half a second of noise alone.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    rng : numpy.random.Generator
        Draws the noise.
    snr_db : float
        In dB; 0 is as loud as the word.
    """
    level = np.sqrt(np.mean(y.astype(float) ** 2)) / 10 ** (snr_db / 20)
    return y + level * rng.normal(size=len(y)), level * rng.normal(size=4000)


def mean_gain(gate, corpus: str, n: int, rng: np.random.Generator) -> float:
    """By how many dB a gate brings n words in noise nearer to the clean ones, on average.

    Parameters
    ----------
    gate : function of Y (bands, frames) and V (bands, 20), complex, that returns a mask
        Spectra of a word in noise and of noise alone.
    corpus : str
        See `words`.
    n : int
        How many words.
    rng : numpy.random.Generator
        Draws the noise.

    Raises
    ------
    ValueError
        If a mask has another shape than Y, or is not from 0 to 1.
    """
    from dlaudio import audio

    found = []
    for word in words(corpus, n):
        heard, noise = noisy(word, rng)
        Y, V = (audio.stft(y, n_fft=N_FFT, hop_length=HOP) for y in (heard, noise))
        mask = np.asarray(gate(Y.copy(), V[:, :20].copy()))
        if wrong := _no_mask(mask, Y.shape):
            raise ValueError(f"the mask needs real numbers from 0 to 1 of shape {Y.shape}; {wrong}")
        y = audio.istft(mask * Y, hop_length=HOP, length=len(word)).astype(float)
        found.append(sdr(y, word) - sdr(heard, word))
    return float(np.mean(found))


def through(gate, *, seed: int = 0) -> dict[str, np.ndarray]:
    """A spoken word in noise, and what a gate lets through of it, each at a peak of 0.5.

    A gate that is still to be written is told so, and then only the noisy word is returned.

    Parameters
    ----------
    gate : function of Y (bands, frames) and V (bands, 20), complex, that returns a mask
        See `mean_gain`.
    seed : int
        Of the noise.
    """
    from dlaudio import audio

    word = words("spoken-digits", 2)[1]
    heard, noise = noisy(word, np.random.default_rng(seed))
    Y, V = (audio.stft(y, n_fft=N_FFT, hop_length=HOP) for y in (heard, noise))
    sounds = {"in noise": heard}
    try:
        mask = gate(Y.copy(), V[:, :20].copy())
        sounds["your gate"] = audio.istft(mask * Y, hop_length=HOP, length=len(word))
    except NotImplementedError:
        print("spectral_gate is still to be written. When it is, you hear it here.")
    return {name: 0.5 * y / max(np.abs(y).max(), 1e-9) for name, y in sounds.items()}


def _no_mask(mask: np.ndarray, shape: tuple) -> str:
    """What keeps an array from being a mask of this shape; nothing if it is one."""
    if mask.shape != shape:
        return f"this one has shape {mask.shape}"
    if np.iscomplexobj(mask):
        return "this one is complex: take magnitudes"
    if np.isnan(mask).any():
        return "this one has NaN in it"
    if (mask < 0).any():
        return f"this one goes down to {mask.min():.3g}"
    if (mask > 1).any():
        return f"this one goes up to {mask.max():.3g}"
    return ""
