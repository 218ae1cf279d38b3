"""What this package asks of a sound, a spectrogram and a number, said in one sentence."""

import math
from numbers import Real

import numpy as np


def check_mono(y, *, caller: str) -> np.ndarray:
    """Return y of shape (n,) as float32 or float64, or raise a ValueError in the caller's name."""
    y = _check_samples(y, caller=caller)
    if y.ndim == 2:
        raise ValueError(
            f"{caller} needs one channel, y of shape (n,), got {y.shape}: "
            "mix the channels with y.mean(axis=0), or take one with y[0]"
        )
    if y.ndim != 1:
        raise ValueError(f"{caller} needs one channel, y of shape (n,), got {y.shape}")
    return y


def check_channels(y, *, caller: str) -> np.ndarray:
    """Return y of shape (n,) or (channels, n) as float32 or float64, or raise a ValueError."""
    y = _check_samples(y, caller=caller)
    if y.ndim not in (1, 2):
        raise ValueError(f"{caller} needs y of shape (n,) or (channels, n), got {y.shape}")
    if y.ndim == 2 and y.shape[0] > y.shape[1]:
        raise ValueError(
            f"{caller} needs y of shape (channels, n), got {y.shape}, which has more channels than "
            "samples: if it is (n, channels), give y.T"
        )
    return y


def check_magnitudes(S, *, caller: str) -> np.ndarray:
    """Return S of shape (frequency, frame), real, finite, not negative, as float32 or float64."""
    S = np.asarray(S)
    if S.dtype.kind == "c":
        raise ValueError(f"{caller} needs magnitudes, got complex numbers: take np.abs first")
    if S.ndim != 2 or S.dtype.kind not in "fiu" or S.shape[0] < 2 or S.shape[1] < 1:
        raise ValueError(
            f"{caller} needs a magnitude spectrogram of shape (frequency, frame) with at least 2 "
            f"frequencies and 1 frame, got {S.dtype} of shape {S.shape}"
        )
    if S.dtype != np.float32:
        S = S.astype(np.float64)
    wrong = ~(np.isfinite(S) & (S >= 0))
    if wrong.any():
        first = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(
            f"{caller} needs a magnitude spectrogram, finite and not below 0, "
            f"got {S[first]} at index {first}"
        )
    return S


def check_rate(sr) -> float:
    """Return a sample rate in Hz as a float, or raise a ValueError if it is not at least 1."""
    return check_number(sr, name="sr in Hz", low=1)


def check_count(value, *, name: str, at_least: int = 1) -> int:
    """Return value as an int, or raise a ValueError if it is not a whole number >= at_least."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < at_least:
        raise ValueError(f"{name} must be a whole number, at least {at_least}, got {value!r}")
    return int(value)


def check_number(value, *, name: str, low: float, high: float = math.inf) -> float:
    """Return value as a float, or raise a ValueError unless it is finite, from low to high."""
    number = isinstance(value, (Real, np.floating)) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not low <= value <= high:
        below = "a finite number" if math.isinf(low) else f"a number at least {low:g}"
        limits = below if math.isinf(high) else f"a number from {low:g} to {high:g}"
        raise ValueError(f"{name} must be {limits}, got {value!r}")
    return float(value)


def _check_samples(y, *, caller: str) -> np.ndarray:
    y = np.asarray(y)
    if y.dtype.kind not in "fi":
        raise ValueError(f"{caller} needs y of real numbers, got dtype {y.dtype}")
    if y.size == 0:
        raise ValueError(f"{caller} needs at least one sample, got y of shape {y.shape}")
    if y.dtype != np.float32:
        y = y.astype(np.float64)
    finite = np.isfinite(y)
    if not finite.all():
        first = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(f"{caller} needs finite samples, got {y[first]} at index {first}")
    return y
