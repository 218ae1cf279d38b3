"""The mel scale: frequency as it is heard, and the pictures that stand on it.

Everything follows librosa's defaults: Slaney's scale (linear below 1 kHz, logarithmic above) and
triangles of equal area.
"""

from functools import lru_cache

import numpy as np

from dlaudio.audio.decibels import power_to_db
from dlaudio.audio.spectrum import fft_frequencies, stft
from dlaudio.audio.validation import check_count, check_magnitudes, check_number, check_rate

# M. Slaney, Auditory Toolbox, Technical Report 1998-010, Interval Research, 1998.
HZ_PER_MEL = 200 / 3
KNEE_HZ, KNEE_MEL = 1000.0, 15.0
LOG_STEP = np.log(6.4) / 27


def hz_to_mel(frequencies) -> np.ndarray:
    """Frequencies on the mel scale: 3 mel every 200 Hz up to 1 kHz, then logarithmic.

    Parameters
    ----------
    frequencies : float or array of any shape
        In Hz, at least 0.

    Returns
    -------
    mels : ndarray of float64, shape of `frequencies`

    See Also
    --------
    librosa.hz_to_mel : the same numbers (``htk=False``).

    Examples
    --------
    >>> hz_to_mel([200, 1000, 6400])
    array([ 3., 15., 42.])
    """
    hz = np.asarray(frequencies, dtype=float)
    above = KNEE_MEL + np.log(np.maximum(hz, KNEE_HZ) / KNEE_HZ) / LOG_STEP
    return np.where(hz < KNEE_HZ, hz / HZ_PER_MEL, above)


def mel_to_hz(mels) -> np.ndarray:
    """Frequencies of places on the mel scale: `hz_to_mel` undone.

    Parameters
    ----------
    mels : float or array of any shape
        At least 0.

    Returns
    -------
    frequencies : ndarray of float64, shape of `mels`, in Hz

    See Also
    --------
    librosa.mel_to_hz : the same numbers (``htk=False``).

    Examples
    --------
    >>> mel_to_hz([3, 15, 42])
    array([ 200., 1000., 6400.])
    """
    mel = np.asarray(mels, dtype=float)
    above = KNEE_HZ * np.exp(LOG_STEP * (np.maximum(mel, KNEE_MEL) - KNEE_MEL))
    return np.where(mel < KNEE_MEL, mel * HZ_PER_MEL, above)


def mel_filterbank(
    *,
    sr: float,
    n_fft: int,
    n_mels: int = 128,
    fmin: float = 0.0,
    fmax: float | None = None,
    dtype=np.float32,
) -> np.ndarray:
    """Triangles over the frequencies of an FFT, equally spaced in mel, each of area 1 in Hz.

    Parameters
    ----------
    sr : float, at least 1
        Sample rate in Hz.
    n_fft : int, at least 2
        Samples in a frame.
    n_mels : int, at least 1
        Number of bands.
    fmin, fmax : float
        Where the first band begins and the last one ends, in Hz; `fmax` is sr / 2 by default.
    dtype : numpy dtype
        Of the result, as in librosa float32; it is computed in float64.

    Returns
    -------
    filters : ndarray, shape (n_mels, n_fft // 2 + 1)
        ``filters @ power`` turns a power spectrogram into a mel spectrogram.

    Raises
    ------
    ValueError
        If the band edges are not 0 <= fmin < fmax <= sr / 2, or a number is not as above.

    See Also
    --------
    librosa.filters.mel : the same numbers and defaults (``norm="slaney"``).

    Examples
    --------
    >>> filters = mel_filterbank(sr=8000, n_fft=512, n_mels=12)
    >>> filters.shape, filters.dtype
    ((12, 257), dtype('float32'))
    """
    n_fft, n_mels = check_count(n_fft, name="n_fft"), check_count(n_mels, name="n_mels")
    sr, fmin = check_rate(sr), check_number(fmin, name="fmin in Hz", low=0)
    fmax = sr / 2 if fmax is None else check_number(fmax, name="fmax in Hz", low=0)
    if not fmin < fmax <= sr / 2:
        raise ValueError(f"needs 0 <= fmin < fmax <= sr / 2, got {fmin}, {fmax} and sr {sr}")
    return _triangles(sr, n_fft, n_mels, fmin, fmax).astype(dtype)


@lru_cache(maxsize=32)  # the same for every sound of a set
def _triangles(sr: float, n_fft: int, n_mels: int, fmin: float, fmax: float) -> np.ndarray:
    edges = mel_to_hz(np.linspace(hz_to_mel(fmin), hz_to_mel(fmax), n_mels + 2))
    bins = fft_frequencies(sr=sr, n_fft=n_fft)
    rise = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    triangles = np.maximum(0, np.minimum(rise, fall))
    return triangles * (2 / (edges[2:] - edges[:-2]))[:, None]


def melspectrogram(
    y=None,
    *,
    sr: float,
    S=None,
    n_fft: int = 2048,
    hop_length: int = 512,
    win_length: int | None = None,
    window="hann",
    center: bool = True,
    power: float = 2.0,
    n_mels: int = 128,
    fmin: float = 0.0,
    fmax: float | None = None,
) -> np.ndarray:
    """Power in mel bands over time: the filter bank times ``|stft(y)|**power``.

    Parameters
    ----------
    y : array, shape (n,)
        Samples; not needed if S is given.
    sr : float, at least 1
        Sample rate in Hz.
    S : array, shape (n_fft // 2 + 1, t), optional
        A power spectrogram to start from; then y, n_fft to power are not used.
    n_fft : int, even
        Samples in a frame.
    hop_length : int, at least 1
        Samples from one frame to the next.
    win_length : int, from 2 to n_fft, optional
        Samples under the window; n_fft if not given.
    window : str, or array of shape (win_length,)
        See `get_window`.
    center : bool
        See `stft`.
    power : float, above 0
        2 for power, 1 for magnitude.
    n_mels : int, at least 1
        Number of bands.
    fmin, fmax : float
        Where the first band begins and the last one ends, in Hz; `fmax` is sr / 2 by default.

    Returns
    -------
    mel : ndarray, shape (n_mels, t)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        As `stft` and `mel_filterbank`; or if neither or both of y and S are given.

    See Also
    --------
    librosa.feature.melspectrogram : the same numbers and defaults.

    Examples
    --------
    The front end of speech recognisers, 25 ms every 10 ms, at 16 kHz:

    >>> y = np.zeros(16000, np.float32)
    >>> melspectrogram(y, sr=16000, n_fft=512, win_length=400, hop_length=160, n_mels=80).shape
    (80, 101)
    """
    if (y is None) == (S is None):
        raise ValueError("melspectrogram needs either samples y or a power spectrogram S")
    if S is None:
        power = check_number(power, name="power", low=np.finfo(np.float32).tiny)
        spectrum = stft(
            y,
            n_fft=n_fft,
            hop_length=hop_length,
            win_length=win_length,
            window=window,
            center=center,
        )
        S = np.abs(spectrum) ** power
    else:
        S = check_magnitudes(S, caller="melspectrogram")
        n_fft = 2 * (len(S) - 1)
    filters = mel_filterbank(sr=sr, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax, dtype=S.dtype)
    return filters @ S


def log_mel(
    y,
    *,
    sr: float,
    n_fft: int = 512,
    hop_length: int = 128,
    win_length: int | None = None,
    center: bool = True,
    n_mels: int = 40,
    fmin: float = 0.0,
    fmax: float | None = None,
    top_db: float = 60.0,
) -> np.ndarray:
    """Levels in mel bands as a picture for a network: 1 is the loudest place, 0 is silence.

    How loud the sound is as a whole makes no difference.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : float, at least 1
        Sample rate in Hz.
    n_fft : int, even
        Samples in a frame.
    hop_length : int, at least 1
        Samples from one frame to the next.
    win_length : int, from 2 to n_fft, optional
        Samples under the window; n_fft if not given.
    center : bool
        See `stft`.
    n_mels : int, at least 1
        Number of bands.
    fmin, fmax : float
        Where the first band begins and the last one ends, in Hz; `fmax` is sr / 2 by default.
    top_db : float, above 0
        What is this many dB below the loudest place, or more, is 0.

    Returns
    -------
    levels : ndarray, shape (n_mels, t), from 0 to 1
        float32 for float32, else float64. All 0 if y is silent.

    Raises
    ------
    ValueError
        As `melspectrogram`; or if top_db is not above 0.

    See Also
    --------
    librosa.power_to_db : of a `librosa.feature.melspectrogram`, with ``ref=np.max``.

    Examples
    --------
    >>> y = np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    >>> levels = log_mel(y, sr=8000)
    >>> levels.shape, levels.min(), levels.max()
    ((40, 63), np.float64(0.0), np.float64(1.0))
    """
    top_db = check_number(top_db, name="top_db", low=1e-3)
    mel = melspectrogram(
        y,
        sr=sr,
        n_fft=n_fft,
        hop_length=hop_length,
        win_length=win_length,
        center=center,
        n_mels=n_mels,
        fmin=fmin,
        fmax=fmax,
    )
    peak = mel.max()
    if peak == 0:
        return mel
    return np.maximum(power_to_db(mel / peak, amin=1e-30, top_db=top_db) / top_db + 1, 0)
