"""What every function of this package asks of a sound and of a count, said in one sentence."""

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
        limits = f"at least {low:g}" if math.isinf(high) else f"from {low:g} to {high:g}"
        raise ValueError(f"{name} must be a number {limits}, got {value!r}")
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
