"""A network that hears a word wherever it stands: convolutions over time, and one pool over all.

The mel bands are the channels of the first convolution, so a kernel sees all bands of a few frames.
The largest answer over all time goes to the dense layer: *that* something was heard, not when.
"""

from functools import cache

import numpy as np

from dlaudio import layers
from dlaudio.layers import Flatten, Layer, Linear, MaxPool1d, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.listener import SIDE, digit_pictures
from dlaudio.optim import Adam
from dlaudio.train import fit

FRAMES = 24  # of 40 ms: a word of 16, and room for 8 frames of silence
LATEST = FRAMES - SIDE
KERNEL = 5


class BandsAsChannels(Layer):
    """Pictures (N, 1, bands, frames) as signals (N, bands, frames), for a convolution over time."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Take the axis of length 1 away."""
        return x[:, 0]

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Put it back."""
        return dout[:, None]


def anywhere(
    n_classes: int,
    *,
    frames: int,
    rng: np.random.Generator,
    bands: int = SIDE,
    channels: int = 32,
    parts=layers,
):
    """Two convolutions over time, the maximum over all time, and a dense layer.

    Parameters
    ----------
    n_classes, frames, bands, channels : int
        The pictures are (N, 1, bands, frames).
    rng : numpy.random.Generator
    parts : module
        Where the layers with weights come from, such as `mine.layers`.
    """
    first = parts.Conv1d(bands, channels, KERNEL, padding=KERNEL // 2, rng=rng)
    second = parts.Conv1d(channels, channels, KERNEL, padding=KERNEL // 2, rng=rng)
    stages = [BandsAsChannels(), first, ReLU(), second, ReLU()]
    return Sequential(*stages, MaxPool1d(frames), Flatten(), Linear(channels, n_classes, rng=rng))


def late(X, delay, *, frames: int = FRAMES) -> np.ndarray:
    """Pictures (N, 1, bands, T) in a longer silence: each begins `delay` frames late.

    Parameters
    ----------
    X : array, shape (N, 1, bands, T)
        Levels; 0 is silence.
    delay : int or array of int, shape (N,)
    frames : int
        Of the result, (N, 1, bands, frames).
    """
    room = frames - X.shape[3]
    delays = np.broadcast_to(delay, len(X))
    if len(X) and not (0 <= delays.min() and delays.max() <= room):
        raise ValueError(f"late needs delays from 0 to {room} frames, got {delay}")
    longer = np.zeros((*X.shape[:3], frames), X.dtype)
    for row, picture, start in zip(longer, X, delays, strict=True):
        row[..., start : start + X.shape[3]] = picture
    return longer


def learn(net, X, y, *, epochs: int = 10, lr: float = 3e-3, seed: int = 0, **options):
    """Adam and cross entropy on levels X, (N, ...), 0.5 taken off; returns the history of `fit`."""
    options = {"batch_size": 20, "progress": False, "rng": np.random.default_rng(seed)} | options
    return fit(
        net, CrossEntropyLoss(), Adam(net.parameters(), lr), X - 0.5, y, epochs=epochs, **options
    )


@cache
def ear(digits: tuple[int, ...] = tuple(range(10)), *, n: int = 600, frames: int = FRAMES):
    """An `anywhere` that has learnt these digits from invented voices, the same every time.

    The number of its output is the place of the digit in `digits`.
    """
    X, labels = digit_pictures("spoken-digits", "train", n)
    known = np.isin(labels, digits)
    net = anywhere(len(digits), frames=frames, rng=np.random.default_rng(0))
    learn(net, late(X[known], 0, frames=frames), np.searchsorted(digits, labels[known]))
    return net


def before_the_head(net, X) -> np.ndarray:
    """What the last layer of a net receives for levels X: (N, features)."""
    x = np.asarray(X, dtype=np.float32) - 0.5
    for layer in net.layers[:-1]:
        x = layer(x)
    return x
