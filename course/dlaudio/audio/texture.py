"""Numbers that describe the grain of a spectrum, one value a frame: noise or tone, peaks, change.

S is a magnitude spectrogram of shape (n_fft // 2 + 1, t), as ``np.abs(stft(y))``. Sums are taken
in float64; the result has the precision of S, float32 for float32.
"""

import numpy as np

from dlaudio.audio.spectral import checked
from dlaudio.audio.validation import check_number


def spectral_flatness(S, *, amin: float = 1e-10) -> np.ndarray:
    """Geometric over arithmetic mean of power: near 0 for a tone, near 1 for noise.

    J. Johnston, "Transform coding of audio signals using perceptual noise criteria", IEEE J. Sel.
    Areas Comm. 6, 1988.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    amin : float
        Smallest power told from 0, above 0: the geometric mean of anything and 0 would be 0.

    Returns
    -------
    flatness : ndarray, shape (t,), from 0 to 1
        1 where a frame is silent.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram, or amin is not above 0.

    See Also
    --------
    librosa.feature.spectral_flatness : the same numbers, of shape (1, t).

    Examples
    --------
    >>> spectral_flatness([[1.0, 4.0], [1.0, 1.0]])  # powers 1, 1 and 16, 1
    array([1.        , 0.47058824])
    """
    S, _, dtype = checked(S, 1.0, "spectral_flatness")
    amin = check_number(amin, name="amin", low=np.finfo(np.float32).tiny)
    power = np.maximum(amin, S**2)
    return (np.exp(np.log(power).mean(axis=0)) / power.mean(axis=0)).astype(dtype)


def spectral_irregularity(S) -> np.ndarray:
    """Squared differences of neighbouring bins over the sum of squares: how jagged a spectrum is.

    K. Jensen, "Timbre models of musical sounds", University of Copenhagen, 1999.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0. Behind the last bin a 0 is thought.

    Returns
    -------
    irregularity : ndarray, shape (t,), no unit
        0 where a frame is silent.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram.

    See Also
    --------
    librosa.feature.spectral_contrast : librosa's way to tell peaks from valleys.

    Examples
    --------
    >>> spectral_irregularity([[1.0], [1.0], [1.0], [1.0]])  # only the step down at the end
    array([0.25])
    """
    S, _, dtype = checked(S, 1.0, "spectral_irregularity")
    energy = (S**2).sum(axis=0)
    jumps = (np.diff(S, axis=0, append=0.0) ** 2).sum(axis=0)
    return np.divide(jumps, energy, out=np.zeros_like(energy), where=energy > 0).astype(dtype)


def spectral_rolloff(S, *, sr: float, roll_percent: float = 0.85) -> np.ndarray:
    """Frequency below which a given share of the magnitude lies.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    sr : float
        Sample rate in Hz, at least 1.
    roll_percent : float
        The share, above 0 and below 1: 85 % is 0.85, in spite of the name, which is librosa's.

    Returns
    -------
    rolloff : ndarray, shape (t,), in Hz
        The lowest bin up to which the sum reaches that share; 0 where a frame is silent.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram, or sr or roll_percent is out of range.

    See Also
    --------
    librosa.feature.spectral_rolloff : the same numbers, of shape (1, t).

    Examples
    --------
    >>> spectral_rolloff([[1.0], [1.0], [2.0], [1.0], [1.0]], sr=8000, roll_percent=0.6)
    array([2000.])
    """
    S, f, dtype = checked(S, sr, "spectral_rolloff")
    share = check_number(roll_percent, name="roll_percent, a share,", low=0, high=1)
    if share in (0, 1):
        raise ValueError(f"roll_percent, a share, must be above 0 and below 1, got {roll_percent}")
    total = np.cumsum(S, axis=0)
    return f[np.argmax(total >= share * total[-1], axis=0)].astype(dtype)


def spectral_flux(S) -> np.ndarray:
    """How much each frame differs from the one before, ``sqrt(sum((S_t - S_{t-1})**2))``.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.

    Returns
    -------
    flux : ndarray, shape (t,), in the units of S
        The first frame has nothing before it, so its flux is 0.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram.

    See Also
    --------
    librosa.onset.onset_strength : the mean of what grows, in dB.

    Examples
    --------
    >>> spectral_flux([[0.0, 3.0, 3.0], [0.0, 4.0, 4.0]])
    array([0., 5., 0.])
    """
    S, _, dtype = checked(S, 1.0, "spectral_flux")
    jumps = np.linalg.norm(np.diff(S, axis=1), axis=0)
    return np.concatenate([[0.0], jumps]).astype(dtype)
