"""Spoken digits as sequences of frames, and nets that read them one frame after the other."""

import numpy as np

from dlaudio import audio, datasets
from dlaudio.bars import bar
from dlaudio.layers import Conv1d, LastStep, Layer, Linear, ReLU, Sequential
from dlaudio.losses import CrossEntropyLoss
from dlaudio.train import batches, update

FRAMES = 24


class ByChannel(Layer):
    """A layer that wants (N, C, T), on sequences (N, T, C)."""

    def __init__(self, layer: Layer):
        self.layer = layer

    def forward(self, x: np.ndarray) -> np.ndarray:
        return self.layer.forward(x.swapaxes(1, 2)).swapaxes(1, 2)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return self.layer.backward(dout.swapaxes(1, 2)).swapaxes(1, 2)


def mel_frames(y: np.ndarray, sr: int) -> np.ndarray:
    """Log-mel frames of a word, (24, 16), from 0 at 60 dB below its loudest to 1."""
    return _in_frames(audio.log_mel(y, sr=sr, n_fft=256, hop_length=80, n_mels=16))


def mfcc_frames(y: np.ndarray, sr: int) -> np.ndarray:
    """Thirteen MFCC and their differences from frame to frame, (24, 26), each standardised."""
    found = audio.mfcc(y, sr=sr, n_mfcc=13, n_fft=256, hop_length=80, n_mels=26)
    both = np.concatenate([found, audio.delta(found)])
    both = (both - both.mean(axis=1, keepdims=True)) / (both.std(axis=1, keepdims=True) + 1e-6)
    return _in_frames(both)


def _in_frames(rows: np.ndarray) -> np.ndarray:
    if rows.shape[1] < FRAMES:  # a very short word: some frames twice
        rows = rows[:, np.linspace(0, rows.shape[1] - 1, FRAMES).round().astype(int)]
    parts = np.array_split(rows, FRAMES, axis=1)
    return np.stack([part.mean(axis=1) for part in parts]).astype(np.float32)


def word_sets(kind: str, *, train: int = 600, test: int = 300) -> dict:
    """Words of known and of new speakers: {"train": (frames, digits), "test": (frames, digits)}.

    Parameters
    ----------
    kind : "mel" or "mfcc"
    train, test : int
        How many words of each.
    """
    frames = {"mel": mel_frames, "mfcc": mfcc_frames}[kind]
    sets = {}
    for split, n in [("train", train), ("test", test)]:
        sounds, digits, sr = _words(split, n)
        sets[split] = np.stack([frames(y, sr) for y in sounds]), digits
    return sets


def _words(split: str, n: int) -> tuple[list, np.ndarray, int]:
    """`n` words of a split, always the same: sounds, digits, sample rate."""
    words = datasets.load("fsdd" if datasets.available("fsdd") else "spoken-digits")
    part = words.where(split=split)
    rows = np.random.default_rng(0).permutation(len(part.audio))[:n]
    return [part.audio[i] for i in rows], part.labels[rows], part.sr


def table(scores) -> audio.Confused:
    """What the new words of `word_sets` are taken for by a net of these scores, (N, 10)."""
    sounds, digits, sr = _words("test", len(scores))
    title, names = "words by new speakers", [str(digit) for digit in range(10)]
    return audio.confused(scores, digits, sounds, sr, names=names, title=title)


def label_reader(
    parts, kind: str, inputs: int, classes: int, *, units: int = 32, rng, convolve: int = 0
) -> Sequential:
    """A net that reads a sequence (N, T, `inputs`) and labels it from its last state.

    Parameters
    ----------
    parts : module
        Where the layers come from, such as `mine.layers`.
    kind : "RNN", "GRU" or "LSTM"
    inputs, classes, units : int
    rng : numpy.random.Generator
    convolve : int
        So many filters over three neighbouring frames come first; 0 for none.
    """
    first = []
    if convolve:
        first = [ByChannel(Conv1d(inputs, convolve, 3, rng=rng)), ReLU()]
    read = getattr(parts, kind)(convolve or inputs, units, rng=rng)
    return Sequential(*first, read, LastStep(), Linear(units, classes, rng=rng))


def bag_reader(inputs: int, classes: int, *, rng) -> Sequential:
    """A linear classifier of counts, given as sequences of one step (N, 1, `inputs`)."""
    return Sequential(LastStep(), Linear(inputs, classes, rng=rng))


def learn_labels(parts, net, X, labels, *, epochs: int, rng, batch: int = 50, lr: float = 0.01):
    """Train with cross entropy and clipped gradients, in place."""
    loss, optimizer = CrossEntropyLoss(), parts.Adam(net.parameters(), lr)
    for _ in bar(range(epochs), "learning", unit="epoch"):
        for rows in batches(len(X), batch, rng=rng):
            known = X[rows], labels[rows]
            update(net, loss, optimizer, *known, clip_norm=1.0, clip=parts.clip_grad_norm)
    return net
