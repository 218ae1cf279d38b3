"""A tune whose third is only as good as a memory: major at +1, minor at -1, sour in between."""

import numpy as np

from dlaudio.audio.pitch import midi_to_hz
from dlaudio.audio.signals import note

STEPS = 56
MAJOR, MINOR = 0, 28  # the steps on which a chord is struck
ROOT = 57  # A3, as a MIDI pitch


def chords(hold: int = 1) -> np.ndarray:
    """What is struck, (STEPS, 2): in column 0 a major chord, in column 1 a minor one.

    Parameters
    ----------
    hold : int
        Steps that a chord is struck for.
    """
    struck = np.zeros((STEPS, 2))
    struck[MAJOR : MAJOR + hold, 0] = struck[MINOR : MINOR + hold, 1] = 1
    return struck


def tune(memory, *, first: int = 0, sr: int = 16000, step: float = 0.14) -> np.ndarray:
    """Root, third, fifth and third in turn; the third is 3.5 + memory / 2 semitones up.

    Where a card names a chord, on the steps `MAJOR` and `MINOR`, that chord is struck as it should
    be, whatever is remembered.

    Parameters
    ----------
    memory : array, shape (T,)
        What is remembered at each step, -1 to 1: 1 is a major third, -1 a minor one.
    first : int, at least 0
        Step that the first of them belongs to.
    sr : int
        Hz.
    step : float
        Seconds a note.

    Returns
    -------
    y : array, shape (T * round(step * sr),)
        A single note reaches 0.5, a chord less than 0.87.

    Raises
    ------
    ValueError
        If memory is not one row of numbers.
    """
    memory = np.clip(np.asarray(memory, dtype=float), -1, 1)
    if memory.ndim != 1 or not len(memory):
        raise ValueError(f"tune needs a memory of shape (T,), got {memory.shape}")
    parts = []
    for t, m in enumerate(memory, start=first):
        third = 3.5 + m / 2
        single = ((0, third, 7, 12 + third)[t % 4],)
        semitones = {MAJOR: (0, 4, 7), MINOR: (0, 3, 7)}.get(t, single)
        hz = [midi_to_hz(ROOT + up) for up in semitones]
        sounds = [note(f, sr=sr, duration=step, n_harmonics=5) for f in hz]
        parts.append(sum(sounds) / np.sqrt(len(sounds)))
    return np.concatenate(parts)
