"""A network that writes melodies note by note; notes and keys have a file each beside this one."""

from collections.abc import Callable

import numpy as np

from dlaudio.bars import bar
from dlaudio.generation.keys import MAJOR, expected_names, find_key, states_by_key
from dlaudio.generation.notes import (
    END,
    N_SYMBOLS,
    NAMES,
    features,
    sing,
    to_notes,
    to_symbols,
    tunes_as_batch,
)
from dlaudio.layers import LSTM, Dropout, Layer, Linear
from dlaudio.losses import CrossEntropyLoss, Loss
from dlaudio.optim import Adam, linear_decay
from dlaudio.train import update

__all__ = [
    "END",
    "MAJOR",
    "N_SYMBOLS",
    "NAMES",
    "Composer",
    "compose",
    "draw",
    "expected_names",
    "features",
    "find_key",
    "masked_loss",
    "new_tune_bits",
    "new_tune_scores",
    "sing",
    "states_by_key",
    "to_notes",
    "to_symbols",
    "train_composer",
    "tunes_as_batch",
]


class Composer(Layer):
    """LSTM from symbols to the scores of the next symbol, with a context beside each input.

    The score of a note is the sum of a score for its pitch, one for its name and one for its
    length, so what is learnt about one note serves its neighbours.

    Parameters
    ----------
    hidden_size, n_context : int
        H and C.
    rng : numpy.random.Generator
        Draws the weights, and what is dropped.
    """

    def __init__(self, hidden_size: int, n_context: int, *, rng: np.random.Generator):
        self.features = features()
        size = self.features.shape[1]
        self.lstm = LSTM(size + n_context, hidden_size, rng=rng)
        self.dropout = Dropout(0.2, rng=rng)
        self.scores = Linear(hidden_size, size, rng=rng)
        self.scores.weight.value *= 0.2  # all symbols nearly equally likely at first

    def told(self, melodies, rows, keys, tell: np.ndarray) -> np.ndarray:
        """Contexts (N, C) of some tunes: the key of each that is told, nothing for the others.

        Parameters
        ----------
        melodies : dlaudio.datasets.melodies.Melodies
        rows, keys : arrays of int, shape (N,)
            Which tunes, and in which keys.
        tell : array, shape (N,)
            1 or 0.
        """
        return (np.eye(12)[keys] * np.reshape(tell, (-1, 1))).astype(np.float32)

    def _inputs(self, symbols, context) -> np.ndarray:
        beside = np.repeat(context[:, None], symbols.shape[1], axis=1)
        return np.concatenate([self.features[symbols], beside], axis=2)

    def states(self, symbols: np.ndarray, context: np.ndarray) -> np.ndarray:
        """States (N, T, H) of the LSTM after each symbol.

        Parameters
        ----------
        symbols : array of int, shape (N, T)
        context : array, shape (N, C)
            What stands beside each input.
        """
        return self.lstm(self._inputs(symbols, context))

    def forward(self, symbols: np.ndarray, context: np.ndarray) -> np.ndarray:
        """Scores (N, T, K) of what follows each of the symbols (N, T), given contexts (N, C)."""
        states = self.dropout(self.states(symbols, context))
        return self.scores(states) @ self.features.T

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores (N, T, K); return dL/dinputs of the LSTM."""
        dstates = self.scores.backward(dout @ self.features)
        return self.lstm.backward(self.dropout.backward(dstates))

    def step(self, symbol: int, state, context: np.ndarray):
        """Scores (K,) after one more symbol, and the state after it; None is the first state.

        Parameters
        ----------
        symbol : int
            The last one, `END` before the first.
        state : pair of arrays of shape (1, H), or None
            State and cell, as the last call gave them.
        context : array, shape (C,)
            What stands beside each input.
        """
        h, state = self.lstm.step(self._inputs(np.array([[symbol]]), context[None])[:, 0], state)
        return (self.scores(h) @ self.features.T)[0], state


def masked_loss(logits, targets, mask) -> tuple[float, np.ndarray]:
    """Mean over the unmasked steps of -ln softmax(logits)[target], and its slope in the logits.

    Parameters
    ----------
    logits : array of shape (N, T, K)
    targets : integer array of shape (N, T)
    mask : array of shape (N, T)
    """
    loss = CrossEntropyLoss()
    return loss(logits, targets, mask), loss.backward()


def draw(logits, temperature: float, u: float) -> int:
    """A symbol drawn from softmax(logits / temperature) with a number u from 0 to 1.

    Parameters
    ----------
    logits : array, shape (K,)
        Scores.
    temperature : float, above 0
        Below 1 the likely gets likelier, above 1 all get more alike.
    u : float, from 0 to 1
        Drawn uniformly.
    """
    z = (np.asarray(logits, dtype=float) - np.max(logits)) / temperature
    stairs = np.exp(z).cumsum()
    return int(np.searchsorted(stairs[:-1], u * stairs[-1], side="right"))


def train_composer(
    net: Composer,
    melodies,
    *,
    updates: int,
    rng: np.random.Generator,
    planned: int | None = None,
    loss: Loss | None = None,
    after: Callable[[int], None] | None = None,
) -> np.ndarray:
    """Bits a note after each update, (updates,). Every tune is in a new key each time.

    Half of the tunes come without their context, so that the net can do with it and without.

    Parameters
    ----------
    net : Composer
        It is changed.
    melodies : dlaudio.datasets.melodies.Melodies
        Tunes, as `dlaudio.datasets.load` gives them.
    updates : int, at least 1
        Steps of Adam, each on all tunes.
    rng : numpy.random.Generator
        Draws keys and which context is told.
    planned : int, optional
        The learning rate falls as if so many updates were made; `updates` if not given.
    loss : Loss, optional
        Cross entropy over what the mask leaves; the package's if not given.
    after : function, optional
        Called with the number of updates made, after each.
    """
    optimizer, loss, bits = Adam(net.parameters()), loss or CrossEntropyLoss(), []
    schedule, rows = linear_decay(0.0151, 1e-4), melodies.splits["train"]
    net.train()
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = schedule(i / (planned or updates))
        inputs, targets, mask, keys = tunes_as_batch(melodies, rows, rng=rng)
        x = inputs, net.told(melodies, rows, keys, rng.random(len(keys)) < 0.5)
        nats, _ = update(net, loss, optimizer, x, targets, mask=mask, clip_norm=1.0)
        bits.append(nats / np.log(2))
        if after is not None:
            after(i + 1)
    net.eval()
    return np.array(bits)


def compose(
    net: Composer,
    context,
    *,
    temperature: float,
    longest: int,
    rng: np.random.Generator,
    heard=(),
    pick: Callable = draw,
) -> np.ndarray:
    """Symbols that the net writes until the end of its tune; first it hears those in `heard`.

    Parameters
    ----------
    net : Composer
        A trained one, in eval mode.
    context : array, shape (C,)
        What it is told.
    temperature : float, above 0
        See `draw`.
    longest : int
        Most symbols it writes.
    rng : numpy.random.Generator
        Draws the symbols.
    heard : sequence of int
        Symbols to begin with.
    pick : function of logits, temperature and a random number
        Does what `draw` does.
    """
    symbol, state, written = END, None, []
    for known in heard:
        _, state = net.step(symbol, state, context)
        symbol = int(known)
    while len(written) < longest:
        scores, state = net.step(symbol, state, context)
        symbol = int(pick(scores, temperature, rng.random()))
        written.append(symbol)
        if symbol == END:
            break
    return np.array(written)


def on_new_tunes(net: Composer, melodies) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores (B, T, K) for the tunes kept aside, told no key; what came, and where a note is.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    """
    rows = melodies.splits["test"]
    inputs, targets, mask, keys = tunes_as_batch(melodies, rows)
    scores = net.forward(inputs, net.told(melodies, rows, keys, np.zeros(len(rows))))
    return scores, targets, mask


def new_tune_scores(net: Composer, melodies) -> tuple[np.ndarray, float]:
    """Scores (n, K) at all notes of the tunes kept aside, told no key, and the bits a note.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    """
    scores, targets, mask = on_new_tunes(net, melodies)
    return scores[mask > 0], masked_loss(scores, targets, mask)[0] / np.log(2)


def new_tune_bits(net: Composer, melodies, *, first: int | None = None, turn: int | None = None):
    """Bits a note on the tunes that are kept aside, each in its own key.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    first : int, optional
        Count only so many notes of each tune.
    turn : int, optional
        Tell the key of each tune, so many semitones too high; if not given, no key is told.
    """
    rows = melodies.splits["test"]
    inputs, targets, mask, keys = tunes_as_batch(melodies, rows)
    tell, turn = np.full(len(rows), turn is not None), turn or 0
    context = net.told(melodies, rows, (keys + turn) % 12, tell)
    counted = mask * (np.arange(mask.shape[1]) < (first or mask.shape[1]))
    return masked_loss(net.forward(inputs, context), targets, counted)[0] / np.log(2)
