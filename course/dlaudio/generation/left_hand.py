"""A left hand for any tune, by one plain rule: the chord of the key with most of the tune in it."""

import numpy as np

from dlaudio.generation.keys import find_key

EVERY = 4  # eighths from one chord to the next
TRIADS = ((0, 4, 7), (7, 11, 2), (5, 9, 0), (9, 0, 4), (2, 5, 9))  # I, V, IV, vi, ii
LOWEST_BASS, LOWEST_CHORD = 43, 55  # MIDI


def chords_under(pitches, lengths) -> list[tuple[int, ...]]:
    """For each four eighths the names (root first) of the chord in which most of the tune sounds.

    What sounds as the chord begins counts three times. Of several that are as good the first of
    I, V, IV, vi, ii is taken, and the last chord is I.

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (n,)
        MIDI numbers, and eighths.
    """
    key = find_key(pitches, lengths)
    triads = [tuple((key + note) % 12 for note in triad) for triad in TRIADS]
    names = np.repeat(np.asarray(pitches) % 12, lengths)
    found = []
    for start in range(0, len(names), EVERY):
        heard = np.append(names[start : start + EVERY], [names[start]] * 2)
        found.append(max(triads, key=lambda triad: np.isin(heard, triad).sum()))
    return [*found[:-1], triads[0]]


def play_along(pitches, lengths, *, stubborn: int | None = None) -> list[tuple[int, int, int]]:
    """The hand's notes (pitch, start, length), in eighths: a bass, then two notes of the chord.

    Parameters
    ----------
    pitches, lengths : arrays of int, shape (n,)
        Of the tune.
    stubborn : int, optional
        Play the major chord on this key-note (0 is C) all the time, whatever the tune does.
    """
    total, notes = int(np.sum(lengths)), []
    chords = chords_under(pitches, lengths)
    if stubborn is not None:
        chords = [tuple((stubborn + note) % 12 for note in TRIADS[0])] * len(chords)
    for place, (root, *others) in enumerate(chords):
        start = place * EVERY
        notes.append((_from(LOWEST_BASS, root), start, min(EVERY, total - start)))
        if start + 2 < total:
            size = min(2, total - start - 2)
            notes += [(_from(LOWEST_CHORD, name), start + 2, size) for name in others]
    return notes


def _from(lowest: int, name: int) -> int:
    """The first note of that name from `lowest` on."""
    return lowest + (name - lowest) % 12
