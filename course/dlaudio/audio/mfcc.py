"""The mel-frequency cepstral coefficients of speech recognition, and how they change."""

import math

import numpy as np

from dlaudio.audio.decibels import power_to_db
from dlaudio.audio.mel import melspectrogram
from dlaudio.audio.validation import check_count


def dct_matrix(n_out: int, n_in: int, *, dtype=np.float32) -> np.ndarray:
    """The first rows of the orthonormal DCT-II: cosines of rising frequency.

    Row k is ``sqrt(2 / n_in) cos(pi k (n + 1/2) / n_in)``, and row 0 is divided by sqrt(2) besides.
    N. Ahmed, T. Natarajan, K. Rao, "Discrete cosine transform", IEEE Trans. Computers 23, 1974.

    Parameters
    ----------
    n_out : int, from 1 to n_in
        Number of rows.
    n_in : int, at least 1
        Number of columns.
    dtype : numpy dtype
        Of the result; it is computed in float64.

    Returns
    -------
    rows : ndarray, shape (n_out, n_in)
        ``rows @ rows.T`` is the identity.

    Raises
    ------
    ValueError
        If n_out is above n_in, or one of them is no whole number of at least 1.

    See Also
    --------
    scipy.fft.dct : the same transform (``norm="ortho"``); librosa uses it.

    Examples
    --------
    >>> dct_matrix(2, 2).round(3)
    array([[ 0.707,  0.707],
           [ 0.707, -0.707]], dtype=float32)
    """
    n_in = check_count(n_in, name="n_in")
    if check_count(n_out, name="n_out") > n_in:
        raise ValueError(f"needs n_out <= n_in, got {n_out} and {n_in}")
    angles = np.pi * np.arange(n_out)[:, None] * (np.arange(n_in) + 0.5) / n_in
    rows = np.sqrt(2 / n_in) * np.cos(angles)
    rows[0] /= np.sqrt(2)
    return rows.astype(dtype)


def mfcc(
    y=None,
    *,
    sr: float,
    S=None,
    n_mfcc: int = 20,
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
    """Mel-frequency cepstral coefficients: DCT of the mel spectrogram in dB.

    S. Davis, P. Mermelstein, "Comparison of parametric representations for monosyllabic word
    recognition", IEEE Trans. ASSP 28, 1980.

    Parameters
    ----------
    y : array, shape (n,)
        Samples; not needed if S is given.
    sr : float, at least 1
        Sample rate in Hz.
    S : array, shape (n_mels, t), optional
        A mel spectrogram in dB to start from; then y and all that follows n_mfcc are not used.
    n_mfcc : int, from 1 to n_mels
        How many coefficients are kept.
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
    mfcc : ndarray, shape (n_mfcc, t)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        As `melspectrogram`; or if n_mfcc is above the number of bands.

    See Also
    --------
    librosa.feature.mfcc : the same numbers and defaults.
    delta : how they change from frame to frame.

    Examples
    --------
    >>> y = np.zeros(16000, np.float32)
    >>> front_end = dict(n_fft=512, win_length=400, hop_length=160, n_mels=40)  # 25 ms, 10 ms
    >>> mfcc(y, sr=16000, n_mfcc=13, **front_end).shape
    (13, 101)
    """
    if (y is None) == (S is None):
        raise ValueError("mfcc needs either samples y or a mel spectrogram S in dB")
    if S is None:
        mel = melspectrogram(
            y,
            sr=sr,
            n_fft=n_fft,
            hop_length=hop_length,
            win_length=win_length,
            window=window,
            center=center,
            power=power,
            n_mels=n_mels,
            fmin=fmin,
            fmax=fmax,
        )
        S = power_to_db(mel)
    S = np.asarray(S)
    if S.ndim != 2 or S.dtype.kind not in "fi" or not np.isfinite(S).all():
        raise ValueError(f"mfcc needs S of finite levels (n_mels, t), got {S.dtype} {S.shape}")
    if check_count(n_mfcc, name="n_mfcc") > len(S):
        raise ValueError(f"n_mfcc must be at most the number of bands, {len(S)}, got {n_mfcc}")
    dtype = np.float32 if S.dtype == np.float32 else np.float64
    return dct_matrix(n_mfcc, len(S), dtype=dtype) @ S


def delta(data, *, width: int = 9, order: int = 1) -> np.ndarray:
    """Slope of each row over time: a straight line (or a parabola) through `width` frames.

    For order 1 it is ``sum(n x[t + n]) / sum(n**2)`` over n from -width // 2 to width // 2:
    S. Furui, "Speaker-independent isolated word recognition using dynamic features of speech
    spectrum", IEEE Trans. ASSP 34, 1986. Near both ends, the slope of the nearest whole window.

    Parameters
    ----------
    data : array, shape (..., t)
        Features, with time last.
    width : int, odd, at least 3, at most t
        Frames in a window.
    order : int, at least 1, below width
        1 for the slope (delta), 2 for the curvature (delta-delta).

    Returns
    -------
    delta : ndarray, shape of `data`, in units of `data` a frame
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        If data is not finite, or a number is not as above.

    See Also
    --------
    librosa.feature.delta : the same numbers and defaults (``mode="interp"``).

    Examples
    --------
    >>> delta([[0.0, 2.0, 4.0, 6.0, 8.0]], width=3)
    array([[2., 2., 2., 2., 2.]])
    """
    data = np.asarray(data)
    width, order = check_count(width, name="width", at_least=3), check_count(order, name="order")
    if data.ndim == 0 or data.dtype.kind not in "fi" or not np.isfinite(data).all():
        raise ValueError(f"delta needs finite numbers (..., t), got {data.dtype} {data.shape}")
    if width % 2 == 0 or width > data.shape[-1] or order >= width:
        raise ValueError(
            f"delta needs an odd width above the order, {order}, and at most the "
            f"{data.shape[-1]} frames there are, got {width}"
        )
    dtype = np.float32 if data.dtype == np.float32 else np.float64
    # least squares with 1, n, n**2, ...: the last coefficient is the derivative / order!
    powers = np.vander(np.arange(width) - width // 2, order + 1, increasing=True)
    weights = math.factorial(order) * np.linalg.pinv(powers.astype(np.float64))[order]
    windows = np.lib.stride_tricks.sliding_window_view(data.astype(np.float64), width, axis=-1)
    ends = [(0, 0)] * (data.ndim - 1) + [(width // 2, width // 2)]
    return np.pad(windows @ weights, ends, mode="edge").astype(dtype)
