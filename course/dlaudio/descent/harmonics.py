"""An instrument of harmonics: weights that are heard, and how far a sound is from another."""

from collections.abc import Callable

import numpy as np

PITCH = 220.0  # Hz
INSTRUMENT = (0.3, 0.0, 0.22, 0.0, 0.15, 0.0, 0.1, 0.0)  # odd harmonics: it sounds hollow


def model(w, pitch: float = PITCH) -> Callable[[np.ndarray], np.ndarray]:
    """The model with the weights w, shape (K,): a sound y(t) whose harmonic k has strength w[k-1].

    Returns
    -------
    sound : function
        sound(t), shape (N,), for times t in seconds, shape (N,).
    """
    w = np.asarray(w, dtype=float)
    orders = np.arange(1, len(w) + 1)
    return lambda t: np.sin(2 * np.pi * pitch * np.outer(t, orders)) @ w


def example(sr: int = 8000, seconds: float = 0.5, weights=INSTRUMENT):
    """The data: times t and the samples of the instrument at them, two arrays of shape (N,)."""
    t = np.arange(round(sr * seconds)) / sr
    return t, model(weights)(t)


def squared_difference(D, sound: Callable) -> float:
    """The objective: the mean squared difference of a model's sound from the data D = (t, y)."""
    t, y = D
    return float(np.mean((sound(t) - y) ** 2))


def nudges(size: float, *, seed: int = 0) -> Callable:
    """A `modify` for trial and error: it adds to every weight a random step of about this size."""
    rng = np.random.default_rng(seed)
    return lambda w: w + rng.normal(0, size, np.shape(w))


# Beethoven, symphony no. 9 (1824): semitones above the lowest note, and beats.
ODE = [(4, 1), (4, 1), (5, 1), (7, 1), (7, 1), (5, 1), (4, 1), (2, 1)]
ODE += [(0, 1), (0, 1), (2, 1), (4, 1), (4, 1.5), (2, 0.5), (2, 2)]


def tune(w, *, sr: int = 8000, beat: float = 0.28, pitch: float = PITCH) -> np.ndarray:
    """The Ode to Joy, played by the instrument whose harmonics have the strengths w.

    Returns
    -------
    y : array, shape (N,)
        Peak 0.7 at most; harmonics from sr / 2 up are left out.
    """
    notes = []
    for semitones, beats in ODE:
        high = pitch * 2 ** (semitones / 12)
        t = np.arange(round(sr * beat * beats)) / sr
        kept = np.where(high * np.arange(1, len(w) + 1) < sr / 2, w, 0)
        fade = np.minimum(1, np.minimum(t, t[-1] - t) / 0.01) * np.exp(-1.5 * t)
        notes.append(fade * model(kept, high)(t))
    y = np.concatenate(notes)
    return y * min(1, 0.7 / max(np.abs(y).max(), 1e-9))
