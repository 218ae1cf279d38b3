"""A dense net that takes a voice out of a mixture with drums: seven frames in, a mask out."""

from collections.abc import Callable

import numpy as np

from dlaudio import audio
from dlaudio.datasets import mixtures
from dlaudio.layers import BatchNorm1d, Dropout, Linear, ReLU, Sequential, Sigmoid
from dlaudio.losses import MSELoss
from dlaudio.optim import Adam
from dlaudio.plots.drawings import spectrograms
from dlaudio.train import fit

BANDS = mixtures.N_FFT // 2 + 1
HEARD = (2 * mixtures.CONTEXT + 1) * BANDS


def separator(*, rng: np.random.Generator) -> Sequential:
    """The net, untrained: 903 numbers of seven frames, 64 units, a mask of 129 bands."""
    return Sequential(
        BatchNorm1d(HEARD),
        Linear(HEARD, 64, rng=rng),
        ReLU(),
        Dropout(0.2, rng=rng),
        Linear(64, BANDS, rng=rng),
        Sigmoid(),
    )


def train_separator(net, words, *, pairs: int, epochs: int, rng: np.random.Generator) -> Sequential:
    """Learn the ideal ratio masks of words over drums; the net, changed.

    Parameters
    ----------
    net : Sequential
        From `separator`.
    words : Dataset
        Spoken words at 8 kHz.
    pairs, epochs : int
        Mixtures, and how often they are gone through.
    rng : numpy.random.Generator
        Draws mixtures and batches.
    """
    both = mixtures.mixtures(words, pairs, rng)
    X = np.concatenate([mixtures.features(mixtures.spectrum(a + b)) for a, b in both])
    masks = [mixtures.ratio(*map(mixtures.spectrum, pair)).T for pair in both]
    optimizer, wanted = Adam(net.parameters(), 0.003), np.concatenate(masks).astype(np.float32)
    options = {"epochs": epochs, "batch_size": 128, "rng": rng, "progress": False}
    fit(net, MSELoss(), optimizer, X, wanted, **options)
    return net.eval()


def voice_mask(net: Sequential, Y) -> np.ndarray:
    """The mask (129, frames) that the net gives for the spectrum of a mixture.

    Parameters
    ----------
    net : Sequential
        Trained, in eval mode.
    Y : array, complex, shape (129, frames)
    """
    return net(mixtures.features(Y)).T


def guess(net: Sequential) -> Callable:
    """A function for `gains` of two spectra, of which the net hears only the sum.

    Parameters
    ----------
    net : Sequential
        Trained, in eval mode.
    """
    return lambda S, V: voice_mask(net, S + V)


def gains(mask_of: Callable, pairs, sdr_improvement: Callable) -> np.ndarray:
    """By how many dB a mask brings each mixture nearer to its voice, (n,).

    Parameters
    ----------
    mask_of : function of two complex spectra, voice and drums, that returns a mask
        A net looks only at their sum.
    pairs : sequence of pairs of arrays
        Voices and drums, as `mixtures.mixtures` gives them.
    sdr_improvement : function of estimate, mixture and target
        Its third result is the gain in dB.
    """
    found = []
    for voice, drums in pairs:
        S, V = mixtures.spectrum(voice), mixtures.spectrum(drums)
        estimate = mixtures.sound(mask_of(S, V) * (S + V), len(voice))
        found.append(sdr_improvement(estimate, voice + drums, voice)[2])
    return np.array(found)


def pictures(spectra, mask):
    """Spectrograms, and the mask beside them in grey, with a text.

    Parameters
    ----------
    spectra : mapping of str to array, complex, shape (129, frames)
        The first is the mixture, by which all are scaled.
    mask : array, shape (129, frames)
    """
    top = np.abs(next(iter(spectra.values()))).max()
    levels = {name: audio.amplitude_to_db(np.abs(Z), ref=top) for name, Z in spectra.items()}
    return spectrograms.draw(levels, sr=mixtures.SR, hop_length=mixtures.HOP, mask=mask)
