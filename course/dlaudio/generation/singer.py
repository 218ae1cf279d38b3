"""A small recurrent net that learns a tune by heart, with whatever code finds its gradients."""

from collections import Counter, defaultdict

import numpy as np

from dlaudio import audio, optim
from dlaudio.layers.base import Parameter

NAMES = ("c", "d", "e", "f", "g", "a", "b", "C", "-")  # "-" holds the note before it
SEMITONES = (0, 2, 4, 5, 7, 9, 11, 12)
TUNE = """c c g g a a g - f f e e d d c -  g g f f e e d - g g f f e e d -
          c c g g a a g - f f e e d d c -"""  # Ah! vous dirai-je, maman; French, 18th century
ODE = "e e f g g f e d c c d e e - d - e e f g g f e d c c d e d - c -"  # Beethoven, op. 125
BEAT = 0.28  # seconds


def notes(letters: str) -> np.ndarray:
    """A tune written as letters, one a beat, as numbers of `NAMES`: shape (T,).

    Parameters
    ----------
    letters : str
        Signs of `NAMES` with blanks between them.

    Raises
    ------
    ValueError
        If a letter is none of c d e f g a b C -, or there are fewer than two.
    """
    found = letters.split()
    if len(found) < 2 or not set(found) <= set(NAMES):
        raise ValueError(f"a tune needs two or more of {' '.join(NAMES)}, got {letters!r}")
    return np.array([NAMES.index(letter) for letter in found])


def letters_of(tune) -> str:
    """A tune as letters.

    Parameters
    ----------
    tune : array of int, shape (T,)
    """
    return " ".join(NAMES[note] for note in tune)


def sound_of(tune, *, sr: int = 22050, beat: float = BEAT) -> np.ndarray:
    """A tune as sound; a held note lasts on.

    Parameters
    ----------
    tune : array of int, shape (T,)
    sr : int
        Sample rate, Hz.
    beat : float
        Seconds of each sign.
    """
    parts, hold = [], NAMES.index("-")
    for note in tune:
        if note == hold and parts:
            parts[-1][1] += beat
        else:
            parts.append([note, beat])
    return np.concatenate(
        [
            audio.silence(sr=sr, duration=seconds)
            if note == hold
            else audio.note(261.63 * 2 ** (SEMITONES[note] / 12), sr=sr, duration=seconds)
            for note, seconds in parts
        ]
    )


def by_window(tune, beats: int, n: int) -> np.ndarray:
    """What a singer sings that knows only its last beats, given the first ones: shape (n,).

    After these signs it sings the one that most often follows them in the tune sung twice in a
    row; of equally frequent ones that which comes first.

    Parameters
    ----------
    tune : array of int, shape (T,)
    beats : int, from 1 to T - 1
        How many it knows.
    n : int
        How many it sings in all.

    Raises
    ------
    ValueError
        If it knows none, or all.
    """
    if not 1 <= beats < len(tune):
        raise ValueError(f"a window has 1 to {len(tune) - 1} beats here, got {beats}")
    song, follow = np.tile(tune, 2).tolist(), defaultdict(Counter)
    for i in range(beats, len(song)):
        follow[tuple(song[i - beats : i])][song[i]] += 1
    sung = song[:beats]
    while len(sung) < n:
        sung.append(follow[tuple(sung[-beats:])].most_common(1)[0][0])
    return np.array(sung[:n])


def as_notes(tune) -> tuple[np.ndarray, np.ndarray]:
    """Pitches in MIDI and lengths in eighths, two a beat, of a tune: a held note is a longer one.

    Parameters
    ----------
    tune : array of int, shape (T,)
        The first sign is a note.
    """
    tune = np.asarray(tune)
    begins = np.flatnonzero(tune != NAMES.index("-"))
    lengths = 2 * np.diff(np.append(begins, len(tune)))
    return np.array([60 + SEMITONES[note] for note in tune[begins]]), lengths


def wrong_steps(sung, song) -> np.ndarray:
    """Where another sign was sung than the song has, or another note sounds: shape (T,), bool.

    Parameters
    ----------
    sung, song : arrays of int, shape (T,)
        In signs of `NAMES`.
    """
    sung, song = np.asarray(sung), np.asarray(song)
    return (sung != song) | (sounding(sung) != sounding(song))


def sounding(signs) -> np.ndarray:
    """The note that sounds at each step, shape (T,); the sign of a held note before the first.

    Parameters
    ----------
    signs : array of int, shape (T,)
        In signs of `NAMES`.
    """
    signs, hold = np.asarray(signs), NAMES.index("-")
    last = np.maximum.accumulate(np.where(signs == hold, -1, np.arange(len(signs))))
    return np.where(last < 0, hold, signs[last])


class Singer:
    """h_t = tanh(x_t W_x + h_{t-1} W_h + b), and a softmax over the nine signs on top of it.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the first weights.
    hidden : int
        Hidden size H.

    Attributes
    ----------
    updates : int
        How often its weights have been changed.
    """

    def __init__(self, rng: np.random.Generator, hidden: int = 16):
        K = len(NAMES)
        pieces = [
            rng.normal(0, 0.5, (K, hidden)),
            rng.normal(0, hidden**-0.5, (hidden, hidden)),
            np.zeros(hidden),
            rng.normal(0, hidden**-0.5, (hidden, K)),
            np.zeros(K),
        ]
        self.parameters = [Parameter(piece) for piece in pieces]
        self._optimizer = optim.Adam(self.parameters, lr=0.01)
        self.updates = 0

    @property
    def weights(self) -> list[np.ndarray]:
        """W_x (9, H), W_h (H, H), b (H,), W_y (H, 9), c (9,)."""
        return [parameter.value for parameter in self.parameters]

    def gradient(self, tune, parts) -> tuple[float, list[np.ndarray]]:
        """Mean cross entropy of the tune sung twice in a row, and its gradient in each weight.

        Parameters
        ----------
        tune : array of int, shape (T,)
        parts : anything with `rnn_sequence`, `output_gradients` and `bptt`
            Whose code does the work, such as `dlaudio.mine`.
        """
        song = np.tile(tune, 2)
        return self.slopes(song[:-1][None], song[1:][None], parts)

    def slopes(self, heard, answers, parts) -> tuple[float, list[np.ndarray]]:
        """Mean cross entropy of answers at the last steps of what is heard, and its gradient.

        Parameters
        ----------
        heard : array of int, shape (N, T)
        answers : array of int, shape (N, A)
            What it should say at the last A of the T steps; the first T - A are not asked.
        parts : anything
            As in `gradient`.
        """
        X, unasked = np.eye(len(NAMES))[heard], heard.shape[1] - answers.shape[1]
        W_x, W_h, b, W_y, c = self.weights
        h0 = np.zeros((len(X), len(b)))
        H = parts.rnn_sequence(X, h0, W_x, W_h, b)
        loss, dH, dW_y, dc = parts.output_gradients(H[:, unasked:], W_y, c, answers)
        dH = np.concatenate([np.zeros_like(H[:, :unasked]), dH], axis=1)
        _, _, dW_x, dW_h, db = parts.bptt(dH, X, h0, W_x, W_h, b)
        return float(loss), [dW_x, dW_h, db, dW_y, dc]

    def update(self, gradient, parts) -> None:
        """One step of Adam with the gradients, clipped at 1 by `parts.clip_global_norm`.

        Parameters
        ----------
        gradient : list of arrays, each of the shape of its parameter
            As `slopes` returns them.
        parts : anything
        """
        clipped, _ = parts.clip_global_norm(gradient, 1.0)
        for parameter, piece in zip(self.parameters, clipped, strict=True):
            parameter.grad[...] = piece
        self._optimizer.step()
        self.updates += 1

    def learn(self, tune, updates: int, parts) -> "Singer":
        """Train with Adam until that many updates have been made, gradients clipped at 1.

        Parameters
        ----------
        tune : array of int, shape (T,)
        updates : int
            In all, with those made before.
        parts : anything
            As in `gradient`, and it has `clip_global_norm`.
        """
        while self.updates < updates:
            self.update(self.gradient(tune, parts)[1], parts)
        return self

    def sing(self, n: int, *, first=0, temperature: float = 0.0, rng=None) -> np.ndarray:
        """Sing until there are `n` notes, each heard as the next input: shape (n,).

        Parameters
        ----------
        n : int
        first : int or array of int, shape (t,)
            The note it is given, or the beginning, which it hears before it goes on.
        temperature : float
            0 takes the likeliest note; above it notes are drawn, the more freely the higher.
        rng : numpy.random.Generator, optional
            Draws them; needed if the temperature is above 0.
        """
        W_x, W_h, b, W_y, c = self.weights
        sung = np.atleast_1d(first).tolist()
        h = self.states(sung[:-1])[-1] if len(sung) > 1 else np.zeros(len(b))
        while len(sung) < n:
            h = np.tanh(W_x[sung[-1]] + h @ W_h + b)
            scores = h @ W_y + c
            if temperature > 0:
                scores = scores / temperature + rng.gumbel(size=len(c))
            sung.append(int(scores.argmax()))
        return np.array(sung)

    def states(self, tune) -> np.ndarray:
        """All states (T, H) while it hears a tune.

        Parameters
        ----------
        tune : array of int, shape (T,)
        """
        W_x, W_h, b, *_ = self.weights
        h, found = np.zeros(len(b)), []
        for note in tune:
            h = np.tanh(W_x[note] + h @ W_h + b)
            found.append(h)
        return np.array(found)


def growth(tune, stages, parts, *, hidden: int = 16, seed: int = 0):
    """One singer heard after some numbers of updates: ([(title, sound)], the singer).

    Parameters
    ----------
    tune : array of int, shape (T,)
    stages : sequence of int
        After how many updates it sings, rising.
    parts : anything
        As in `Singer.learn`.
    hidden, seed : int
        Hidden size, and what the first weights are drawn from.
    """
    singer, heard = Singer(np.random.default_rng(seed), hidden), []
    for updates in stages:
        sung = singer.learn(tune, updates, parts).sing(len(tune), first=tune[0])
        right = int((~wrong_steps(sung, tune)).sum())
        heard.append((f"{updates} updates: {right} of {len(tune)} right", sound_of(sung)))
    return heard, singer
