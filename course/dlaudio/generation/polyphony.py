"""Chords, one after the other: an LSTM that says for each of 88 keys how likely it sounds next."""

from collections.abc import Iterator

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import LSTM, Dropout, Layer, Linear
from dlaudio.losses import BCEWithLogitsLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.sequences import pad
from dlaudio.train import update

N_KEYS = 88


class ChordPredictor(Layer):
    """LSTM with a logistic unit for each key, given all chords before.

    Parameters
    ----------
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights, and what is dropped.
    """

    def __init__(self, hidden_size: int, *, rng: np.random.Generator):
        self.lstm = LSTM(N_KEYS, hidden_size, rng=rng)
        self.dropout = Dropout(0.3, rng=rng)
        self.scores = Linear(hidden_size, N_KEYS, rng=rng)
        self.scores.weight.value *= 0.2
        self.scores.bias.value -= 3  # four keys of 88 sound, so that rare is the first guess

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Logits (N, T, 88) of the chords after x, (N, T, 88)."""
        return self.scores(self.dropout(self.lstm(x)))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dlogits; return dL/dx."""
        return self.lstm.backward(self.dropout.backward(self.scores.backward(dout)))


def chords_as_batch(pieces) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs and targets (N, T, 88), and mask (N, T), of pieces of shape (steps, 88).

    The first input is silence, so that the first chord is predicted as well.

    Parameters
    ----------
    pieces : sequence of arrays, shapes (steps, 88)
        1 where a key sounds.
    """
    targets, mask = pad([np.asarray(piece, dtype=np.float32) for piece in pieces])
    return np.pad(targets[:, :-1], ((0, 0), (1, 0), (0, 0))), targets, mask


def train_epochs(
    net: ChordPredictor,
    pieces,
    *,
    epochs: int,
    rng: np.random.Generator,
    lr: float = 0.01,
    batch_size: int = 16,
    longest: int = 100,
) -> Iterator[float]:
    """Train, and yield the loss of each epoch; longer pieces are cut into several of `longest`.

    Parameters
    ----------
    net : ChordPredictor
        It is changed.
    pieces : sequence of arrays, shapes (steps, 88)
        1 where a key sounds.
    epochs : int
        How often all pieces are gone through.
    rng : numpy.random.Generator
        Draws the batches.
    lr : float, above 0
        First learning rate; it falls to a twentieth.
    batch_size : int, at least 1
        Parts in a batch.
    longest : int, at least 1
        Steps of a part.
    """
    parts = [
        piece[start : start + longest] for piece in pieces for start in _starts(piece, longest)
    ]
    optimizer, loss = Adam(net.parameters()), BCEWithLogitsLoss()
    schedule = linear_decay(lr * 21 / 20, lr / 20)
    for epoch in bar(range(epochs), "learning", unit="epoch"):
        net.train()
        optimizer.lr = schedule(epoch / epochs)
        losses = []
        order = rng.permutation(len(parts))
        for rows in np.array_split(order, int(np.ceil(len(parts) / batch_size))):
            inputs, targets, mask = chords_as_batch([parts[row] for row in rows])
            value, _ = update(net, loss, optimizer, inputs, targets, mask=mask, clip_norm=1.0)
            losses.append(N_KEYS * value)  # the mean is over keys, too
        yield float(np.mean(losses))


def _starts(piece, longest: int) -> range:
    return range(0, max(len(piece) - longest // 4, 1), longest)


def nats_a_frame(net: ChordPredictor, pieces) -> float:
    """Loss over all frames of some pieces, each from its beginning; the net in `eval` mode.

    Parameters
    ----------
    net : ChordPredictor
        A trained one.
    pieces : sequence of arrays, shapes (steps, 88)
        1 where a key sounds.
    """
    total = frames = 0
    by_length = sorted(pieces, key=len)
    for start in range(0, len(by_length), 16):
        inputs, targets, mask = chords_as_batch(by_length[start : start + 16])
        total += N_KEYS * BCEWithLogitsLoss()(net(inputs), targets, mask) * mask.sum()
        frames += mask.sum()
    return float(total / frames)


def independent_notes(train, test) -> float:
    """Nats a frame if each key is a coin of its own, with the share at which it sounds in `train`.

    Keys are counted as if each had sounded and been silent once more.

    Parameters
    ----------
    train, test : sequence of arrays, shapes (steps, 88)
        Pieces to count in, and pieces to score.
    """
    frames = np.concatenate(list(train))
    share = (frames.sum(axis=0) + 1) / (len(frames) + 2)
    heard = np.concatenate(list(test))
    return float(-(np.log(share) * heard + np.log1p(-share) * (1 - heard)).sum(axis=1).mean())
