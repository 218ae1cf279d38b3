"""From samples to frames, from frames to a spectrogram, and back.

Arrays are (frequency, frame), as in librosa, and all results agree with librosa. One channel only:
y of shape (n,). For several, mix them down or take them one by one.
"""

from collections.abc import Callable

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_number

# Each window is a sum of cosines, a0 - a1 cos(2 pi n / N) + a2 cos(4 pi n / N).
_WINDOWS = {
    "boxcar": (1.0,),
    "hann": (0.5, 0.5),
    "hamming": (0.54, 0.46),
    "blackman": (0.42, 0.5, 0.08),
}


def frame(y, *, frame_length: int, hop_length: int) -> np.ndarray:
    """Cut y into frames that may overlap; a rest too short for a frame is left out.

    Parameters
    ----------
    y : array, shape (n,)
    frame_length, hop_length : int
        Samples in a frame, and from the start of one frame to the start of the next.

    Returns
    -------
    frames : ndarray, shape (frame_length, t), t = 1 + (n - frame_length) // hop_length
        Column i is ``y[i * hop_length : i * hop_length + frame_length]``. A read-only view of y.

    Raises
    ------
    ValueError
        If y has fewer samples than one frame, or an argument is not as above.
    """
    y = check_mono(y, caller="frame")
    frame_length = check_count(frame_length, name="frame_length")
    hop_length = check_count(hop_length, name="hop_length")
    if len(y) < frame_length:
        raise ValueError(
            f"a frame needs frame_length={frame_length} samples, got a signal of {len(y)}"
        )
    return np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length].T


def get_window(window, win_length: int) -> np.ndarray:
    """Periodic window of win_length samples, shape (win_length,).

    Parameters
    ----------
    window : "hann", "hamming", "blackman", "boxcar", or array of shape (win_length,)
    win_length : int
        At least 2 samples.

    References
    ----------
    Harris, "On the Use of Windows for Harmonic Analysis with the Discrete Fourier Transform",
    Proc. IEEE 66(1), 1978. Periodic: the sample after the last would equal the first.
    """
    win_length = check_count(win_length, name="win_length", at_least=2)
    if isinstance(window, str):
        if window not in _WINDOWS:
            raise ValueError(f"window must be one of {', '.join(_WINDOWS)}, got {window!r}")
        angle = 2 * np.pi * np.arange(win_length) / win_length
        return sum((-1) ** k * a * np.cos(k * angle) for k, a in enumerate(_WINDOWS[window]))
    window = check_mono(window, caller="window")
    if len(window) != win_length:
        raise ValueError(f"the window needs win_length={win_length} samples, got {len(window)}")
    return window.astype(np.float64)


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
    n_fft : int
        Samples in a frame, even.
    hop_length : int, optional
        Samples from one frame to the next; win_length // 4 if not given.
    win_length : int, optional
        Samples under the window, at most n_fft (the default); zeros on both sides fill the rest.
    window : str or array
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

    References
    ----------
    Smith, "Spectral Audio Signal Processing", eq. 7.1, with time counted from the frame's start.
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
    spectrum : array, shape (1 + n_fft // 2, t)
    hop_length, win_length, window, center
        As given to `stft`.
    length : int, optional
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

    References
    ----------
    Griffin and Lim, "Signal Estimation from Modified Short-Time Fourier Transform", IEEE Trans.
    ASSP 32(2), 1984, eq. 6.
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


def power_to_db(
    S, *, ref: float | Callable = 1.0, amin: float = 1e-10, top_db: float | None = 80.0
) -> np.ndarray:
    """Power to decibels, ``10 log10(max(S, amin) / max(ref, amin))``.

    Parameters
    ----------
    S : array of any shape
        Power, not negative: an amplitude squared.
    ref : float or function
        The power that is 0 dB, or a function of S that gives it, such as `np.max`.
    amin : float
        The smallest power told from 0, above 0.
    top_db : float or None
        Values more than top_db below the largest are raised to that floor; None for no floor.

    Returns
    -------
    db : ndarray of S's shape, dB

    Raises
    ------
    ValueError
        If S is complex, negative, empty or not finite, or amin, top_db or ref is out of range.
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

    Takes, returns and raises the same as `power_to_db`, with S, ref and amin amplitudes; S may be
    negative, as samples are.
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


def fft_frequencies(*, sr: float, n_fft: int = 2048) -> np.ndarray:
    """Frequency of each row of a spectrum, ``k sr / n_fft`` in Hz, shape (1 + n_fft // 2,)."""
    sr = check_number(sr, name="sr", low=1)
    return np.fft.rfftfreq(check_count(n_fft, name="n_fft", at_least=2), 1 / sr)


def frames_to_time(frames, *, sr: float, hop_length: int = 512) -> np.ndarray:
    """Time in seconds of frame numbers, ``frames hop_length / sr``, in the shape of `frames`.

    With ``center=True`` that is a frame's middle, else its start.
    """
    sr = check_number(sr, name="sr", low=1)
    return np.asarray(frames) * check_count(hop_length, name="hop_length") / sr
