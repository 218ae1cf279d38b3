"""From samples to a spectrogram, and back.

Arrays are (frequency, frame), as in librosa, and all results agree with librosa. One channel only:
y of shape (n,). For several, mix them down or take them one by one.
"""

import numpy as np

from dlaudio.audio.frames import frame
from dlaudio.audio.validation import check_count, check_mono, check_rate
from dlaudio.audio.windows import get_window


def stft(
    y,
    *,
    n_fft: int = 2048,
    hop_length: int | None = None,
    win_length: int | None = None,
    window="hann",
    center: bool = True,
) -> np.ndarray:
    """Short-time Fourier transform: the spectrum of each windowed frame.

    ``X[k, t] = sum over m of w[m] y[t * hop_length + m] exp(-2 pi i k m / n_fft)``, where m counts
    the n_fft samples of frame t.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    n_fft : int, even, at least 2
        Samples in a frame.
    hop_length : int, at least 1, optional
        Samples from one frame to the next; win_length // 4 if not given.
    win_length : int, from 2 to n_fft, optional
        Samples under the window, n_fft if not given; zeros on both sides fill the rest.
    window : str, or array of shape (win_length,)
        See `get_window`.
    center : bool
        If True, n_fft // 2 zeros are put before and after y, so that frame t is centred on sample
        ``t * hop_length``. If False, it starts there.

    Returns
    -------
    spectrum : ndarray, shape (1 + n_fft // 2, t)
        complex64 for float32 samples, else complex128.
        t is 1 + n // hop_length if centred, else 1 + (n - n_fft) // hop_length.

    Raises
    ------
    ValueError
        If y has several channels, is empty or not finite, or is shorter than n_fft with
        ``center=False``; or if a length is not as above.

    See Also
    --------
    librosa.stft : the same numbers and defaults (zeros outside: ``pad_mode="constant"``).

    References
    ----------
    Smith, "Spectral Audio Signal Processing", eq. 7.1, with time counted from the frame's start.

    Examples
    --------
    >>> y = np.cos(np.pi / 2 * np.arange(16))  # a quarter of the sample rate
    >>> np.abs(stft(y, n_fft=8, hop_length=4, center=False)).round(6)[:, 0]
    array([0., 1., 2., 1., 0.])
    """
    y = check_mono(y, caller="stft")
    hop_length, fft_window = _lengths_and_window(n_fft, hop_length, win_length, window)
    frames = frame(
        np.pad(y, n_fft // 2) if center else y, frame_length=n_fft, hop_length=hop_length
    )
    spectrum = np.fft.rfft(frames.T * fft_window, axis=1).T
    return spectrum.astype(np.complex64) if y.dtype == np.float32 else spectrum


def istft(
    spectrum,
    *,
    hop_length: int | None = None,
    win_length: int | None = None,
    window="hann",
    center: bool = True,
    length: int | None = None,
) -> np.ndarray:
    """The signal whose STFT is closest to a spectrum; `stft` undone if nothing was changed.

    The inverse FFT of each frame is windowed again, the frames are added where they overlap, and
    the sum is divided by the sum of the squared windows.

    Parameters
    ----------
    spectrum : array, complex, shape (1 + n_fft // 2, t)
        As `stft` gives it.
    hop_length : int, at least 1, optional
        Samples from one frame to the next; win_length // 4 if not given.
    win_length : int, from 2 to n_fft, optional
        Samples under the window; n_fft if not given.
    window : str, or array of shape (win_length,)
        See `get_window`.
    center : bool
        Whether frame t is centred on sample ``t * hop_length``, as given to `stft`.
    length : int, at least 1, optional
        Samples wanted: ``length=len(y)`` gives all of y back if the hop is at most half the
        window. Without it the last samples, fewer than hop_length, are missing.

    Returns
    -------
    y : ndarray, shape (length,)
        float32 for complex64, else float64. Without `length`, n_fft + (t - 1) hop_length samples,
        less n_fft if centred. With ``center=False`` the first and last samples, where the
        window is near 0, are unreliable.

    Raises
    ------
    ValueError
        If the window and hop leave samples uncovered, or an argument is not as above.

    See Also
    --------
    librosa.istft : the same samples; it calls the spectrum `stft_matrix`.

    References
    ----------
    Griffin and Lim, "Signal Estimation from Modified Short-Time Fourier Transform", IEEE Trans.
    ASSP 32(2), 1984, eq. 6.

    Examples
    --------
    >>> y = np.array([0.125, 0.5, -0.5, 0.25])
    >>> istft(stft(y, n_fft=4), length=4).round(6)
    array([ 0.125,  0.5  , -0.5  ,  0.25 ])
    """
    spectrum = np.asarray(spectrum)
    if spectrum.ndim != 2 or spectrum.shape[0] < 2 or spectrum.shape[1] < 1:
        raise ValueError(
            f"istft needs a spectrum of shape (1 + n_fft // 2, t), got {spectrum.shape}"
        )
    if spectrum.dtype.kind not in "cfi" or not np.isfinite(spectrum).all():
        raise ValueError("istft needs a spectrum of finite complex numbers")
    n_fft = 2 * (spectrum.shape[0] - 1)
    hop_length, fft_window = _lengths_and_window(n_fft, hop_length, win_length, window)
    squared = fft_window**2
    covered = np.pad(squared, (0, -n_fft % hop_length)).reshape(-1, hop_length).sum(axis=0)
    if covered.min() < 1e-10:
        raise ValueError(
            f"istft needs every sample under a window that is not 0; with hop_length={hop_length} "
            f"and {np.count_nonzero(squared)} nonzero window samples, some are lost"
        )
    frames = np.fft.irfft(spectrum.astype(np.complex128), n=n_fft, axis=0)
    starts = hop_length * np.arange(spectrum.shape[1])
    y = np.zeros(n_fft + starts[-1])
    weight = np.zeros_like(y)
    for start, samples in zip(starts, frames.T, strict=True):
        y[start : start + n_fft] += fft_window * samples
        weight[start : start + n_fft] += squared
    # At the ends the weight can be 0, so nothing is known there: the sample stays 0, as in librosa.
    np.divide(y, weight, out=y, where=weight > np.finfo(np.float32).tiny)
    if center:
        y = y[n_fft // 2 :] if length is not None else y[n_fft // 2 : -(n_fft // 2)]
    if length is not None:
        length = check_count(length, name="length")
        y = np.pad(y[:length], (0, max(0, length - len(y))))
    return y.astype(np.float32) if spectrum.dtype == np.complex64 else y


def _lengths_and_window(n_fft, hop_length, win_length, window) -> tuple[int, np.ndarray]:
    """Return the hop length, and the window in the middle of n_fft samples."""
    if check_count(n_fft, name="n_fft", at_least=2) % 2:
        raise ValueError(f"n_fft must be even, got {n_fft}")
    win_length = n_fft if win_length is None else win_length
    short_window = get_window(window, win_length)
    if win_length > n_fft:
        raise ValueError(f"win_length must be at most n_fft={n_fft}, got {win_length}")
    hop_length = max(1, win_length // 4) if hop_length is None else hop_length
    hop_length = check_count(hop_length, name="hop_length")
    before = (n_fft - win_length) // 2
    return hop_length, np.pad(short_window, (before, n_fft - win_length - before))


def fft_frequencies(*, sr: float, n_fft: int = 2048) -> np.ndarray:
    """Frequency of each row of a spectrum, ``k sr / n_fft``.

    Parameters
    ----------
    sr : float, at least 1
        Sample rate, Hz.
    n_fft : int, at least 2
        Samples in a frame.

    Returns
    -------
    frequencies : ndarray, shape (1 + n_fft // 2,), in Hz

    Raises
    ------
    ValueError
        If sr or n_fft is not as above.

    See Also
    --------
    librosa.fft_frequencies : the same frequencies.

    Examples
    --------
    >>> fft_frequencies(sr=8000, n_fft=8)
    array([   0., 1000., 2000., 3000., 4000.])
    """
    return np.fft.rfftfreq(check_count(n_fft, name="n_fft", at_least=2), 1 / check_rate(sr))
