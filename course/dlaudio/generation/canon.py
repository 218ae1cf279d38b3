"""A net that is taught no song: it hears notes drawn by lot and says them some steps later.

Whoever can do that can sing the second voice of any round. How much of the past a state holds is
read out as by H. Jaeger, "Short term memory in echo state networks", GMD report 152, 2001.
"""

import numpy as np

from dlaudio.generation import singer
from dlaudio.generation.singer import NAMES, Singer

ROUND = """c - - c - - c - d e - - e - d e - f g - - - - -
           C C C g g g e e e c c c g - f e - d c - - - - -"""
# Row, row, row your boat: words printed in 1852, this tune in The Franklin Square Song
# Collection, 1881
BEAT = 0.2  # seconds of a sign: a quaver
HOLD = NAMES.index("-")
LATE = 600  # from this update on the steps are a tenth as long, so that it comes to rest


class Follower(Singer):
    """A singer that learns to say what it heard `delay` steps ago, from notes drawn by lot.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the first weights, and all that it practises on.
    hidden : int
        Hidden size H.
    delay : int, at least 1
        How many steps it stays behind.

    Raises
    ------
    ValueError
        If the delay is below 1.
    """

    def __init__(self, rng: np.random.Generator, hidden: int = 64, delay: int = 6):
        if delay < 1:
            raise ValueError(f"a follower needs a delay of at least 1 step, got {delay}")
        super().__init__(rng, hidden)
        self._rng, self.delay = rng, delay

    def practise(self, updates: int, parts=None, *, songs=()) -> "Follower":
        """Train on 16 new rows of notes an update, until that many updates have been made.

        The learning rate is 0.01, and 0.001 from update `LATE` on: with one rate to the end the
        last updates still throw it about, and which note slips depends on rounding.

        Parameters
        ----------
        updates : int
            In all, with those made before.
        parts : anything, optional
            As in `Singer.learn`; by default the package's own code, whatever the library holds.
        songs : sequence of arrays of int, shapes (T,), optional
            The rows are cut from these, each sung over and over; without any they are drawn by
            lot, note by note.
        """
        if parts is None:
            from dlaudio.mine.standins import sequences as parts
        size = 3 * self.delay
        cuts = [
            np.resize(song, (len(song) + size,))[i : i + size]
            for song in songs
            for i in range(len(song))
        ]
        while self.updates < updates:
            if cuts:
                heard = np.array(cuts)[self._rng.integers(0, len(cuts), 16)]
            else:
                heard = self._rng.integers(0, len(NAMES), (16, size))
            self._optimizer.lr = 0.01 if self.updates < LATE else 0.001
            self.update(self.slopes(heard, heard[:, : -self.delay], parts)[1], parts)
        return self

    def follow(self, tune) -> np.ndarray:
        """What it sings to a tune, shifted back to where it should be the tune: shape (T,).

        Parameters
        ----------
        tune : array of int, shape (T,)
        """
        *_, W_y, c = self.weights
        states = self.states(np.append(tune, np.full(self.delay, HOLD)))
        return (states[self.delay :] @ W_y + c).argmax(axis=1)


def growth(tune, stages, parts, *, delay: int = 6, seed: int = 0):
    """One follower heard after some numbers of updates, with the tune: ([(title, sound)], it).

    Parameters
    ----------
    tune : array of int, shape (T,)
    stages : sequence of int
        After how many updates it sings along, rising.
    parts : anything
        As in `Singer.learn`.
    delay, seed : int
    """
    net, heard = Follower(np.random.default_rng(seed), delay=delay), []
    for updates in stages:
        lines = voices(net.practise(updates, parts), tune, 2)
        right = int((~singer.wrong_steps(lines[1, delay:], tune)).sum())
        heard.append(
            (f"{updates} updates: {right} of {len(tune)} right", sound_of(lines).mean(axis=0))
        )
    return heard, net


def lessons(tune, teachers, parts, *, updates: int = 800, seed: int = 0):
    """Followers from one start but with different teachers: ([(title, sound)], {name: net}).

    Each is heard alone, without the tune that it follows.

    Parameters
    ----------
    tune : array of int, shape (T,)
        Which all of them follow.
    teachers : mapping of str to sequence of arrays of int, shapes (T,)
        The songs each of them practises on, as in `Follower.practise`; none for notes drawn by
        lot.
    parts : anything
        As in `Singer.learn`.
    updates, seed : int
    """
    nets = {
        name: Follower(np.random.default_rng(seed)).practise(updates, parts, songs=songs)
        for name, songs in teachers.items()
    }
    heard = []
    for name, net in nets.items():
        sung = net.follow(tune)
        right = f"{name}: {(~singer.wrong_steps(sung, tune)).sum()} of {len(tune)} right"
        heard.append((right, singer.sound_of(sung, beat=BEAT)))
    return heard, nets


def voices(net: Follower, tune, n: int) -> np.ndarray:
    """A round: the tune, the net that follows it, a twin that follows the net, and so on.

    Parameters
    ----------
    net : Follower
    tune : array of int, shape (T,)
    n : int
        Voices in all.

    Returns
    -------
    ndarray of int, shape (n, T + (n - 1) delay)
        Where a voice does not sing, it holds.
    """
    lines = np.full((n, len(tune) + (n - 1) * net.delay), HOLD)
    for voice in range(n):
        begin = voice * net.delay
        lines[voice, begin : begin + len(tune)] = tune
        tune = net.follow(tune)
    return lines


def sound_of(lines, *, sr: int = 22050) -> np.ndarray:
    """All voices at once, left and right, the first on the left and the last on the right: (2, n).

    Parameters
    ----------
    lines : array of int, shape (voices, T)
    sr : int
        Sample rate, Hz.
    """
    sounds = [singer.sound_of(line, sr=sr, beat=BEAT) for line in lines]
    length = min(map(len, sounds))
    angles = np.linspace(0.1, 0.9, len(lines)) * np.pi / 2
    sides = np.array([np.cos(angles), np.sin(angles)])
    return sides @ np.array([sound[:length] for sound in sounds]) / np.sqrt(len(lines))


def readable(net: Singer, lags, *, rng: np.random.Generator, n: int = 3000) -> np.ndarray:
    """How often a linear layer reads from its state what it heard so many steps ago: (L,).

    The layers are fitted by least squares to the states in `n` notes drawn by lot, and counted
    in as many new ones.

    Parameters
    ----------
    net : Singer
    lags : sequence of int, shape (L,)
        Each at least 0.
    rng : numpy.random.Generator
        Draws the notes.
    n : int
    """
    old, new = rng.integers(0, len(NAMES), (2, n))
    seen, states = (np.column_stack([net.states(x), np.ones(n)]) for x in (old, new))
    shares = []
    for lag in lags:
        wanted = np.eye(len(NAMES))[old[: n - lag]]
        W = np.linalg.lstsq(seen[lag:], wanted, rcond=None)[0]
        shares.append(((states[lag:] @ W).argmax(axis=1) == new[: n - lag]).mean())
    return np.array(shares)


def remembering(stages, parts, *, seed: int = 0):
    """How much of each of the last twelve steps a pupil's state still holds while it learns, drawn.

    Parameters
    ----------
    stages : sequence of int
        After how many updates it is asked, rising.
    parts : anything
        As in `singer.Singer.learn`.
    seed : int
    """
    from dlaudio import plots

    pupil, ax = Follower(np.random.default_rng(seed)), None
    for updates in stages:
        share = readable(pupil.practise(updates, parts), range(12), rng=np.random.default_rng(0))
        look = {"xlabel": "steps back", "ylabel": "share read right"}
        ax = plots.curve(share, **look, label=f"{updates} updates", ax=ax)
    return ax
