"""Two voices: a second line under a melody by rule, and a net that learns to play along."""

import numpy as np

from dlaudio.bars import bar
from dlaudio.layers import GRU, Layer, Linear, log_softmax
from dlaudio.losses import CrossEntropyLoss
from dlaudio.optim import Adam, linear_decay
from dlaudio.sequences import pad
from dlaudio.train import update

CONSONANT = np.isin(np.arange(12), [0, 3, 4, 7, 8, 9])  # unison, thirds, fifth, sixths
SCALES = {"major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10]}
WIDEST = 12  # semitones in one step


def second_voice(melody, tonic: int, mode: str, *, rng: np.random.Generator) -> np.ndarray:
    """A lower voice, note against note, in the manner of the first species of counterpoint.

    Of all lines of scale notes 3 to 24 semitones below the melody it is the cheapest, found by
    dynamic programming: dissonances and leaps cost, so do repeated notes, fifths and octaves that
    follow one another in the same direction, and a little chance. Rules after J. J. Fux, "Gradus
    ad Parnassum", 1725.

    Parameters
    ----------
    melody : integer array of shape (T,)
        MIDI pitches.
    tonic : int
        Pitch of the key-note.
    mode : "major" or "minor"
        Which scale.
    rng : numpy.random.Generator
        Draws the little chance.
    """
    melody = np.asarray(melody)
    notes = np.arange(melody.min() - 24, melody.max() - 2)
    notes = notes[np.isin((notes - tonic) % 12, SCALES[mode])]
    below = melody[:, None] - notes
    cost = np.where(CONSONANT[below % 12], 0.0, 8.0) + np.where((below < 3) | (below > 24), 50, 0)
    cost += np.abs(below - 12) / 12 + rng.random(cost.shape)
    leap = notes[None, :] - notes[:, None]  # from a row to a column
    move = np.abs(leap) * 0.4 + (leap == 0) * 3
    perfect = np.isin(below % 12, [0, 7])
    best, back = cost[0], []
    for t in range(1, len(melody)):
        same = (leap * (melody[t] - melody[t - 1]) > 0) & perfect[t - 1][:, None] & perfect[t]
        total = best[:, None] + move + 6 * same
        back.append(total.argmin(axis=0))
        best = total.min(axis=0) + cost[t]
    path = [int(best.argmin())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return notes[path[::-1]]


def related(own, other) -> tuple[np.ndarray, np.ndarray]:
    """Steps (T - 1,) of a line, and intervals (T,) up to the other one, octaves left out.

    Parameters
    ----------
    own, other : array of int, shape (T,)
        Two lines, MIDI numbers.
    """
    own, other = np.asarray(own), np.asarray(other)
    return np.diff(own), (other - own) % 12


HEARD = 2 * (2 * WIDEST + 1) + 12 + 12


def what_is_heard(own, other) -> np.ndarray:
    """What a player hears at each moment, (T, 74): no key and no part, only how notes relate.

    A 1 for its own last step, one for the step of the other voice, one for the interval between
    them, octaves apart being the same; and the shares of all notes so far, counted from its own
    note. All of it stays what it is when both parts are transposed.

    Parameters
    ----------
    own, other : array of int, shape (T,)
        Two lines, MIDI numbers.
    """
    own, other = np.asarray(own), np.asarray(other)
    heard = np.zeros((len(own), HEARD), np.float32)
    rows = np.arange(len(own))
    for place, line in enumerate((own, other)):
        step = np.clip(np.diff(line, prepend=line[:1]), -WIDEST, WIDEST)
        heard[rows, place * (2 * WIDEST + 1) + step + WIDEST] = 1
    heard[rows, HEARD - 24 + (other - own) % 12] = 1
    so_far = (np.eye(12)[own % 12] + np.eye(12)[other % 12]).cumsum(axis=0)
    shares = so_far / so_far.sum(axis=1, keepdims=True)
    heard[:, HEARD - 12 :] = 3 * shares[rows[:, None], (own[:, None] + np.arange(12)) % 12]
    return heard


class Partner(Layer):
    """GRU that hears two voices and gives scores for its own next step, -12 to 12 semitones.

    One net for all parts: who plays above is not told (Y. Yan and others, ISMIR 2018).

    Parameters
    ----------
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights.
    """

    def __init__(self, hidden_size: int, *, rng: np.random.Generator):
        steps = 2 * WIDEST + 1
        self.gru = GRU(HEARD, hidden_size, rng=rng)
        self.scores = Linear(hidden_size, steps, rng=rng)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Scores (N, T, 25) for what is heard, (N, T, D)."""
        return self.scores(self.gru(x))

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """Take dL/dscores; return dL/dx."""
        return self.gru.backward(self.scores.backward(dout))

    def reply(self, other, own, *, lowest: int, highest: int) -> int:
        """Its next note after two lines of equal length, within a range.

        As it serves both parts, it can also put itself in the other's place: it guesses where the
        other goes next, and weighs each of its own steps by the chance that the two will agree.

        Parameters
        ----------
        other, own : array of int, shape (T,)
            The two lines so far, MIDI numbers.
        lowest, highest : int
            The range of its next note.
        """
        heard = np.stack([what_is_heard(own, other), what_is_heard(other, own)])
        mine, theirs = log_softmax(self(heard)[:, -1].astype(float))
        steps = np.arange(-WIDEST, WIDEST + 1)
        notes = own[-1] + steps
        agree = CONSONANT[(other[-1] + steps - notes[:, None]) % 12] @ np.exp(theirs)
        scores = mine + 2 * np.log(agree + 1e-3)
        scores[(notes < lowest) | (notes > highest)] = -np.inf
        return int(notes[scores.argmax()])


def pairs_as_batch(pairs, *, longest: int = 33):
    """Heard (N, T, D), next steps (N, T) as classes 0 to 24, and mask (N, T) of pairs (own, other).

    Each pair has two integer arrays of equal length; T is at most `longest` - 1.

    Parameters
    ----------
    pairs : sequence of pairs of arrays of int, shapes (T,)
        Two lines that sound together, MIDI numbers.
    longest : int
        Only so many notes of each pair are taken.
    """
    pairs = [(np.asarray(a)[:longest], np.asarray(b)[:longest]) for a, b in pairs]
    heard, mask = pad([what_is_heard(own, other)[:-1] for own, other in pairs])
    targets, _ = pad([np.clip(np.diff(own), -WIDEST, WIDEST) + WIDEST for own, _ in pairs])
    return heard, targets, mask


def train_partner(pairs, *, updates: int, rng: np.random.Generator) -> Partner:
    """A partner of 48 units that learns both parts of each pair of lines, with the same weights.

    Parameters
    ----------
    pairs : sequence of pairs of arrays of int, shapes (T,)
        Two lines that sound together, MIDI numbers.
    updates : int, at least 1
        Steps of Adam.
    rng : numpy.random.Generator
        Draws the weights and the batches.
    """
    both = [(own, other) for pair in pairs for own, other in (pair, pair[::-1])]
    net = Partner(48, rng=rng)
    optimizer, loss = Adam(net.parameters()), CrossEntropyLoss()
    schedule = linear_decay(0.0101, 1e-4)
    for i in bar(range(updates), "learning", unit="update"):
        optimizer.lr = schedule(i / updates)
        chosen = rng.permutation(len(both))[:48]
        heard, targets, mask = pairs_as_batch([both[row] for row in chosen])
        update(net, loss, optimizer, heard, targets, mask=mask, clip_norm=1.0)
    return net


def bits_a_step(net: Partner, pairs) -> float:
    """Bits for each next step of the first line of each pair.

    Parameters
    ----------
    net : Partner
        A trained one.
    pairs : sequence of pairs of arrays of int, shapes (T,)
        Two lines that sound together, MIDI numbers.
    """
    heard, targets, mask = pairs_as_batch(pairs)
    return CrossEntropyLoss()(net(heard), targets, mask) / np.log(2)


def play_along(net: Partner, human, first: int) -> np.ndarray:
    """The net's line (T,) beside a human one, within nine semitones of `first`, its first note.

    It hears each moment only when that is over.

    Parameters
    ----------
    net : Partner
        A trained one.
    human : array of int, shape (T,)
        MIDI numbers.
    first : int
        Its first note, a MIDI number.
    """
    return take_turns(answering(net, first), human, first)


def answering(net: Partner, first: int):
    """reply(human, own) by the net, within nine semitones of its first note.

    Parameters
    ----------
    net : Partner
        A trained one.
    first : int
        Its first note, a MIDI number.
    """

    def reply(human, own) -> int:
        return net.reply(np.asarray(human), np.asarray(own), lowest=first - 9, highest=first + 9)

    return reply


def take_turns(reply, human, first: int) -> np.ndarray:
    """The line (T,) of one who answers at each step to what both have played before it.

    Parameters
    ----------
    reply : function of two lines so far, the human's and its own
        Gives its next note.
    human : array of int, shape (T,)
    first : int
        Its first note.
    """
    own = np.array([first])
    while len(own) < len(human):
        own = np.append(own, reply(human[: len(own)], own))
    return own


def agreement(a, b) -> float:
    """Share of the moments at which two lines make a unison, third, fifth or sixth.

    Parameters
    ----------
    a, b : arrays of int, shape (T,)
        MIDI numbers.
    """
    return float(np.mean(CONSONANT[(np.asarray(a) - b) % 12]))


def pairs_of(melodies, split: str, *, rng: np.random.Generator, voices: int = 10):
    """The tunes of a split with second voices by rule, `voices` of them for each tune.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    split : str
        "train" or "test".
    rng : numpy.random.Generator
        Draws the chance in the rules.
    voices : int
    """
    return [
        (tune, second_voice(tune, melodies.tonics[row], melodies.modes[row], rng=rng))
        for row in melodies.splits[split]
        for tune in [melodies.pitches[row]] * voices
    ]


def learn_partner(melodies, *, updates: int, rng: np.random.Generator) -> tuple[Partner, list]:
    """A net that has learnt to play along with the old tunes, and the pairs of the new ones.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    updates : int
        See `train_partner`.
    rng : numpy.random.Generator
        Draws second voices, weights and batches.
    """
    known, new = (pairs_of(melodies, split, rng=rng) for split in ("train", "test"))
    return train_partner(known, updates=updates, rng=rng), new
