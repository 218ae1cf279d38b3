"""Beginnings and ends without a click."""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_number


def fade(y, *, sr: int, fade_in: float = 0.01, fade_out: float = 0.01) -> np.ndarray:
    """Raise y smoothly from 0 at its start and lower it to 0 at its end, so that it does not click.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int, at least 1
        Sample rate, Hz.
    fade_in, fade_out : float, at least 0
        Seconds; half a period of a cosine each.

    Returns
    -------
    y : ndarray of float32, shape (n,)

    Raises
    ------
    ValueError
        If the two together are longer than y, or an argument is out of range.

    See Also
    --------
    librosa.filters.get_window : windows of any kind; librosa has no fade.

    Examples
    --------
    >>> fade(np.ones(5), sr=4, fade_in=0.5, fade_out=0.5)
    array([0. , 0.5, 1. , 0.5, 0. ], dtype=float32)
    """
    y = check_mono(y, caller="fade")
    sr = check_count(sr, name="sr")
    rise = int(check_number(fade_in, name="fade_in in seconds", low=0) * sr)
    fall = int(check_number(fade_out, name="fade_out in seconds", low=0) * sr)
    if rise + fall > len(y):
        raise ValueError(
            f"fades of {fade_in:g} s and {fade_out:g} s need {rise + fall} samples, got {len(y)}"
        )
    gain = np.ones(len(y))
    gain[:rise] = (1 - np.cos(np.pi * np.arange(rise) / max(rise, 1))) / 2
    gain[len(y) - fall :] = (1 - np.cos(np.pi * np.arange(fall)[::-1] / max(fall, 1))) / 2
    return (y * gain).astype(np.float32)
