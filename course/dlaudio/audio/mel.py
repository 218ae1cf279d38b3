"""The mel scale: frequency as it is heard, and the features that stand on it, up to the MFCC.

Everything follows librosa's defaults: Slaney's scale (linear below 1 kHz, logarithmic above) and
triangles of equal area.
"""

import numpy as np

from dlaudio.audio.spectrum import fft_frequencies, power_to_db, stft
from dlaudio.audio.validation import check_count

# M. Slaney, Auditory Toolbox, Technical Report 1998-010, Interval Research, 1998.
HZ_PER_MEL = 200 / 3
KNEE_HZ, KNEE_MEL = 1000.0, 15.0
LOG_STEP = np.log(6.4) / 27


def hz_to_mel(frequencies) -> np.ndarray:
    """Frequencies in Hz on the mel scale: 3 mel every 200 Hz up to 1 kHz, then logarithmic."""
    hz = np.asarray(frequencies, dtype=float)
    above = KNEE_MEL + np.log(np.maximum(hz, KNEE_HZ) / KNEE_HZ) / LOG_STEP
    return np.where(hz < KNEE_HZ, hz / HZ_PER_MEL, above)


def mel_to_hz(mels) -> np.ndarray:
    """The inverse of `hz_to_mel`."""
    mel = np.asarray(mels, dtype=float)
    above = KNEE_HZ * np.exp(LOG_STEP * (np.maximum(mel, KNEE_MEL) - KNEE_MEL))
    return np.where(mel < KNEE_MEL, mel * HZ_PER_MEL, above)


def mel_filterbank(
    *, sr: float, n_fft: int, n_mels: int = 128, fmin: float = 0.0, fmax: float | None = None
) -> np.ndarray:
    """Triangles over the frequencies of an FFT, equally spaced in mel, each of area 2 in Hz / mel.

    Parameters
    ----------
    sr : float
        Sample rate in Hz.
    n_fft, n_mels : int
        Samples in a frame, and number of bands.
    fmin, fmax : float
        Where the first band begins and the last one ends, in Hz; `fmax` is sr / 2 by default.

    Returns
    -------
    filters : ndarray, shape (n_mels, n_fft // 2 + 1)
        ``filters @ power`` turns a power spectrogram into a mel spectrogram.

    Raises
    ------
    ValueError
        If the band edges are not 0 <= fmin < fmax <= sr / 2.
    """
    n_fft, n_mels = check_count(n_fft, name="n_fft"), check_count(n_mels, name="n_mels")
    fmax = sr / 2 if fmax is None else fmax
    if not 0 <= fmin < fmax <= sr / 2:
        raise ValueError(f"needs 0 <= fmin < fmax <= sr / 2, got {fmin}, {fmax} and sr {sr}")
    edges = mel_to_hz(np.linspace(hz_to_mel(fmin), hz_to_mel(fmax), n_mels + 2))
    bins = fft_frequencies(sr=sr, n_fft=n_fft)
    rise = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    triangles = np.maximum(0, np.minimum(rise, fall))
    return triangles * (2 / (edges[2:] - edges[:-2]))[:, None]


def melspectrogram(
    y,
    *,
    sr: float,
    n_fft: int = 2048,
    hop_length: int = 512,
    n_mels: int = 128,
    fmin: float = 0.0,
    fmax: float | None = None,
) -> np.ndarray:
    """Power in mel bands over time, shape (n_mels, t): the filter bank times ``|stft(y)|**2``."""
    power = np.abs(stft(y, n_fft=n_fft, hop_length=hop_length)) ** 2
    return mel_filterbank(sr=sr, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax) @ power


def dct_matrix(n_out: int, n_in: int) -> np.ndarray:
    """The first `n_out` rows of the orthonormal DCT-II, shape (n_out, n_in).

    Row k is ``sqrt(2 / n_in) cos(pi k (n + 1/2) / n_in)``, and row 0 is divided by sqrt(2) besides.
    """
    n_in = check_count(n_in, name="n_in")
    if check_count(n_out, name="n_out") > n_in:
        raise ValueError(f"needs n_out <= n_in, got {n_out} and {n_in}")
    angles = np.pi * np.arange(n_out)[:, None] * (np.arange(n_in) + 0.5) / n_in
    rows = np.sqrt(2 / n_in) * np.cos(angles)
    rows[0] /= np.sqrt(2)
    return rows


def mfcc(y, *, sr: float, n_mfcc: int = 20, **mel) -> np.ndarray:
    """Mel-frequency cepstral coefficients, shape (n_mfcc, t): DCT of the mel spectrogram in dB.

    Further keywords are those of `melspectrogram`. S. Davis, P. Mermelstein, "Comparison of
    parametric representations for monosyllabic word recognition", IEEE Trans. ASSP 28, 1980.
    """
    levels = power_to_db(melspectrogram(y, sr=sr, **mel))
    return dct_matrix(n_mfcc, len(levels)) @ levels
