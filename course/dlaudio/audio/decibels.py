"""Levels: power and amplitude in decibels."""

from collections.abc import Callable

import numpy as np

from dlaudio.audio.validation import check_number


def power_to_db(
    S, *, ref: float | Callable = 1.0, amin: float = 1e-10, top_db: float | None = 80.0
) -> np.ndarray:
    """Power to decibels, ``10 log10(max(S, amin) / max(ref, amin))``.

    Parameters
    ----------
    S : array of any shape
        Power, not negative: an amplitude squared.
    ref : float or function
        The power that is 0 dB, at least 0, or a function of S that gives it, such as `np.max`.
    amin : float
        The smallest power told from 0, above 0.
    top_db : float, at least 0, or None
        Values more than top_db below the largest are raised to that floor; None for no floor.

    Returns
    -------
    db : ndarray of S's shape and precision, in dB

    Raises
    ------
    ValueError
        If S is complex, negative, empty or not finite, or amin, top_db or ref is out of range.

    See Also
    --------
    librosa.power_to_db : the same numbers and defaults.

    Examples
    --------
    >>> power_to_db(np.array([1.0, 10.0, 100.0, 0.0]))  # 0 is raised to 80 dB below the loudest
    array([  0.,  10.,  20., -60.])
    """
    S = _check_magnitude(S, caller="power_to_db")
    if S.min() < 0:
        raise ValueError(
            f"power_to_db needs powers, which are not negative, got {S.min():.6g}: "
            "is it in dB already?"
        )
    amin = check_number(amin, name="amin", low=np.finfo(np.float32).tiny)
    ref = check_number(ref(S) if callable(ref) else ref, name="ref", low=0)
    db = 10 * np.log10(np.maximum(S, amin)) - 10 * float(np.log10(max(ref, amin)))
    if top_db is not None:
        db = np.maximum(db, db.max() - check_number(top_db, name="top_db", low=0))
    return db


def amplitude_to_db(
    S, *, ref: float | Callable = 1.0, amin: float = 1e-5, top_db: float | None = 80.0
) -> np.ndarray:
    """Amplitude to decibels, ``20 log10(max(|S|, amin) / max(ref, amin))``.

    Parameters
    ----------
    S : array of any shape
        Amplitudes; they may be negative, as samples are.
    ref : float or function
        The amplitude that is 0 dB, at least 0, or a function of |S| that gives it.
    amin : float
        The smallest amplitude told from 0, at least 1e-18.
    top_db : float, at least 0, or None
        Values more than top_db below the largest are raised to that floor; None for no floor.

    Returns
    -------
    db : ndarray of S's shape and precision, in dB

    Raises
    ------
    ValueError
        If S is complex, empty or not finite, or amin, top_db or ref is out of range.

    See Also
    --------
    librosa.amplitude_to_db : the same numbers and defaults.

    Examples
    --------
    >>> amplitude_to_db(np.array([1.0, -10.0, 0.1]))
    array([  0.,  20., -20.])
    """
    S = np.abs(_check_magnitude(S, caller="amplitude_to_db"))
    ref = check_number(ref(S) if callable(ref) else ref, name="ref", low=0)
    amin = check_number(amin, name="amin", low=1e-18)
    return power_to_db(S**2, ref=ref**2, amin=amin**2, top_db=top_db)


def _check_magnitude(S, *, caller: str) -> np.ndarray:
    S = np.asarray(S)
    if S.dtype.kind == "c":
        raise ValueError(f"{caller} needs magnitudes, got complex numbers: take np.abs first")
    if S.dtype.kind not in "fiu" or S.size == 0 or not np.isfinite(S).all():
        raise ValueError(f"{caller} needs finite numbers, at least one, got {S.dtype} {S.shape}")
    return S if S.dtype.kind == "f" else S.astype(np.float64)
