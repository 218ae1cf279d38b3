"""A choir of four: a net that writes chorales, chord by chord, and in each chord voice by voice.

The notes of a chord depend on one another. Here that is done with the chain rule: soprano first,
then bass, alto and tenor, each knowing the voices of the chord that are there already. An RNN-RBM
(N. Boulanger-Lewandowski and others, ICML 2012) has a Boltzmann machine in the same place.
"""

import numpy as np

from dlaudio.audio.pitch import midi_to_hz
from dlaudio.bars import bar
from dlaudio.generation.composer import draw
from dlaudio.generation.piano import in_a_room
from dlaudio.layers import LSTM, Dropout, Layer, Linear, ReLU, Sequential, log_softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.sequences import pad
from dlaudio.train import update

VOICES = ("soprano", "alto", "tenor", "bass")
ORDER = (0, 3, 1, 2)  # who is written first: the outer voices, as one harmonises by hand
LOWEST, N_PITCHES = 34, 50  # MIDI 34 to 83
END = N_PITCHES  # of a chorale, "sung" by the soprano


def chords_of(chorale) -> np.ndarray:
    """One chord a beat, (beats, 4), as numbers 0 to 49, of a chorale (semiquavers, 4) in MIDI.

    Parameters
    ----------
    chorale : array of int, shape (semiquavers, 4)

    Raises
    ------
    ValueError
        If a pitch is not from 34 to 83.
    """
    chords = np.asarray(chorale)[::4] - LOWEST
    if chords.min() < 0 or chords.max() >= N_PITCHES:
        raise ValueError(
            f"chorales need pitches from {LOWEST} to {LOWEST + N_PITCHES - 1}, "
            f"got {chords.min() + LOWEST} to {chords.max() + LOWEST}"
        )
    return chords


class Choir(Layer):
    """LSTM over chords, and for each voice two layers from its state to the next pitch.

    Parameters
    ----------
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights, and what is dropped.
    together : bool
        Whether a voice knows the voices of its chord that are written already.
    """

    def __init__(self, hidden_size: int, *, rng: np.random.Generator, together: bool = True):
        self.together, size = together, N_PITCHES + 12
        self.lstm = LSTM(4 * size, hidden_size, rng=rng)
        self.dropout = Dropout(0.3, rng=rng)
        self.voices = [
            Sequential(
                Linear(hidden_size + 4 * size, 48, rng=rng),
                ReLU(),
                Linear(48, N_PITCHES + 1, rng=rng),
            )
            for _ in ORDER
        ]

    @staticmethod
    def _seen(chords) -> np.ndarray:
        """Pitch and name of each voice, (..., 4, 62); nothing where the pitch is -1."""
        chords = np.asarray(chords)
        seen = np.concatenate(
            [np.eye(N_PITCHES)[chords], np.eye(12)[(chords + LOWEST) % 12]], axis=-1
        )
        return (seen * (chords >= 0)[..., None]).astype(np.float32)

    def _known(self, seen, place: int) -> np.ndarray:
        """Of the four voices of a chord (..., 4, 62), those that are written before this one."""
        known = np.zeros_like(seen)
        if self.together:
            known[..., ORDER[:place], :] = seen[..., ORDER[:place], :]
        return known.reshape(*known.shape[:-2], -1)

    def forward(self, before: np.ndarray, chords: np.ndarray) -> np.ndarray:
        """Scores (N, T, 4, 51), voices in their order, of chords given all chords before.

        Parameters
        ----------
        before, chords : arrays of int, shape (N, T, 4)
            The same, `before` one step late; -1 where there is nothing.
        """
        self.shape = before.shape
        states = self.dropout(self.lstm(self._seen(before).reshape(*before.shape[:2], -1)))
        seen = self._seen(chords)
        scores = np.zeros((*chords.shape, N_PITCHES + 1), states.dtype)
        for place, voice in enumerate(ORDER):
            x = np.concatenate([states, self._known(seen, place)], axis=2)
            scores[:, :, voice] = self.voices[place](x)
        return scores

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; return dL/dx of the LSTM."""
        size = self.lstm.hidden_size
        dstates = sum(
            self.voices[place].backward(dout[:, :, voice])[..., :size]
            for place, voice in enumerate(ORDER)
        )
        return self.lstm.backward(self.dropout.backward(dstates))

    def sing(self, *, temperature: float, longest: int, rng: np.random.Generator, pick=draw):
        """A chorale of its own, MIDI pitches (beats, 4), until its end.

        Parameters
        ----------
        temperature : float, above 0
        longest : int
            Most beats.
        rng : numpy.random.Generator
            Throws the dice.
        pick : function of logits, temperature and a random number
            Does what `composer.draw` does.
        """
        state, chords, last = None, [], np.full(4, -1)
        while len(chords) < longest:
            h, state = self.lstm.step(self._seen(last).reshape(1, -1), state)
            chord = np.full(4, -1)
            for place, voice in enumerate(ORDER):
                x = np.concatenate([h, self._known(self._seen(chord), place)[None]], axis=1)
                scores = self.voices[place](x)[0]
                scores[END] = scores[END] if voice == 0 and chords else -np.inf
                pitch = pick(scores, temperature, rng.random())
                if pitch == END:
                    return np.array(chords) + LOWEST
                chord[voice] = pitch
            chords.append(chord)
            last = chord
        return np.array(chords) + LOWEST


def batch_of(chorales) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Before, chords and targets (N, T, 4) and mask (N, T, 4) of chorales (beats, 4).

    The target of the soprano after the last chord is `END`; there the others are masked.

    Parameters
    ----------
    chorales : sequence of arrays of int, shapes (beats, 4)
        As `chords_of` gives them.
    """
    padded, real = pad([chords + 1 for chords in chorales])  # so that padding becomes -1
    chords = np.pad(padded, ((0, 0), (0, 1), (0, 0))) - 1
    before = np.pad(chords[:, :-1], ((0, 0), (1, 0), (0, 0)), constant_values=-1)
    mask = np.repeat(np.pad(real, ((0, 0), (0, 1)))[..., None], 4, axis=2)
    ends = real.sum(axis=1).astype(int)
    targets, rows = np.maximum(chords, 0), np.arange(len(ends))
    targets[rows, ends, 0], mask[rows, ends, 0] = END, 1
    return before, chords, targets, mask


def moved(chords, rng: np.random.Generator) -> np.ndarray:
    """The chords in another key, up to six semitones away and within the range.

    Parameters
    ----------
    chords : array of int, shape (beats, 4)
        From 0 to 49.
    rng : numpy.random.Generator
        Draws the key.
    """
    low, high = max(-6, -int(chords.min())), min(5, N_PITCHES - 1 - int(chords.max()))
    return chords + int(rng.integers(low, high + 1))


def train_choir(net: Choir, chorales, *, updates: int, rng: np.random.Generator) -> np.ndarray:
    """Bits a note after each update, (updates,); each update takes 24 chorales in new keys.

    Parameters
    ----------
    net : Choir
        It is changed.
    chorales : sequence of arrays of int, shapes (beats, 4)
        As `chords_of` gives them.
    updates : int, at least 1
    rng : numpy.random.Generator
        Draws chorales, keys and where a piece of them begins.
    """
    optimizer, loss, bits = Adam(net.parameters()), CrossEntropyLoss(), []
    rate = linear_decay(0.0051, 1e-4)
    net.train()
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = rate(i / updates)
        rows = rng.permutation(len(chorales))[:24]
        before, chords, targets, mask = batch_of([moved(chorales[row], rng) for row in rows])
        nats, _ = update(net, loss, optimizer, (before, chords), targets, mask=mask, clip_norm=1.0)
        bits.append(nats / np.log(2))
    net.eval()
    return np.array(bits)


def bits_a_chord(net: Choir, chorales) -> float:
    """Bits that a chord of four voices costs.

    Parameters
    ----------
    net : Choir
        In eval mode.
    chorales : sequence of arrays of int, shapes (beats, 4)
        As `chords_of` gives them.
    """
    total = beats = 0.0
    for chorale in chorales:
        before, chords, targets, mask = batch_of([chorale])
        log_p = log_softmax(net.forward(before, chords).astype(float))
        right = np.take_along_axis(log_p, targets[..., None], axis=-1)[..., 0]
        total -= float((right * mask).sum()) / np.log(2)
        beats += len(chorale)
    return total / beats


def sound(chords, *, sr: int, beat: float = 0.5) -> np.ndarray:
    """Chords as sound, one a beat, in a room; a voice that stays on its note holds it.

    Two singers share each voice, three cents above the note and three below.

    Parameters
    ----------
    chords : array of int, shape (beats, 4)
        MIDI numbers.
    sr : int
        Sample rate, Hz.
    beat : float
        Seconds.
    """
    chords, size = np.asarray(chords), round(beat * sr)
    y = np.zeros(len(chords) * size)
    for line in chords.T:
        starts = np.flatnonzero(np.diff(line, prepend=-1))
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            t = np.arange((end - start) * size) / sr
            held = np.minimum(1, np.minimum(t / 0.03, (t[-1] - t) / 0.06))
            f = float(midi_to_hz(line[start]))
            pair = (f * 2 ** (cents / 1200) for cents in (-3, 3))
            tone = sum(np.sin(2 * np.pi * n * g * t) / n**1.5 for g in pair for n in range(1, 7))
            y[start * size : end * size] += held * tone
    y = in_a_room(y, sr=sr)
    return (0.5 * y / np.abs(y).max()).astype(np.float32)
