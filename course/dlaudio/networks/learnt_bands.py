"""A filter bank under a network: fixed or learning, from mel bands or from chance."""

from functools import cache

import numpy as np

from dlaudio import audio, datasets
from dlaudio.layers import Layer, LogBands, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.networks.anywhere import anywhere
from dlaudio.optim import Adam
from dlaudio.train import fit, predict

SR, N_FFT, HOP, FRAMES, BANDS = 8000, 256, 320, 16, 16
WAYS = {
    "mel, fixed": ("mel", False),
    "mel, learning": ("mel", True),
    "chance, fixed": ("chance", False),
    "chance, learning": ("chance", True),
}


class Scaled(Layer):
    """Natural logarithms from about -9 to 0 as numbers around 0."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Scale."""
        return x / 9 + 0.5

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """The slope is 1/9."""
        return dout / 9


@cache
def powers(split: str, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Power spectrograms (n, 1, 129, 16), the loudest place of each 1, and their digits."""
    words = datasets.load("spoken-digits")
    rows = np.random.default_rng(1).permutation(words.splits[split])[:n]
    found = []
    for row in rows:
        sound = np.pad(words.audio[row], (0, FRAMES * HOP))[: FRAMES * HOP]
        found.append(np.abs(audio.stft(sound, n_fft=N_FFT, hop_length=HOP)[:, :FRAMES]) ** 2)
    X = np.array(found, dtype=np.float32)[:, None]
    return X / X.max(axis=(1, 2, 3), keepdims=True), words.labels[rows]


def filters(start: str) -> np.ndarray:
    """A bank (16, 129): "mel", or "chance"; each band adds up to 4."""
    mel = audio.mel_filterbank(sr=SR, n_fft=N_FFT, n_mels=BANDS, fmin=60)
    bank = mel if start == "mel" else np.random.default_rng(2).random(mel.shape)
    return 4 * bank / bank.sum(axis=1, keepdims=True)


def learn(way: str, *, seed: int = 0, n: int = 400, epochs: int = 10) -> tuple[float, np.ndarray]:
    """Share of new speakers' words that are right, in %, and the filters after training.

    Parameters
    ----------
    way : str
        One of `WAYS`.
    seed, n, epochs : int
    """
    start, learns = WAYS[way]
    (X, y), (X_new, new) = powers("train", n), powers("test", 200)
    rng, bank = np.random.default_rng(seed), LogBands(filters(start), floor=4e-4)
    top = anywhere(10, frames=FRAMES, rng=rng)
    net = Sequential(bank, Scaled(), top)
    adam = Adam((net if learns else top).parameters(), 3e-3)
    options = {"epochs": epochs, "batch_size": 20, "rng": rng, "progress": False}
    fit(net, CrossEntropyLoss(), adam, X, y, **options)
    share = 100 * float(np.mean(predict(net, X_new).argmax(axis=1) == new))
    return share, np.maximum(bank.weight.value, 0)
