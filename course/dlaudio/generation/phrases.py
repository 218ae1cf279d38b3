"""Phrases: a composer that also hears what came some bars ago, and where in the bar it is.

After E. Waite, "Generating long-term structure in songs and stories", Magenta, 2016, whose
"lookback" net hears the events of one and two bars ago and the place in the bar.
"""

from collections.abc import Callable

import numpy as np

from dlaudio.generation.composer import Composer
from dlaudio.generation.notes import END, N_LENGTHS, features
from dlaudio.layers import LSTM

LONGEST_BAR = 8  # eighths
BARS_AGO = (1, 2, 4)
# Bundled tunes in 3/4 or 6/8, six eighths a bar; the others have eight.
OF_SIX = (
    "Ach, du lieber Augustin",
    "Amazing Grace",
    "Clementine",
    "Kuckuck, Kuckuck",
    "O Tannenbaum",
    "Pop Goes the Weasel",
    "Row, Row, Row Your Boat",
    "Scarborough Fair",
    "The Farmer in the Dell",
    "The First Noel",
    "Three Blind Mice",
    "We Wish You a Merry Christmas",
)


def bars_of(melodies) -> np.ndarray:
    """Eighths in a bar of each tune, (N,): 6 or 8.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    """
    return np.where(np.isin(melodies.titles, OF_SIX), 6, 8)


def look_back(lengths, bar: int, bars_ago: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each next note begins in its bar, and which note sounded some bars before that.

    Parameters
    ----------
    lengths : array of int, shape (T,)
        Of the notes so far, in eighths.
    bar : int
        Eighths in a bar.
    bars_ago : int, at least 1
        How far back.

    Returns
    -------
    places : ndarray of int, shape (T,)
        From 0 to bar - 1: where the note after each of the T notes begins.
    earlier : ndarray of int, shape (T,)
        Its number; -1 if the tune had not begun.
    """
    ends = np.cumsum(lengths)
    past = ends - bar * bars_ago
    earlier = np.searchsorted(ends, past, side="right")
    return ends % bar, np.where(past < 0, -1, earlier)


class PhraseComposer(Composer):
    """A `Composer` that sees beside each note those of 1, 2 and 4 bars ago, and the place.

    Its context has 13 columns: the key, and the eighths in a bar.

    Parameters
    ----------
    hidden_size : int
        H.
    rng : numpy.random.Generator
        Draws the weights, and what is dropped.
    looks : function
        Does what `look_back` does.
    """

    def __init__(self, hidden_size: int, *, rng: np.random.Generator, looks: Callable = look_back):
        super().__init__(hidden_size, 12, rng=rng)
        size = (1 + len(BARS_AGO)) * features().shape[1] + LONGEST_BAR + 12
        self.lstm = LSTM(size, hidden_size, rng=rng)
        self.looks = looks

    def told(self, melodies, rows, keys, tell) -> np.ndarray:
        """Contexts (N, 13): the key where it is told, and always the eighths in a bar.

        Parameters
        ----------
        melodies : dlaudio.datasets.melodies.Melodies
        rows, keys : arrays of int, shape (N,)
            Which tunes, and in which keys.
        tell : array, shape (N,)
            1 or 0.
        """
        key = super().told(melodies, rows, keys, tell)
        return np.concatenate([key, bars_of(melodies)[rows, None]], axis=1).astype(np.float32)

    def _inputs(self, symbols, context) -> np.ndarray:
        plain = super()._inputs(symbols, context[:, :-1])
        bars = context[:, -1].astype(int)
        looked = [self._looked(row, bar) for row, bar in zip(symbols, bars, strict=True)]
        return np.concatenate([plain, np.stack(looked)], axis=2)

    def _looked(self, symbols, bar: int) -> np.ndarray:
        """What one tune sees beside its symbols (T,), of which the first is the end of nothing."""
        notes, width = symbols[1:], self.features.shape[1]
        lengths = np.where(notes == END, 1, (notes - 1) % N_LENGTHS + 1)  # ends are padding
        seen = np.zeros((len(symbols), len(BARS_AGO) * width + LONGEST_BAR), np.float32)
        seen[0, -LONGEST_BAR] = 1  # nothing has been heard, and a bar begins
        for place, ago in enumerate(BARS_AGO if len(notes) else ()):
            places, earlier = (np.asarray(a, int) for a in self.looks(lengths, bar, ago))
            seen[np.arange(1, len(symbols)), len(BARS_AGO) * width + places] = 1
            found = np.flatnonzero(earlier >= 0)
            columns = slice(place * width, (place + 1) * width)
            seen[found + 1, columns] = self.features[notes[earlier[found]]]
        return seen

    def step(self, symbol: int, state, context: np.ndarray):
        """As `Composer.step`; the state has all symbols so far besides.

        Parameters
        ----------
        symbol : int
            The last one, `END` before the first.
        state : pair, or None
            As the last call gave it.
        context : array, shape (13,)
            What stands beside each input.
        """
        before, inner = ((), None) if state is None else state
        symbols = (*before, int(symbol))
        x = self._inputs(np.array([symbols]), context[None])[:, -1]
        h, inner = self.lstm.step(x, inner)
        return (self.scores(h) @ self.features.T)[0], (symbols, inner)
