"""What there is to hear in a sound, in words: for those who cannot listen, and for graders."""

import hashlib
from collections import OrderedDict

import numpy as np

# A smaller sample rounds to 0 in the 16 bits that are played.
_HALF_STEP = 2**-16


def duration(seconds: float) -> str:
    """A length of time as it is read: 1.25 s, or 40 ms."""
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.3g} ms"


def facts(y: np.ndarray, sr: int) -> str:
    """Describe y, shape (n,) or (channels, n), with its peak at most 1; a second time from memory.

    A cell is run again and again, and a grader runs the same cell for each student of a class.
    """
    key = (hashlib.sha1(np.ascontiguousarray(y)).digest(), y.shape, y.dtype.str, sr)
    if key not in _known:
        _known[key] = _find(y, sr)
        if len(_known) > _MOST_KNOWN:
            _known.popitem(last=False)
    return _known[key]


# The newest, as many as a long notebook plays.
_known: OrderedDict[tuple, str] = OrderedDict()
_MOST_KNOWN = 200


def _find(y: np.ndarray, sr: int) -> str:
    y = np.atleast_2d(y).astype(np.float64)
    channels = {1: "mono", 2: "stereo"}[len(y)]
    seconds = y.shape[1] / sr
    words = f"{duration(seconds)} at {sr} Hz, {channels}"
    if np.abs(y).max() < _HALF_STEP:
        return f"{words}; silence."
    peak, level = _dbfs(np.abs(y).max()), _dbfs(np.sqrt(np.mean(y**2)))
    words = f"{words}; peak {peak:.1f} dBFS, RMS {level:.1f} dBFS".replace("-", "−")
    frequency = _strongest_frequency(y, sr)
    if frequency is None:
        return f"{words}; a constant, which cannot be heard."
    return f"{words}; strongest frequency {frequency:.{0 if frequency >= 100 else 1}f} Hz."


def _dbfs(value: float) -> float:
    """Level of a value in dB below 1, rounded to 0.1 (adding 0.0 turns -0.0 into 0.0)."""
    return round(20 * np.log10(value), 1) + 0.0


def _strongest_frequency(y: np.ndarray, sr: int) -> float | None:
    """Peak of the power spectrum of all of y, shape (channels, n), in Hz; None if y is constant.

    The peak is read between the bins from a parabola through the logarithms of three: Smith,
    "Spectral Audio Signal Processing", section "Quadratic Interpolation of Spectral Peaks".
    """
    y = y - y.mean(axis=1, keepdims=True)
    if np.abs(y).max() < _HALF_STEP:
        return None
    n = y.shape[1]
    n_fft = 2 ** int(np.ceil(np.log2(2 * n)))
    window = np.sin(np.pi * (np.arange(n) + 0.5) / n) ** 2
    power = (np.abs(np.fft.rfft(y * window, n=n_fft, axis=1)) ** 2).sum(axis=0)
    k = 1 + int(np.argmax(power[1:-1]))
    before, here, after = np.log(np.maximum(power[k - 1 : k + 2], 1e-30))
    is_peak = before < here > after
    shift = (before - after) / (2 * (before - 2 * here + after)) if is_peak else 0.0
    return float((k + shift) * sr / n_fft)
