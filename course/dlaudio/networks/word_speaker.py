"""A network that speaks: words as rows of whole numbers, and the next number guessed from before.

The chain of Z. Borsos and others, "AudioLM: a language modeling approach to audio generation",
2022, in miniature: frames of sound become codes (here by k-means), a recurrent net predicts code
after code, told a digit or not, and the codes become frames and sound again.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import LSTM, Layer, Linear, softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

CODES, LONGEST = 64, 54


class CodedWords(NamedTuple):
    """Spoken digits as rows of codes."""

    centres: np.ndarray  # (64, 32): the frame that each code stands for
    rows: list[np.ndarray]  # the codes of each word, 16 ms each
    digits: np.ndarray  # (N,)


@cache
def coded_words(n: int = 400) -> CodedWords:
    """Words of the split "train", each frame replaced by the nearest of 64 centres."""
    from dlaudio import datasets
    from dlaudio.decomposition import kmeans, nearest
    from dlaudio.widgets.bottleneck import levels

    words = datasets.load("spoken-digits")
    chosen = np.random.default_rng(1).permutation(words.splits["train"])[:n]
    frames = [levels(words.audio[row], words.sr) for row in chosen]
    every_third = np.concatenate(frames)[::3]
    centres = kmeans(every_third, n_clusters=CODES, n_iter=12, rng=np.random.default_rng(1))
    return CodedWords(centres, [nearest(f, centres) for f in frames], words.labels[chosen])


class Speaker(Layer):
    """LSTM from codes, and a digit or none, to the scores of the next code; the last is "end"."""

    def __init__(self, centres, hidden: int = 64, *, rng: np.random.Generator):
        self.frames = np.vstack([centres, -np.ones(centres.shape[1])]).astype(np.float32)
        self.lstm = LSTM(centres.shape[1] + 10, hidden, rng=rng)
        self.scores = Linear(hidden, CODES + 1, rng=rng)

    def forward(self, codes: np.ndarray, told: np.ndarray) -> np.ndarray:
        """Scores (N, T, 65) after each of the codes (N, T), told (N, 10) which digit it is."""
        beside = np.repeat(told[:, None], codes.shape[1], axis=1)
        return self.scores(self.lstm(np.concatenate([self.frames[codes], beside], axis=2)))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; return the gradient of the frames and of what is told."""
        return self.lstm.backward(self.scores.backward(dout))

    def say(self, told, *, temperature: float = 0.7, rng: np.random.Generator) -> list[np.ndarray]:
        """Codes drawn one after the other until "end", a row for each row of `told`, (N, 10)."""
        told, state = np.asarray(told, dtype=np.float32), None
        codes, drawn = np.full(len(told), CODES), []
        for _ in range(LONGEST):
            h, state = self.lstm.step(np.hstack([self.frames[codes], told]), state)
            stairs = softmax(self.scores(h) / temperature).cumsum(axis=1)
            codes = np.minimum((stairs < rng.random((len(told), 1))).sum(axis=1), CODES)
            drawn.append(codes)
        rows = np.array(drawn).T
        ends = [np.append(np.flatnonzero(row == CODES), LONGEST)[0] for row in rows]
        return [row[:end] for row, end in zip(rows, ends, strict=True)]


def digit(*which) -> np.ndarray:
    """Rows (N, 10) that tell a speaker which digits to say; None tells it nothing."""
    return np.array([np.zeros(10) if w is None else np.eye(10)[w] for w in which])


def train_speaker(words: CodedWords, *, updates: int, rng: np.random.Generator):
    """A net that has learnt to go on with codes, and its bits a code after each update, (updates,).

    In three cases of ten it is not told the digit, so that it can speak without.
    """
    net = Speaker(words.centres, rng=rng)
    optimizer, loss, bits = Adam(net.parameters()), CrossEntropyLoss(), []
    rate = linear_decay(0.01, 3e-4)
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        chosen = rng.integers(0, len(words.rows), 32)
        before, after, mask = _batch([words.rows[row] for row in chosen])
        told = np.eye(10, dtype=np.float32)[words.digits[chosen]] * (rng.random((32, 1)) < 0.7)
        inputs = before, told.astype(np.float32)
        value, _ = update(net, loss, optimizer, inputs, after, mask=mask, clip_norm=1.0)
        bits.append(value / np.log(2))
    return net, np.array(bits)


def _batch(rows):
    """Codes before each step, codes to be said, and where these count, each (N, T)."""
    width = max(map(len, rows)) + 1
    after, mask = np.full((len(rows), width), CODES), np.zeros((len(rows), width))
    for place, counts, row in zip(after, mask, rows, strict=True):
        place[: len(row)] = row
        counts[: len(row) + 1] = 1
    return np.pad(after[:, :-1], ((0, 0), (1, 0)), constant_values=CODES), after, mask


def sound(words: CodedWords, row) -> tuple[np.ndarray, int]:
    """Codes as a whisper: noise with the levels of their centres, and its sample rate.

    A single code is heard for two frames, as a whisper needs; no code at all is a short silence.
    """
    from dlaudio.widgets.bottleneck import sound as whisper

    row = np.asarray(row, dtype=int)
    if not len(row):
        return np.zeros(800), 8000
    return whisper(words.centres[row if len(row) > 1 else np.repeat(row, 2)], 8000), 8000


def heard(words: CodedWords, rows) -> np.ndarray:
    """Which digit the network of 13.8 hears in each row of codes, (N,)."""
    from dlaudio.widgets.attack import answers

    return np.array([answers(*sound(words, row)).argmax() if len(row) else -1 for row in rows])


def picture(words: CodedWords, rows, *, names):
    """Rows of codes as the frames that they stand for, one beside the other, with their numbers."""
    from dlaudio.plots.mel import hz_of_bands
    from dlaudio.plots.pictures import new_figure

    figure = new_figure(9.0, 2.9)
    axes = figure.subplots(1, len(rows), sharey=True, squeeze=False)[0]
    told = []
    for ax, row, name in zip(axes, rows, names, strict=True):
        frames = words.centres[row] if len(row) else np.zeros((1, words.centres.shape[1]))
        ax.imshow(frames.T, origin="lower", aspect="auto", cmap="magma", vmin=0, vmax=1)
        ax.set(title=f"{name}\n" + " ".join(map(str, row[:5])) + " …", xlabel="code (16 ms)")
        ax.title.set_fontsize(11)
        told.append(f"{name}: {len(row)} codes, first {', '.join(map(str, row[:5]))}")
    hz_of_bands(axes[0].yaxis, words.centres.shape[1], fmin=60, fmax=4000)
    axes[0].set(ylabel="frequency (Hz)")
    return figure, f"Words as codes, and the frames that these stand for. {'; '.join(told)}."
