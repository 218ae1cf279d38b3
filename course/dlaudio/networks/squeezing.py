"""Frames of speech squeezed through a few hidden units, learnt with somebody's own gradients."""

import numpy as np

from dlaudio.layers import Parameter
from dlaudio.optim import Adam
from dlaudio.train import batches
from dlaudio.widgets.bottleneck import BANDS, training_frames


def squeezer(autoencoder, units: int, *, noise: float = 0.0, epochs: int = 12):
    """A function that rebuilds frames (N, 32) from `units` numbers each.

    Parameters
    ----------
    autoencoder : callable
        (X, target, W, b, V, c) to (code, output, loss, gradients), as in unit 13.
    units : int
    noise : float
        Standard deviation of what spoils the inputs; the targets stay clean.
    epochs : int
    """
    rng, X = np.random.default_rng(0), training_frames()
    sizes = [(BANDS, units), (units,), (units, BANDS), (BANDS,)]
    parts = [Parameter(rng.normal(size=s) / np.sqrt(s[0]) * (len(s) > 1)) for s in sizes]
    parts[3].value[:] = X.mean(axis=0)
    optimizer = Adam(parts, 0.02)
    for epoch in range(epochs):
        optimizer.lr = 0.02 if epoch < 2 * epochs / 3 else 0.005
        for rows in batches(len(X), 128, rng=rng):
            spoilt = X[rows] + noise * rng.normal(size=X[rows].shape)
            slopes = autoencoder(spoilt, X[rows], *(p.value for p in parts))[3]
            for part, slope in zip(parts, slopes, strict=True):
                part.grad[:] = slope
            optimizer.step()
    return lambda frames: np.asarray(autoencoder(frames, frames, *(p.value for p in parts))[1])


def clearness(frames, estimate) -> float:
    """Signal to noise of an estimate of clean frames, in dB."""
    return float(10 * np.log10(np.var(frames) / np.mean((np.asarray(estimate) - frames) ** 2)))
