"""Tunes that nobody has heard: 32 notes in the form A A B A, drawn note by note.

A phrase is a walk on the steps of a scale that ends at home; where the form brings it back, each
note is the one that stood there the first time, but for one in ten. So the chance of every note is
known, and with it how well any composer could possibly foretell these tunes.
"""

import numpy as np

STEPS = 15  # of a scale: two octaves; 0, 7 and 14 are the key-note
PHRASE, FORM = 8, "AABA"
LENGTH = PHRASE * len(FORM)
SR = 16000
_SCALE = np.array([0, 2, 4, 5, 7, 9, 11])
_KEPT = 0.9
_LEAPS = np.array([1, 0, 2, 5, 12, 22, 8, 22, 12, 5, 2, 0, 1], float)  # from 6 down to 6 up
_HOME = np.isin(np.arange(STEPS) % 7, (0, 2, 4)).astype(float)  # the notes of the chord


def _walks() -> np.ndarray:
    """Chances of the next step (STEPS, STEPS), row by row for each last one."""
    leap = np.arange(STEPS)[None] - np.arange(STEPS)[:, None]
    inside = np.abs(leap) <= 6
    chances = np.where(inside, _LEAPS[np.clip(leap + 6, 0, 12)], 0.0)
    return chances / chances.sum(axis=1, keepdims=True)


_WALK = _walks()


def chances(notes) -> np.ndarray:
    """How likely each step is to come next after each beginning of a tune, shape (N, STEPS).

    Parameters
    ----------
    notes : array of int, shape (N, t)
        The first t notes of N tunes, t below LENGTH.

    Raises
    ------
    ValueError
        If nothing can come next: the tunes are as long as they get.
    """
    notes = np.asarray(notes)
    n, t = notes.shape
    if t >= LENGTH:
        raise ValueError(f"chances needs at most {LENGTH - 1} notes of each tune, got {t}")
    p = _WALK[notes[:, -1]] if t else np.tile(_HOME, (n, 1))
    if t % PHRASE == PHRASE - 1:
        p = p * (0.95 * _HOME + 0.05)
    p = p / p.sum(axis=1, keepdims=True)
    first = FORM.index(FORM[t // PHRASE])
    if first < t // PHRASE:
        p = (1 - _KEPT) * p + _KEPT * np.eye(STEPS)[notes[:, first * PHRASE + t % PHRASE]]
    return p


def drawn(p, rng: np.random.Generator) -> np.ndarray:
    """One step for each row of chances, shape (N,).

    Parameters
    ----------
    p : array, shape (N, K)
        Chances; each row adds up to 1.
    rng : numpy.random.Generator
        Draws them.
    """
    stairs = np.cumsum(p, axis=1)
    u = rng.random((len(stairs), 1)) * stairs[:, -1:]
    return np.minimum((stairs <= u).sum(axis=1), stairs.shape[1] - 1)


def tunes(n: int, rng: np.random.Generator) -> np.ndarray:
    """New tunes as steps of a scale, 0 to 14: an array of int of shape (n, LENGTH).

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
        Draws them.
    """
    notes = np.empty((n, 0), int)
    while notes.shape[1] < LENGTH:
        notes = np.column_stack([notes, drawn(chances(notes), rng)])
    return notes


def least_bits(notes) -> float:
    """Bits a note, after the first, of who knows how these tunes are made: nobody needs fewer.

    Parameters
    ----------
    notes : array of int, shape (N, LENGTH)
        Tunes of `tunes`.
    """
    rows = np.arange(len(notes))
    p = [chances(notes[:, :t])[rows, notes[:, t]] for t in range(1, LENGTH)]
    return float(-np.log2(p).mean())


def sing(notes, *, seconds: float = 0.2) -> np.ndarray:
    """A tune as sound at 16 kHz, in C major from middle C.

    Parameters
    ----------
    notes : array of int, shape (t,)
        Steps of the scale.
    seconds : float
        Of each note.
    """
    from dlaudio import audio

    notes = np.asarray(notes)
    pitches = 60 + 12 * (notes // 7) + _SCALE[notes % 7]
    return np.concatenate(
        [audio.note(float(f), sr=SR, duration=seconds) for f in audio.midi_to_hz(pitches)]
    )
