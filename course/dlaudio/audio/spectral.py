"""Moments of a spectrum: its middle, width, tail and peak, one value a frame.

S is a magnitude spectrogram of shape (n_fft // 2 + 1, t), as ``np.abs(stft(y))``; `sr` is in Hz. A
frame of silence has no shape: its centroid, spread, skewness, kurtosis and roll-off are 0.
Sums are taken in float64; the result has the precision of S, float32 for float32.
"""

import numpy as np

from dlaudio.audio.validation import check_magnitudes, check_rate


def spectral_centroid(S, *, sr: float) -> np.ndarray:
    """Mean frequency, every frequency weighted by its magnitude: how bright a sound is.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    sr : float
        Sample rate in Hz, at least 1.

    Returns
    -------
    centroid : ndarray, shape (t,), in Hz
        ``sum(f S) / sum(S)``; 0 where a frame is silent.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram, or holds NaN; or if sr is out of range.

    See Also
    --------
    librosa.feature.spectral_centroid : the same numbers, of shape (1, t).

    Examples
    --------
    >>> spectral_centroid([[0.0], [1.0], [1.0]], sr=8000)  # 2000 and 4000 Hz, alike
    array([3000.])
    """
    S, f, dtype = checked(S, sr, "spectral_centroid")
    return (f[:, None] * _shares(S)).sum(axis=0).astype(dtype)


def spectral_spread(S, *, sr: float) -> np.ndarray:
    """Standard deviation of frequency around the centroid: how wide a spectrum is.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    sr : float
        Sample rate in Hz, at least 1.

    Returns
    -------
    spread : ndarray, shape (t,), in Hz
        ``sqrt(sum((f - centroid)**2 S) / sum(S))``; 0 where a frame is silent.

    Raises
    ------
    ValueError
        As `spectral_centroid`.

    See Also
    --------
    librosa.feature.spectral_bandwidth : the same numbers (p = 2), of shape (1, t).

    Examples
    --------
    >>> spectral_spread([[0.0], [1.0], [1.0]], sr=8000)  # both are 1000 Hz from the middle
    array([1000.])
    """
    S, f, dtype = checked(S, sr, "spectral_spread")
    return np.sqrt(_moment(S, f, 2)).astype(dtype)


def spectral_skewness(S, *, sr: float) -> np.ndarray:
    """Third moment over spread cubed: above 0 if the tail is at high frequencies.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    sr : float
        Sample rate in Hz, at least 1.

    Returns
    -------
    skewness : ndarray, shape (t,), no unit
        0 where a frame is silent or has a single frequency. G. Peeters, "A large set of audio
        features for sound description", IRCAM, 2004, sec. 6.1.3.

    Raises
    ------
    ValueError
        As `spectral_centroid`.

    See Also
    --------
    scipy.stats.skew : of samples instead of a spectrum; librosa has none.

    Examples
    --------
    >>> spectral_skewness([[3.0], [0.0], [1.0]], sr=8000).round(3)
    array([1.155])
    """
    return _standardised(S, sr, 3, "spectral_skewness")


def spectral_kurtosis(S, *, sr: float) -> np.ndarray:
    """Fourth moment over spread to the fourth: 3 for a bell curve, more for a peak.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0.
    sr : float
        Sample rate in Hz, at least 1.

    Returns
    -------
    kurtosis : ndarray, shape (t,), no unit
        0 where a frame is silent or has a single frequency. Peeters, as in `spectral_skewness`,
        sec. 6.1.4; 3 is not subtracted.

    Raises
    ------
    ValueError
        As `spectral_centroid`.

    See Also
    --------
    scipy.stats.kurtosis : of samples, and with 3 subtracted; librosa has none.

    Examples
    --------
    >>> spectral_kurtosis([[1.0], [0.0], [1.0]], sr=8000)  # two points: the least there is
    array([1.])
    """
    return _standardised(S, sr, 4, "spectral_kurtosis")


def checked(S, sr: float, caller: str) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """S in float64, the frequency of each row in Hz, and the dtype that the result shall have.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes.
    sr : float
        Sample rate in Hz.
    caller : str
        Who asks, for the sentence.
    """
    S = check_magnitudes(S, caller=caller)
    return S.astype(np.float64), np.linspace(0, check_rate(sr) / 2, len(S)), S.dtype


def _shares(S: np.ndarray) -> np.ndarray:
    total = S.sum(axis=0)
    return np.divide(S, total, out=np.zeros_like(S), where=total > 0)


def _moment(S: np.ndarray, f: np.ndarray, order: int) -> np.ndarray:
    """Moment of that order around the centroid, (t,)."""
    shares = _shares(S)
    centroid = (f[:, None] * shares).sum(axis=0)
    return ((f[:, None] - centroid) ** order * shares).sum(axis=0)


def _standardised(S, sr: float, order: int, caller: str) -> np.ndarray:
    S, f, dtype = checked(S, sr, caller)
    spread = np.sqrt(_moment(S, f, 2))
    moment = _moment(S, f, order)
    out = np.zeros_like(moment)
    return np.divide(moment, spread**order, out=out, where=spread > 0).astype(dtype)
