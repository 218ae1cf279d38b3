"""A network that writes melodies note by note: notes as symbols, the net, how to hear its tunes."""

import numpy as np

from dlaudio.audio.pitch import midi_to_hz
from dlaudio.audio.signals import note as sound_of_note
from dlaudio.layers import LSTM, Dropout, Layer, Linear
from dlaudio.optim import Adam, clip_grad_norm
from dlaudio.sequences import pad

LOWEST, N_PITCHES, N_LENGTHS = 48, 37, 8
N_SYMBOLS = 1 + N_PITCHES * N_LENGTHS
END = 0  # begins a tune as well
NAMES = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")
# How well each of the twelve notes fits C major, as listeners judged: C. Krumhansl and E. Kessler,
# Psychological Review 89, 1982.
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])


def to_symbols(pitches, lengths) -> np.ndarray:
    """One symbol for each note, from MIDI pitches 48 to 84 and lengths of 1 to 8 eighths.

    Raises
    ------
    ValueError
        If a pitch or a length is out of range.
    """
    pitches, lengths = np.asarray(pitches) - LOWEST, np.asarray(lengths) - 1
    if np.any((pitches < 0) | (pitches >= N_PITCHES) | (lengths < 0) | (lengths >= N_LENGTHS)):
        raise ValueError(
            f"notes need pitches from {LOWEST} to {LOWEST + N_PITCHES - 1} and lengths from 1 to "
            f"{N_LENGTHS}, got {pitches + LOWEST} and {lengths + 1}"
        )
    return 1 + pitches * N_LENGTHS + lengths


def to_notes(symbols) -> tuple[np.ndarray, np.ndarray]:
    """Pitches and lengths of symbols, up to the first end."""
    symbols = np.asarray(symbols)
    ends = np.flatnonzero(symbols == END)
    symbols = symbols[: ends[0]] if len(ends) else symbols
    pitches, lengths = np.divmod(symbols - 1, N_LENGTHS)
    return pitches + LOWEST, lengths + 1


def features() -> np.ndarray:
    """What the net sees of each symbol, (K, D): a 1 each for its pitch, its name and its length.

    The name is the pitch without the octave; the last column is the end.
    """
    table = np.zeros((N_SYMBOLS, N_PITCHES + 12 + N_LENGTHS + 1), np.float32)
    pitch, length = np.divmod(np.arange(N_SYMBOLS - 1), N_LENGTHS)
    rows = np.arange(1, N_SYMBOLS)
    table[rows, pitch] = 1
    table[rows, N_PITCHES + (pitch + LOWEST) % 12] = 1
    table[rows, N_PITCHES + 12 + length] = 1
    table[END, -1] = 1
    return table


def tunes_as_batch(melodies, rows, *, longest: int = 32, rng: np.random.Generator | None = None):
    """Tunes as one block of symbols, shorter ones padded; with `rng` each in a key of its choice.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    rows : array of shape (N,), integers
    longest : int
        Only so many notes of each tune are taken.

    Returns
    -------
    inputs, targets : integer arrays of shape (N, T)
        The symbol before and the symbol itself; the first input is the end of nothing.
    mask : array of shape (N, T)
        1 where there is a note or the end of a tune, 0 in the padding.
    keys : array of shape (N,)
        Key-notes, 0 (C) to 11.
    """
    lines, keys = [], []
    for row in rows:
        pitches = melodies.pitches[row]
        low, high = LOWEST - pitches.min(), LOWEST + N_PITCHES - 1 - pitches.max()
        shift = 0 if rng is None else int(rng.integers(max(-6, low), min(5, high) + 1))
        symbols = to_symbols(pitches + shift, melodies.lengths[row])
        # the end belongs to a tune only if it is there
        lines.append(np.append(symbols, END)[:longest])
        keys.append((melodies.tonics[row] + shift) % 12)
    targets, mask = pad(lines)
    inputs = np.pad(targets[:, :-1], ((0, 0), (1, 0)))
    return inputs, targets, mask, np.array(keys)


class Composer(Layer):
    """LSTM from symbols to the scores of the next symbol, with a context beside each input.

    The score of a note is the sum of a score for its pitch, one for its name and one for its
    length, so what is learnt about one note serves its neighbours.

    Parameters
    ----------
    hidden_size, n_context : int
        H and C.
    rng : numpy.random.Generator
    """

    def __init__(self, hidden_size: int, n_context: int, *, rng: np.random.Generator):
        self.features = features()
        size = self.features.shape[1]
        self.lstm = LSTM(size + n_context, hidden_size, rng=rng)
        self.dropout = Dropout(0.2, rng=rng)
        self.scores = Linear(hidden_size, size, rng=rng)
        self.scores.weight.value *= 0.2  # all symbols nearly equally likely at first

    def _inputs(self, symbols, context) -> np.ndarray:
        beside = np.repeat(context[:, None], symbols.shape[1], axis=1)
        return np.concatenate([self.features[symbols], beside], axis=2)

    def forward(self, symbols: np.ndarray, context: np.ndarray) -> np.ndarray:
        """Scores (N, T, K) of what follows each of the symbols (N, T), given contexts (N, C)."""
        states = self.dropout(self.lstm(self._inputs(symbols, context)))
        return self.scores(states) @ self.features.T

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores (N, T, K); return dL/dinputs of the LSTM."""
        dstates = self.scores.backward(dout @ self.features)
        return self.lstm.backward(self.dropout.backward(dstates))

    def step(self, symbol: int, state, context: np.ndarray):
        """Scores (K,) after one more symbol, and the state after it; None is the first state."""
        h, c = state if state is not None else (None, None)
        self.lstm.forward(self._inputs(np.array([[symbol]]), context[None]), h, c)
        h, c = self.lstm.h[-1], self.lstm.c[-1]
        return (self.scores(h) @ self.features.T)[0], (h, c)


def masked_loss(logits, targets, mask) -> tuple[float, np.ndarray]:
    """Mean over the unmasked steps of -ln softmax(logits)[target], and its slope in the logits.

    Parameters
    ----------
    logits : array of shape (N, T, K)
    targets : integer array of shape (N, T)
    mask : array of shape (N, T)
    """
    z = logits - logits.max(axis=-1, keepdims=True)
    log_probabilities = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    weights = mask / mask.sum()
    chosen = np.take_along_axis(log_probabilities, targets[..., None], axis=-1)
    slope = np.exp(log_probabilities) * weights[..., None]
    taken = np.take_along_axis(slope, targets[..., None], axis=-1) - weights[..., None]
    np.put_along_axis(slope, targets[..., None], taken, axis=-1)
    return float(-(chosen[..., 0] * weights).sum()), slope.astype(logits.dtype)


def draw(logits, temperature: float, u: float) -> int:
    """A symbol drawn from softmax(logits / temperature) with a number u from 0 to 1."""
    z = (np.asarray(logits, dtype=float) - np.max(logits)) / temperature
    stairs = np.exp(z).cumsum()
    return int(np.searchsorted(stairs[:-1], u * stairs[-1], side="right"))


def sing(pitches, lengths, *, sr: int, eighth: float = 0.22, amplitude: float = 0.4, harmonics=5):
    """Notes as sound: MIDI pitches and lengths in eighths, each of `eighth` seconds."""
    return np.concatenate(
        [
            sound_of_note(
                float(midi_to_hz(pitch)),
                sr=sr,
                duration=eighth * float(length),
                amplitude=amplitude,
                n_harmonics=harmonics,
            )
            for pitch, length in zip(pitches, lengths, strict=True)
        ]
    )


def train_composer(
    net: Composer, melodies, *, updates: int, rng: np.random.Generator
) -> np.ndarray:
    """Bits a note after each update, (updates,). Every tune is in a new key each time.

    Half of the tunes come without their context, so that the net can do with it and without.
    """
    optimizer, bits = Adam(net.parameters(), lr=0.015), []
    net.train()
    for update in range(updates):
        optimizer.lr = 0.015 * (1 - update / updates) + 1e-4
        inputs, targets, mask, keys = tunes_as_batch(melodies, melodies.splits["train"], rng=rng)
        told = rng.random((len(keys), 1)) < 0.5
        loss, slope = masked_loss(
            net.forward(inputs, (np.eye(12)[keys] * told).astype(np.float32)), targets, mask
        )
        optimizer.zero_grad()
        net.backward(slope)
        clip_grad_norm(net.parameters(), 1.0)
        optimizer.step()
        bits.append(loss / np.log(2))
    net.eval()
    return np.array(bits)


def compose(
    net: Composer, context, *, temperature: float, longest: int, rng: np.random.Generator, heard=()
) -> np.ndarray:
    """Symbols that the net writes until the end of its tune; first it hears those in `heard`."""
    symbol, state, written = END, None, []
    for known in heard:
        _, state = net.step(symbol, state, context)
        symbol = int(known)
    while len(written) < longest:
        scores, state = net.step(symbol, state, context)
        symbol = draw(scores, temperature, rng.random())
        written.append(symbol)
        if symbol == END:
            break
    return np.array(written)


def pair_bits(train, test, n_symbols: int, *, extra: float = 0.1) -> float:
    """Bits a symbol of a table of pairs that was counted in `train`, each (before, after).

    Each pair counts as if it had been seen `extra` times more.
    """
    counts = np.full((n_symbols, n_symbols), extra)
    np.add.at(counts, tuple(train), 1)
    table = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log2(table[tuple(test)]).mean())


def find_key(pitches, lengths) -> int:
    """Key-note, 0 (C) to 11, of the major key whose profile of Krumhansl and Kessler fits best."""
    share = np.bincount(np.asarray(pitches) % 12, weights=lengths, minlength=12)
    return int(np.argmax([np.corrcoef(share, np.roll(MAJOR, key))[0, 1] for key in range(12)]))


def states_by_key(net: Composer, melodies, *, turns: int, rng: np.random.Generator) -> np.ndarray:
    """Mean state of the net in tunes of each of the twelve keys, (12, H); it is told no key."""
    total, tunes = np.zeros((12, net.lstm.hidden_size)), np.zeros((12, 1))
    for _ in range(turns):
        rows = melodies.splits["train"]
        inputs, _, mask, keys = tunes_as_batch(melodies, rows, rng=rng)
        net.forward(inputs, np.zeros((len(keys), 12)))
        settled = mask * (np.arange(mask.shape[1]) >= 4)  # it must have heard something
        means = np.einsum("tnh,nt->nh", net.lstm.h[1:], settled / settled.sum(axis=1)[:, None])
        np.add.at(total, keys, means)
        np.add.at(tunes, keys, 1)
    return total / tunes


def expected_names(net: Composer, melodies, *, turns: int, rng: np.random.Generator) -> np.ndarray:
    """How likely the net holds each of the twelve notes, counted from the key-note, (12,).

    Mean over major tunes that it has not learnt, from the seventh note on; it is told no key.
    """
    rows = np.array([row for row in melodies.splits["test"] if melodies.modes[row] == "major"])
    total = np.zeros(12)
    for _ in range(turns):
        inputs, _, mask, keys = tunes_as_batch(melodies, rows, rng=rng)
        z = net.forward(inputs, np.zeros((len(keys), 12)))
        z = np.exp(z - z.max(axis=-1, keepdims=True))
        p = (z / z.sum(axis=-1, keepdims=True))[..., 1:]
        p = p.reshape(*p.shape[:2], N_PITCHES, N_LENGTHS).sum(axis=-1)
        settled = mask * (np.arange(mask.shape[1]) >= 6)
        for row, key in enumerate(keys):
            degree = (np.arange(N_PITCHES) + LOWEST - key) % 12
            total += np.bincount(degree, weights=settled[row] @ p[row], minlength=12)
    return total / total.sum()
