"""Words and frames of words as sequences, and nets that read them one after the other.

All numbers are in double precision, so that two right ways of writing an LSTM end in the same net.
"""

import numpy as np

from dlaudio import audio, datasets
from dlaudio.bars import bar
from dlaudio.datasets.reviews import BAD, GOOD, reviews
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


def raw_frames(y: np.ndarray, sr: int) -> np.ndarray:
    """Log-mel frames of a word, (24, 16), from 0 at 60 dB below its loudest to 1."""
    return _in_frames(_bands(y, sr))


def mel_frames(y: np.ndarray, sr: int) -> np.ndarray:
    """The same, (24, 16), each band standardised."""
    return _in_frames(_standardised(_bands(y, sr)))


def _bands(y: np.ndarray, sr: int) -> np.ndarray:
    return audio.log_mel(y, sr=sr, n_fft=256, hop_length=80, n_mels=16)


def mfcc_frames(y: np.ndarray, sr: int) -> np.ndarray:
    """Thirteen MFCC and their differences from frame to frame, (24, 26), each standardised."""
    found = audio.mfcc(y, sr=sr, n_mfcc=13, n_fft=256, hop_length=80, n_mels=26)
    return _in_frames(_standardised(np.concatenate([found, audio.delta(found)])))


def _standardised(rows: np.ndarray) -> np.ndarray:
    """Each row with a mean of 0 and a spread of 1 over this word."""
    return (rows - rows.mean(axis=1, keepdims=True)) / (rows.std(axis=1, keepdims=True) + 1e-6)


def _in_frames(rows: np.ndarray) -> np.ndarray:
    if rows.shape[1] < FRAMES:  # a very short word: some frames twice
        rows = rows[:, np.linspace(0, rows.shape[1] - 1, FRAMES).round().astype(int)]
    parts = np.array_split(rows, FRAMES, axis=1)
    return np.stack([part.mean(axis=1) for part in parts]).astype(float)


def word_sets(kind: str, *, train: int = 600, test: int = 300) -> dict:
    """Words of known and of new speakers: {"train": (frames, digits), "test": (frames, digits)}.

    Parameters
    ----------
    kind : "raw", "mel" or "mfcc"
        Bands as they come, bands standardised, or MFCC and their differences, standardised.
    train, test : int
        How many words of each.
    """
    frames = {"raw": raw_frames, "mel": mel_frames, "mfcc": mfcc_frames}[kind]
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
    first, look = [], {"rng": rng, "dtype": float}
    if convolve:
        first = [ByChannel(Conv1d(inputs, convolve, 3, **look)), ReLU()]
    read = getattr(parts, kind)(convolve or inputs, units, **look)
    return Sequential(*first, read, LastStep(), Linear(units, classes, **look))


def bag_reader(inputs: int, classes: int, *, rng) -> Sequential:
    """A linear classifier of counts, given as sequences of one step (N, 1, `inputs`)."""
    return Sequential(LastStep(), Linear(inputs, classes, rng=rng, dtype=float))


def learn_labels(parts, net, X, labels, *, epochs: int, rng, batch: int = 50, lr: float = 0.01):
    """Train with cross entropy and clipped gradients, in place."""
    loss, optimizer = CrossEntropyLoss(), parts.Adam(net.parameters(), lr)
    for _ in bar(range(epochs), "learning", unit="epoch"):
        for rows in batches(len(X), batch, rng=rng):
            known = X[rows], labels[rows]
            update(net, loss, optimizer, *known, clip_norm=1.0, clip=parts.clip_grad_norm)
    return net


def not_yet_turned(text: str) -> np.ndarray:
    """Which words of a review stand from a "not" until before its adjective: bool, (words,)."""
    waiting, found = False, []
    for word in text.split():
        waiting = word == "not" or (waiting and word not in GOOD + BAD)
        found.append(waiting)
    return np.array(found)


def unit_that_waits(net: Sequential) -> int:
    """The unit that differs most between a "not" that waits and the adjective that ends it.

    Measured on 300 reviews: the distance of the two means, in standard deviations.
    """
    X, _, texts = reviews(300, np.random.default_rng(1))
    states, waits, ends = net[0](X), [], []
    for state, text in zip(states, texts, strict=True):
        waiting = not_yet_turned(text)
        state = state[-len(waiting) :]
        waits.append(state[waiting])
        ends.append(state[1:][waiting[:-1] & ~waiting[1:]])
    waits, ends = np.concatenate(waits), np.concatenate(ends)
    apart = np.abs(waits.mean(axis=0) - ends.mean(axis=0))
    return int(np.argmax(apart / np.sqrt((waits.var(axis=0) + ends.var(axis=0)) / 2)))


def after_each_word(net: Sequential, x: np.ndarray, text: str) -> dict:
    """What a reader of reviews says after each word, and the state of its unit that waits.

    Parameters
    ----------
    net : Sequential
        From `label_reader`, with two classes.
    x : array, shape (T, D)
        The review, one-hot.
    text : str
        The same in words.

    Returns
    -------
    dict
        Words, lanes and lit words, as `word_lanes.draw` takes them.
    """
    words, unit = text.split(), unit_that_waits(net)
    states = net[0](x[None])[0, -len(words) :]
    blame, praise = net[-1](states).T
    lanes = {"praise − blame": praise - blame, f"unit {unit}": states[:, unit]}
    return {"words": words, "lanes": lanes, "lit": [k for k, w in enumerate(words) if w == "not"]}
