"""What a composer expects before each note of a tune, and how much the note then surprises it."""

from dataclasses import dataclass

import numpy as np

from dlaudio.generation.composer import Composer, on_new_tunes
from dlaudio.generation.notes import EIGHTH, END, N_LENGTHS, sing, to_symbols
from dlaudio.layers import softmax


@dataclass
class Listened:
    """A tune as a net heard it, note by note.

    Attributes
    ----------
    pitches, lengths : ndarray of int, shape (T,)
        In MIDI, and in eighths.
    chances : ndarray, shape (T, 37)
        Before each note, how likely the net held each pitch, from MIDI 48 on; what is missing to
        1 is the end of the tune.
    bits : ndarray, shape (T,)
        What each note, pitch and length together, cost it.
    """

    pitches: np.ndarray
    lengths: np.ndarray
    chances: np.ndarray
    bits: np.ndarray


def listen(net: Composer, melodies, title: str) -> Listened:
    """Play one of the tunes to a net that is told no key.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    title : str

    Raises
    ------
    ValueError
        If there is no tune of that title.
    """
    found = np.flatnonzero(np.asarray(melodies.titles) == title)
    if not len(found):
        raise ValueError(f"listen needs the title of one of the tunes, got {title!r}")
    row = int(found[0])
    pitches, lengths = melodies.pitches[row], melodies.lengths[row]
    symbols = to_symbols(pitches, lengths)
    context = net.told(melodies, np.array([row]), np.array([0]), np.zeros(1))
    p = softmax(net.forward(np.array([[END, *symbols[:-1]]]), context)[0].astype(float))
    chances = p[:, 1:].reshape(len(symbols), -1, N_LENGTHS).sum(axis=2)
    return Listened(pitches, lengths, chances, -np.log2(p[np.arange(len(symbols)), symbols]))


def aloud(heard: Listened, *, sr: int, since: int = 0, eighth: float = EIGHTH) -> np.ndarray:
    """The tune, each note as loud as it surprised: what was expected is whispered.

    Parameters
    ----------
    heard : Listened
    sr : int
        Sample rate, Hz.
    since : int
        The note to begin with.
    eighth : float
        Seconds.
    """
    loud = 0.03 + 0.5 * np.clip((heard.bits - 1.5) / 6, 0, 1) ** 1.5
    notes = list(zip(heard.pitches, heard.lengths, loud, strict=True))[since:]
    return np.concatenate(
        [sing([p], [n], sr=sr, eighth=eighth, amplitude=float(a)) for p, n, a in notes]
    )


def parts(net: Composer, melodies) -> dict[str, float]:
    """Bits a note on the tunes that are kept aside, split: what comes, and how long it lasts.

    What comes is a pitch or the end; the two sum to `composer.new_tune_bits`. No key is told.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    """
    scores, targets, mask = on_new_tunes(net, melodies)
    p, said = softmax(scores)[mask > 0].astype(float), targets[mask > 0]
    place = np.arange(len(said))
    by_pitch = p[:, 1:].reshape(len(p), -1, N_LENGTHS).sum(axis=2)
    what = np.where(said == END, p[:, END], by_pitch[place, (said - 1) // N_LENGTHS])
    cost = -np.log2([what, p[place, said] / what]).mean(axis=1)
    return {"for the pitch": float(cost[0]), "for the length": float(cost[1])}


def unit_for_the_beat(net: Composer, melodies, title: str) -> tuple[int, np.ndarray, np.ndarray]:
    """The unit that goes best with notes that end off the beat, and what it does in one tune.

    The unit is chosen on the tunes from which the net has learnt. Of the tune its states (T,)
    after each note are returned, turned round if it falls off the beat, and where a note ends so.

    Parameters
    ----------
    net : Composer
        In eval mode.
    melodies : dlaudio.datasets.melodies.Melodies
    title : str
        Of one of the tunes.
    """

    def heard(row):
        symbols = to_symbols(melodies.pitches[row], melodies.lengths[row])
        context = net.told(melodies, np.array([row]), np.array([0]), np.zeros(1))
        states = net.states(np.array([[END, *symbols]]), context)[0, 1:]
        return states, np.cumsum(melodies.lengths[row]) % 2 == 1

    states, off = zip(*(heard(row) for row in melodies.splits["train"]), strict=True)
    found = np.corrcoef(np.concatenate(states).T, np.concatenate(off))[-1, :-1]
    unit = int(np.argmax(np.abs(found)))
    states, off = heard(list(melodies.titles).index(title))
    return unit, np.sign(found[unit]) * states[:, unit], off
