"""A long sound with nothing in its upper octaves, at the lower rate that it needs."""

import numpy as np

_SHORT = 150_000  # samples; a shorter sound weighs little, and is left as it is
_LOWEST_SR = 8000  # Hz; some browsers play lower rates badly
_UNHEARD = 2e-4  # -74 dBFS, seven steps of 16 bits


def lean(y: np.ndarray, sr: int) -> tuple[np.ndarray, int]:
    """The same sound at half its rate, or a quarter, if nothing that can be heard is lost.

    Parameters
    ----------
    y : array, shape (n,) or (channels, n)
        Samples in [-1, 1].
    sr : int
        Sample rate, Hz.

    Returns
    -------
    y : array, shape (m,) or (channels, m)
        As it was if it is short, if its rate is odd or low, or if what it has above a quarter of
        its rate passes -74 dBFS anywhere.
    sr : int
        Hz, at least 8000 where it was.

    Notes
    -----
    The upper half of the spectrum is left out and the rest turned back into sound, with half as
    many samples: what is below stays exactly as it was. A sound of odd length ends in a zero more.
    """
    while y.size > _SHORT and sr % 2 == 0 and sr // 2 >= _LOWEST_SR:
        y = np.pad(y, [(0, 0)] * (y.ndim - 1) + [(0, y.shape[-1] % 2)])
        half = y.shape[-1] // 2
        low, high = np.split(np.fft.rfft(y), [half // 2 + 1], axis=-1)
        lost = np.fft.irfft(np.concatenate([np.zeros_like(low), high], axis=-1), 2 * half)
        if np.abs(lost).max() > _UNHEARD:
            break
        y, sr = np.fft.irfft(low, half) / 2, sr // 2
    return y, sr
