"""Melodies as symbols, one for each pitch and length, and as sound."""

import numpy as np

from dlaudio.audio.pitch import midi_to_hz
from dlaudio.generation import piano
from dlaudio.sequences import pad

LOWEST, N_PITCHES, N_LENGTHS = 48, 37, 8
N_SYMBOLS = 1 + N_PITCHES * N_LENGTHS
END = 0  # begins a tune as well
EIGHTH = 0.2  # s
SOFTER = 0.4  # a left hand than the tune
NAMES = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")


def to_symbols(pitches, lengths) -> np.ndarray:
    """One symbol for each note, from MIDI pitches 48 to 84 and lengths of 1 to 8 eighths.

    Parameters
    ----------
    pitches : array of int, shape (n,)
        MIDI numbers, from 48 to 84.
    lengths : array of int, shape (n,)
        In eighths, from 1 to 8.

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
    """Pitches and lengths of symbols, up to the first end.

    Parameters
    ----------
    symbols : array of int, shape (n,)
        From 0, which is the end, to N_SYMBOLS - 1.
    """
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
        Tunes, as `dlaudio.datasets.load` gives them.
    rows : array of shape (N,), integers
    longest : int
        Only so many notes of each tune are taken.
    rng : numpy.random.Generator, optional
        Draws a key for each tune; if not given, each stays in its own.

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


def sing(
    pitches,
    lengths,
    *,
    sr: int,
    eighth: float = EIGHTH,
    amplitude: float = 0.4,
    harmonics: int = 5,
    left=(),
) -> np.ndarray:
    """Notes as sound, on a warm keyboard in a small room; as long as the notes are together.

    Parameters
    ----------
    pitches : array of int, shape (n,)
        MIDI numbers.
    lengths : array of int, shape (n,)
        In eighths.
    sr : int
        Sample rate, Hz.
    eighth : float
        Seconds.
    amplitude : float
        Peak, from 0 to 1.
    harmonics : int, at least 1
        Of each note.
    left : sequence of (pitch, start, length)
        Softer notes under the tune, in eighths, as `left_hand.play_along` gives them.
    """
    y = piano.melody(pitches, lengths, sr=sr, eighth=eighth, harmonics=harmonics)
    for pitch, start, length in left:
        at, seconds = round(start * eighth * sr), eighth * length
        tone = piano.struck(float(midi_to_hz(pitch)), seconds, sr=sr, harmonics=3)[: len(y) - at]
        y[at : at + len(tone)] += SOFTER * tone
    y = piano.in_a_room(y, sr=sr)
    return (amplitude * y / np.abs(y).max()).astype(np.float32)
