"""Pitches as numbers: MIDI, twelve steps an octave, and frequencies in Hz."""

import numpy as np


def midi_to_hz(notes) -> np.ndarray:
    """Frequency of MIDI numbers, ``440 * 2**((notes - 69) / 12)``.

    Parameters
    ----------
    notes : float or array of any shape
        60 is middle C, 69 the A of 440 Hz; fractions lie between the keys.

    Returns
    -------
    frequencies : ndarray of float64, shape of `notes`, in Hz

    Raises
    ------
    ValueError
        If a note is not a finite number.

    See Also
    --------
    librosa.midi_to_hz : the same numbers.

    Examples
    --------
    >>> midi_to_hz([69, 81, 57])
    array([440., 880., 220.])
    """
    return 440.0 * 2.0 ** ((_finite(notes, "midi_to_hz") - 69.0) / 12.0)


def hz_to_midi(frequencies) -> np.ndarray:
    """MIDI number of frequencies, ``69 + 12 log2(frequencies / 440)``: `midi_to_hz` undone.

    Parameters
    ----------
    frequencies : float or array of any shape
        In Hz, above 0.

    Returns
    -------
    notes : ndarray of float64, shape of `frequencies`
        Whole numbers are keys of a piano tuned to 440 Hz.

    Raises
    ------
    ValueError
        If a frequency is not a finite number above 0.

    See Also
    --------
    librosa.hz_to_midi : the same numbers.

    Examples
    --------
    >>> hz_to_midi([440, 261.6256]).round(3)
    array([69., 60.])
    """
    hz = _finite(frequencies, "hz_to_midi")
    if not (hz > 0).all():
        raise ValueError(f"hz_to_midi needs frequencies above 0 Hz, got {hz.min():g}")
    return 69.0 + 12.0 * np.log2(hz / 440.0)


def _finite(values, caller: str) -> np.ndarray:
    values = np.asarray(values)
    if values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise ValueError(f"{caller} needs finite numbers, got {values.dtype} {values!s:.60}")
    return values.astype(np.float64)
