"""A song of sixteen bars: a composer's net writes the phrases, the form brings one of them back.

The form is that of most songs one can hum: A, A with another end, B, and A again. A bar that comes
back is played to the net like a note of its own, so what it writes next answers it. Of many tries
for each phrase the one is kept whose numbers are the most usual for real tunes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlaudio.generation.composer import END, Composer, draw
from dlaudio.generation.notes import LOWEST, N_LENGTHS, N_SYMBOLS
from dlaudio.generation.phrases import bars_of
from dlaudio.generation.tune_numbers import MAJOR_SCALE, SHORTEST, tune_facts

BAR, PHRASE = 8, 32  # eighths
PITCHES, LENGTHS = (
    part + at
    for part, at in zip(np.divmod(np.arange(N_SYMBOLS) - 1, N_LENGTHS), (LOWEST, 1), strict=True)
)
# Where a phrase may rest, counted from the key-note: open on re, mi, sol or ti, closed on do.
OPEN, CLOSED = (2, 4, 7, 11), (0,)
SURE = 0.05  # no spread counts as less: all real tunes keep to their scale, and one may stray
FORM = ("A", "A'", "B", "A'")
C_MAJOR = np.eye(12, dtype=np.float32)[0]


@dataclass(frozen=True, eq=False)
class Song:
    """A song in C major.

    Attributes
    ----------
    phrases : tuple of four arrays of int, shape (T,)
        Symbols of each phrase, which make 32 eighths.
    own : array of bool, shape (notes,)
        Which notes the net wrote; the others are bars that come back.
    """

    phrases: tuple[np.ndarray, ...]
    own: np.ndarray

    @property
    def notes(self) -> tuple[np.ndarray, np.ndarray]:
        """Pitches in MIDI and lengths in eighths, each (notes,)."""
        symbols = np.concatenate(self.phrases)
        return PITCHES[symbols], LENGTHS[symbols]


def write_phrase(
    net: Composer,
    heard,
    eighths: int,
    *,
    rests,
    hold: int = 2,
    rng: np.random.Generator,
    temperature: float = 1.0,
    pick: Callable = draw,
) -> np.ndarray:
    """Symbols that follow those in `heard` and fill so many eighths exactly.

    What does not fit gets no probability: the end of the tune, notes that hang over the end of the
    phrase, and last notes that are short or not among those on which it may rest.

    Parameters
    ----------
    net : Composer
        In eval mode.
    heard : sequence of int
        All symbols of the song so far.
    eighths : int, at least `hold`
    rests : sequence of int
        On which notes it may end, as semitones above C.
    hold : int
        How many eighths its last note has at least.
    rng : numpy.random.Generator
        Draws the symbols.
    temperature : float, above 0
    pick : function of logits, temperature and a random number
        Does what `composer.draw` does.

    Raises
    ------
    ValueError
        If there is no room for the last note.
    """
    if not 1 <= hold <= min(eighths, N_LENGTHS):
        raise ValueError(f"the last note has 1 to {min(eighths, N_LENGTHS)} eighths, got {hold}")
    context, last, state = _told(net), END, None
    for symbol in heard:
        _, state = net.step(last, state, context)
        last = int(symbol)
    written = []
    while eighths:
        scores, state = net.step(last, state, context)
        fits = (LENGTHS <= eighths - hold) | (LENGTHS == eighths) & np.isin(PITCHES % 12, rests)
        fits[END] = False
        # too unlikely ever to be drawn, but not infinite, so that any way of drawing can take it
        last = int(pick(np.where(fits, scores, np.min(scores) - 1e4), temperature, rng.random()))
        written.append(last)
        eighths -= int(LENGTHS[last])
    return np.array(written)


def _told(net: Composer) -> np.ndarray:
    """C major, and for a net that looks back the eighths in a bar as well."""
    return np.append(C_MAJOR, BAR) if hasattr(net, "looks") else C_MAJOR


def phrase_facts(pitches, lengths, facts: Callable = tune_facts) -> np.ndarray:
    """What is usual or odd about a phrase, (8,).

    The share of white keys; then of the four numbers of `tune_facts` the commonest length, the
    repeats and the range; the widest leap in semitones; the share of notes that begin off the beat;
    notes a bar; the share of bars with the rhythm of an earlier one.

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (T,)
        In C major.
    facts : function
        Does what `tune_facts` does.
    """
    pitches, lengths = np.asarray(pitches), np.asarray(lengths)
    begins = np.cumsum(lengths) - lengths
    return np.array(
        [
            np.isin(pitches % 12, MAJOR_SCALE).mean(),
            *facts(pitches, lengths)[1:],
            np.abs(np.diff(pitches)).max(),
            np.mean(begins % 2),
            len(pitches) * BAR / lengths.sum(),
            _same_rhythm(begins),
        ]
    )


def _same_rhythm(begins) -> float:
    """The share of bars whose notes begin at the same places as those of an earlier bar."""
    bars = [tuple(begins[begins // BAR == bar] % BAR) for bar in np.unique(begins // BAR)]
    return 1 - len(set(bars)) / len(bars)


def usual(melodies, facts: Callable = tune_facts) -> tuple[np.ndarray, np.ndarray]:
    """Mean and spread of `phrase_facts`, each (8,), of real major tunes' first four bars in 4/4.

    Parameters
    ----------
    melodies : dlaudio.datasets.melodies.Melodies
    facts : function
        Does what `tune_facts` does.
    """
    rows = np.flatnonzero((bars_of(melodies) == BAR) & (melodies.modes == "major"))
    found = []
    for row in np.intersect1d(rows, melodies.splits["train"]):
        n = int(np.searchsorted(np.cumsum(melodies.lengths[row]), PHRASE)) + 1
        pitches = melodies.pitches[row][:n] - melodies.tonics[row] % 12
        found.append(phrase_facts(pitches, melodies.lengths[row][:n], facts))
    return np.mean(found, axis=0), np.maximum(np.std(found, axis=0), SURE)


def write_song(
    net: Composer,
    melodies,
    *,
    seed: int,
    tries: int = 40,
    temperature: float = 1.0,
    pick: Callable = draw,
    facts: Callable = tune_facts,
) -> Song:
    """A song in the form A A' B A': 16 bars, of which the net writes ten and six come back.

    A' begins with the first two bars of A, and the net writes an end that closes.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
        Real tunes: what is usual.
    seed : int
        Of the dice.
    tries : int, at least 1
        How often each phrase is written; the most usual one is kept.
    temperature : float, above 0
    pick : function of logits, temperature and a random number
        Does what `composer.draw` does.
    facts : function
        Does what `tune_facts` does.
    """
    mean, spread = usual(melodies, facts)

    def best(heard, eighths, place, **end):
        dice = [np.random.default_rng([seed, place, n]) for n in range(tries)]
        kind = {"temperature": temperature, "pick": pick} | end
        found = [write_phrase(net, heard, eighths, rng=rng, **kind) for rng in dice]
        return min(found, key=lambda symbols: _oddness(symbols, heard, mean, spread, facts))

    first = best([], PHRASE, 0, rests=OPEN)
    back = first[np.cumsum(LENGTHS[first]) <= 2 * BAR]  # its first two bars
    left = PHRASE - int(LENGTHS[back].sum())
    answer = np.append(back, best([*first, *back], left, 1, rests=CLOSED, hold=4))
    other = best([*first, *answer], PHRASE, 2, rests=OPEN)
    own = np.ones(len(first) + 2 * len(answer) + len(other), bool)
    own[len(first) : len(first) + len(back)] = own[len(own) - len(answer) :] = False
    return Song((first, answer, other, answer), own)


def _oddness(symbols, heard, mean, spread, facts) -> float:
    """How many spreads the numbers of a phrase are off the usual, squared and summed."""
    if len(symbols) < (SHORTEST if len(heard) == 0 else 4):
        return np.inf
    off = (phrase_facts(PITCHES[symbols], LENGTHS[symbols], facts) - mean) / spread
    join = 0 if len(heard) == 0 else abs(int(PITCHES[symbols[0]]) - int(PITCHES[heard[-1]]))
    return float(np.sum(off**2) + max(0, join - 5) ** 2)
