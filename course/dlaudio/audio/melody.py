"""Numbers as notes, so that a curve can be heard."""

import numpy as np

from dlaudio.audio.signals import note
from dlaudio.audio.validation import check_count, check_number


def melody(
    values,
    *,
    sr: int,
    duration: float = 0.12,
    fmin: float = 220.0,
    fmax: float = 1760.0,
    vmin: float | None = None,
    vmax: float | None = None,
    amplitude: float = 0.3,
) -> np.ndarray:
    """Play each value as a short note: the higher the value, the higher the note.

    Equal differences between values are equal musical intervals. To hear something that shrinks by
    a factor, such as a loss, as a steady fall, pass its logarithm.

    Parameters
    ----------
    values : array, shape (n,)
        NaN is played as the highest note.
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds of each note.
    fmin, fmax : float
        Pitch of vmin and of vmax in Hz, above 0 to sr / 2.
    vmin, vmax : float, vmin <= vmax, optional
        Values beyond them, infinite ones too, get the lowest or the highest note. The lowest and
        the highest finite value if not given.
    amplitude : float
        Peak of each note, from 0 to 1.

    Returns
    -------
    y : ndarray of float32, shape (n * round(duration * sr),)

    Raises
    ------
    ValueError
        If there are no values, none is finite, or an argument is out of range.

    See Also
    --------
    librosa.tone : a single tone.

    Examples
    --------
    >>> losses = np.array([2.3, 1.1, 0.6, 0.4])
    >>> melody(np.log(losses), sr=8000).shape  # a fall in four steps
    (3840,)
    """
    sr = check_count(sr, name="sr")
    values = np.asarray(values, dtype=float)
    finite = values[np.isfinite(values)]
    if values.ndim != 1 or not finite.size:
        raise ValueError(f"melody needs values (n,) with a finite one, got shape {values.shape}")
    low = check_number(fmin, name="fmin in Hz", low=1e-3, high=sr / 2)
    high = check_number(fmax, name="fmax in Hz", low=1e-3, high=sr / 2)
    if vmin is not None:
        vmin = check_number(vmin, name="vmin", low=-np.inf)
    if vmax is not None:
        vmax = check_number(vmax, name="vmax", low=-np.inf if vmin is None else vmin)
    bottom = min(finite.min(), np.inf if vmax is None else vmax) if vmin is None else vmin
    top = max(finite.max(), bottom) if vmax is None else vmax
    heights = np.nan_to_num((values - bottom) / ((top - bottom) or 1.0), nan=1, posinf=1, neginf=0)
    pitches = low * (high / low) ** np.clip(heights, 0, 1)
    notes = [
        note(pitch, sr=sr, duration=duration, amplitude=amplitude, n_harmonics=3)
        for pitch in pitches
    ]
    return np.concatenate(notes)
