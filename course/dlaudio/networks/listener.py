"""Spoken digits as small pictures: 16 mel bands by 16 frames, and networks that look at them."""

from functools import cache

import numpy as np

SIDE = 16  # mel bands, and frames
SECONDS = 0.64
FMIN = 60.0  # Hz, where the lowest band begins


def word_picture(y, sr) -> np.ndarray:
    """The first 0.64 s as levels in 16 mel bands from 60 Hz and 16 frames: (16, 16), from 0 to 1.

    0 is 60 dB or more below the loudest place, 1 is the loudest place.
    """
    from dlaudio import audio

    length = round(SECONDS * sr)
    y = np.asarray(y)[:length]
    y = np.pad(y, (0, length - len(y)))
    options = {"n_fft": 512, "hop_length": length // SIDE, "n_mels": SIDE, "fmin": FMIN}
    return audio.log_mel(y, sr=sr, **options)[:, :SIDE]


def draw_word(ax, picture, sr: float, *, title: str) -> None:
    """Draw a `word_picture` of a sound with that sample rate, its time in s and its bands in Hz."""
    from dlaudio.plots.mel import hz_of_bands

    extent = (0, SECONDS, -0.5, SIDE - 0.5)
    look = {"origin": "lower", "aspect": "auto", "cmap": "magma", "vmin": 0, "vmax": 1}
    ax.imshow(picture, extent=extent, **look)
    ax.set(title=title, xlabel="time (s)")
    hz_of_bands(ax.yaxis, SIDE, fmin=FMIN, fmax=sr / 2)


@cache
def digit_pictures(
    name: str, split: str, n: int, *, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """`n` recordings of a split, chosen by the seed: X (n, 1, 16, 16) and their digits (n,)."""
    from dlaudio import datasets

    words = datasets.load(name)
    rows = np.random.default_rng(seed).permutation(words.splits[split])[:n]
    pictures = np.array([word_picture(words.audio[row], words.sr) for row in rows])
    return np.round(pictures, 2).astype(np.float32)[:, None], words.labels[rows]


def small_cnn(n_classes: int, *, rng: np.random.Generator):
    """Two stages of convolution, bend and pooling; the last layer alone knows the classes."""
    from dlaudio.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU, Sequential

    stages = [Conv2d(1, 8, 3, padding=1, rng=rng), ReLU(), MaxPool2d(2)]
    stages += [Conv2d(8, 16, 3, padding=1, rng=rng), ReLU(), MaxPool2d(2)]
    return Sequential(*stages, Flatten(), Linear(256, n_classes, rng=rng))


@cache
def listener(name: str, digits: tuple[int, ...] = tuple(range(10)), n: int = 600):
    """A `small_cnn` that has learnt these digits from the split "train" of a set, the same always.

    The number of its output is the place of the digit in `digits`.
    """
    from dlaudio.losses import CrossEntropyLoss
    from dlaudio.optim import Adam
    from dlaudio.train import fit

    X, labels = digit_pictures(name, "train", n)
    known = np.isin(labels, digits)
    rng = np.random.default_rng(0)
    net = small_cnn(len(digits), rng=rng)
    optimizer, y = Adam(net.parameters(), 3e-3), np.searchsorted(digits, labels[known])
    fit(
        net,
        CrossEntropyLoss(),
        optimizer,
        X[known] - 0.5,
        y,
        epochs=8,
        batch_size=32,
        rng=rng,
        progress=False,
    )
    return net


def features(net, X) -> np.ndarray:
    """What the last layer of a `small_cnn` receives: (N, 256)."""
    x = np.asarray(X, dtype=np.float32) - 0.5
    for layer in net.layers[:-1]:
        x = layer(x)
    return x
