"""One picture, four sounds: a voice whose phase was kept, set to zero, drawn or guessed."""

import numpy as np

from dlaudio import audio

N_FFT, HOP = 512, 128


def voices(y, *, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The sound, and three made from the magnitudes of its spectrogram alone, peak 0.8 each.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    rng : numpy.random.Generator
        Draws phases.
    """
    magnitude = np.abs(audio.stft(y, n_fft=N_FFT, hop_length=HOP))
    turns = np.exp(2j * np.pi * rng.random(magnitude.shape))
    back = {"hop_length": HOP, "length": len(y)}
    found = {
        "as it was": np.asarray(y),
        "phase zero": audio.istft(magnitude.astype(complex), **back),
        "phase by chance": audio.istft(magnitude * turns, **back),
        "Griffin and Lim": audio.griffin_lim(magnitude, rng=rng, n_iter=60, **back),
    }
    return {name: 0.8 * sound / np.abs(sound).max() for name, sound in found.items()}
