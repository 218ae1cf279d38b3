"""Words spoken over drums: mixtures of two sources that a mask takes apart."""

import numpy as np

from dlaudio.datasets.beats import drum_loop

SR, N_FFT, HOP = 8000, 256, 128
CONTEXT = 3  # frames on either side


def mixtures(words, n: int, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """n pairs of a word and as much of a drum loop, equally loud, float64.

    `words` is a set of 8 kHz with n words or more. The loops are drawn from `rng` too, so two
    generators give different ones.

    Parameters
    ----------
    words : Dataset
        Spoken words at 8 kHz.
    n : int
        How many pairs.
    rng : numpy.random.Generator
        Draws words and loops.
    """
    loops = [drum_loop(rng, sr=SR)[0].astype(float) for _ in range(max(n // 25, 2))]
    pairs = []
    for i in rng.permutation(len(words.audio))[:n]:
        word, loop = words.audio[i].astype(float), loops[rng.integers(len(loops))]
        start = rng.integers(len(loop) - len(word))
        drums = loop[start : start + len(word)]
        pairs.append(tuple(0.04 * y / np.sqrt(np.mean(y**2) + 1e-6) for y in (word, drums)))
    return pairs


def spectrum(y) -> np.ndarray:
    """Complex spectrum (129, frames) of a sound.

    Parameters
    ----------
    y : array, shape (n,)
        Samples at 8 kHz.
    """
    from dlaudio import audio

    return audio.stft(y, n_fft=N_FFT, hop_length=HOP)


def sound(Y, length: int) -> np.ndarray:
    """Samples (length,) of a complex spectrum, float64.

    Parameters
    ----------
    Y : array, complex, shape (129, frames)
        As `spectrum` gives it.
    length : int
        Samples wanted.
    """
    from dlaudio import audio

    return audio.istft(Y, hop_length=HOP, length=length).astype(float)


def features(Y) -> np.ndarray:
    """What the net hears, (frames, 7 * 129): log magnitudes of seven frames, the middle one now.

    Parameters
    ----------
    Y : array, complex, shape (129, frames)
        As `spectrum` gives it.
    """
    level = np.log(np.abs(Y.T) + 0.01) / 1.5 + 2
    frames = np.pad(level, ((CONTEXT, CONTEXT), (0, 0)), mode="edge")
    shifted = [frames[i : i + len(level)] for i in range(2 * CONTEXT + 1)]
    return np.concatenate(shifted, axis=1).astype(np.float32)


def ratio(S, V) -> np.ndarray:
    """The mask a net shall learn, (bands, frames): sqrt(|S|² / (|S|² + |V|²)), 0 if both are 0.

    Parameters
    ----------
    S, V : array, complex, shape (bands, frames)
        Spectra of what is wanted and of what is not.
    """
    S, V = np.abs(S) ** 2, np.abs(V) ** 2
    return np.sqrt(S / np.maximum(S + V, 1e-20))
