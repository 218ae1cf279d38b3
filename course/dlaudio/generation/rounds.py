"""A round for several voices, each of them strings that a WaveNet has written."""

import numpy as np

from dlaudio.datasets.plucks import NOTES, SR
from dlaudio.generation import strings
from dlaudio.generation.piano import in_a_room

# "Row, Row, Row Your Boat" (E. O. Lyte, 1881): a scale degree, and eighths; bars of six.
BOAT = "0:3 0:3 0:2 1:1 2:3 2:2 1:1 2:2 3:1 4:6 7:1 7:1 7:1 4:1 4:1 4:1 2:1 2:1 2:1 0:1 0:1 0:1 "
BOAT += "4:2 3:1 2:2 1:1 0:6"
ENTRY, EIGHTH = 12, 0.17  # eighths after which the next voice begins; seconds
RINGS = 0.6  # seconds of each string that are written


def boat() -> tuple[np.ndarray, np.ndarray]:
    """The tune: strings, as numbers of `NOTES`, and lengths in eighths, each (T,)."""
    notes = np.array([note.split(":") for note in BOAT.split()], int)
    return notes[:, 0], notes[:, 1]


def sing(net, *, voices: int, rng: np.random.Generator, temperature: float = 0.7) -> np.ndarray:
    """The round at 8 kHz, each voice once through: (n,). Eight strings are written, and plucked.

    Parameters
    ----------
    net : WaveNet
        As `learnt.strings` gives it.
    voices : int, 1 to 4
    rng : numpy.random.Generator
        Draws the samples.
    temperature : float, above 0

    Raises
    ------
    ValueError
        If there are fewer or more voices.
    """
    if not 1 <= voices <= 4:
        raise ValueError(f"the round has 1 to 4 voices, got {voices}")
    bank = strings.play(net, NOTES, RINGS, rng=rng, temperature=temperature)
    bank = bank.reshape(len(NOTES), -1)
    bank = bank * np.minimum(1, np.arange(bank.shape[1])[::-1] / (0.1 * bank.shape[1]))
    which, lengths = boat()
    starts = np.cumsum(lengths) - lengths
    y = np.zeros(round((lengths.sum() + ENTRY * (voices - 1)) * EIGHTH * SR) + SR // 2)
    for voice in range(voices):
        for string, start in zip(which, starts + ENTRY * voice, strict=True):
            at = round(start * EIGHTH * SR)
            y[at : at + bank.shape[1]] += bank[string][: len(y) - at]
    y = in_a_room(y, sr=SR)
    return (0.7 * y / np.abs(y).max()).astype(np.float32)
