"""A spectrum with as many rows in each octave: the constant-Q transform, for music."""

import numpy as np

from dlaudio.audio.pitch import midi_to_hz
from dlaudio.audio.validation import check_count, check_mono, check_number, check_rate
from dlaudio.audio.windows import get_window

_C1 = float(midi_to_hz(24))  # 32.7 Hz, the lowest C that most instruments have
_BLOCK = 256  # frames at a time, so that the frames of a long sound need not all be in memory


def cqt(
    y,
    *,
    sr: float,
    hop_length: int = 512,
    fmin: float = _C1,
    n_bins: int = 84,
    bins_per_octave: int = 12,
) -> np.ndarray:
    """Constant-Q transform: row k listens to ``fmin 2**(k / bins_per_octave)`` Hz.

    Every row has a window of the same number of periods, Q, so low notes are told apart by long
    windows and high ones are caught in time by short ones. J. Brown, "Calculation of a constant Q
    spectral transform", J. Acoust. Soc. Am. 89, 1991, eq. 5; the sums are scaled as librosa's, by
    the root of the window's length.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : float, at least 1
        Sample rate in Hz.
    hop_length : int, at least 1
        Samples from one frame to the next.
    fmin : float, above 0
        Frequency of the first row in Hz; the C of 32.7 Hz if not given.
    n_bins : int, at least 1
        Number of rows; the last must stay below sr / 2.
    bins_per_octave : int, at least 1
        Rows in an octave: 12 for one a semitone.

    Returns
    -------
    spectrum : ndarray, complex, shape (n_bins, t), t = 1 + n // hop_length
        Frame t is centred on sample ``t * hop_length``. complex64 for float32, else complex128.

    Raises
    ------
    ValueError
        If a row would lie at sr / 2 or above, or an argument is not as above.

    See Also
    --------
    librosa.cqt : the same magnitudes to about 2 %: it lowers the sample rate for low rows.

    Examples
    --------
    >>> y = np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    >>> C = np.abs(cqt(y, sr=8000, n_bins=72))
    >>> int(C[:, 8].argmax())  # 45 semitones above the first row
    45
    """
    y, sr = check_mono(y, caller="cqt"), check_rate(sr)
    hop_length = check_count(hop_length, name="hop_length")
    fmin = check_number(fmin, name="fmin in Hz", low=1e-3)
    n_bins = check_count(n_bins, name="n_bins")
    step = 2.0 ** (1 / check_count(bins_per_octave, name="bins_per_octave"))
    frequencies = fmin * step ** np.arange(n_bins)
    if not frequencies[-1] < sr / 2:
        raise ValueError(
            f"cqt needs rows below sr / 2 = {sr / 2:g} Hz, got a last one at "
            f"{frequencies[-1]:.6g} Hz: lower n_bins or fmin"
        )
    quality = (step**2 + 1) / (step**2 - 1)
    rows = [_row(y, sr, f, quality * sr / f, hop_length) for f in frequencies]
    return np.array(rows).astype(np.complex64 if y.dtype == np.float32 else np.complex128)


def _row(y: np.ndarray, sr: float, f: float, length: float, hop_length: int) -> np.ndarray:
    """Inner products of frames with a windowed wave of f Hz, shape (t,)."""
    n = max(2, int(np.floor(length / 2) + np.ceil(length / 2)))
    times = np.arange(n) - n // 2
    window = get_window("hann", n)
    wave = window / window.mean() * np.exp(-2j * np.pi * f / sr * times) / np.sqrt(length)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(y, (n // 2, n)), n)
    frames = frames[: len(y) + 1 : hop_length]
    kernel = np.stack([wave.real, wave.imag], axis=1)
    parts = [frames[i : i + _BLOCK] @ kernel for i in range(0, len(frames), _BLOCK)]
    return np.concatenate(parts) @ np.array([1, 1j])
