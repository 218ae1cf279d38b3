"""Tunes of plucked strings for a net that writes sound, with what is played at each sample."""

import numpy as np

from dlaudio.audio import midi_to_hz

SR = 8000
NOTES = np.array([60, 62, 64, 65, 67, 69, 71, 72])  # MIDI: the white keys from middle C
HARMONICS = (1, 2, 3)


def pluck_tune(notes, seconds, levels=None) -> tuple[np.ndarray, np.ndarray]:
    """A tune at 8 kHz, one note after the other.

    Parameters
    ----------
    notes : array, shape (n,), of NOTES
    seconds : float or array, shape (n,)
    levels : array, shape (n,), optional
        How hard each string is plucked, 0 to 1; 1 if not given.

    Returns
    -------
    y : ndarray, shape (T,)
    condition : ndarray, shape (8, T)
        In the row of the note that sounds, how loud; 0 elsewhere.

    Raises
    ------
    ValueError
        If a note is none of NOTES.
    """
    notes = np.asarray(notes)
    if not np.isin(notes, NOTES).all():
        raise ValueError(f"needs notes among {NOTES.tolist()}, got {notes.tolist()}")
    levels = np.ones(len(notes)) if levels is None else levels
    parts, conditions = [], []
    for note, length, level in zip(
        notes, np.broadcast_to(seconds, len(notes)), levels, strict=True
    ):
        t = np.arange(round(length * SR)) / SR
        loudness = level * np.exp(-t / 0.5) * np.minimum(1, t / 0.01)
        loudness *= np.minimum(1, (length - t) / 0.02)
        string = sum(np.sin(2 * np.pi * h * midi_to_hz(note) * t) / h for h in HARMONICS)
        parts.append(0.5 * loudness * string)
        conditions.append(loudness * (NOTES == note)[:, None])
    return np.concatenate(parts), np.concatenate(conditions, axis=1)


def random_tune(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """n notes of random pitch, length and level, as `pluck_tune` gives them.

    Parameters
    ----------
    n : int
        How many notes.
    rng : numpy.random.Generator
        Draws them.
    """
    return pluck_tune(
        rng.choice(NOTES, n), rng.choice([0.125, 0.25, 0.375], n), rng.uniform(0.4, 1, n)
    )
