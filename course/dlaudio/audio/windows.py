"""Windows: what a frame is multiplied by before its spectrum is taken."""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono

# Each window is a sum of cosines, a0 - a1 cos(2 pi n / N) + a2 cos(4 pi n / N).
_WINDOWS = {
    "boxcar": (1.0,),
    "hann": (0.5, 0.5),
    "hamming": (0.54, 0.46),
    "blackman": (0.42, 0.5, 0.08),
}


def get_window(window, win_length: int) -> np.ndarray:
    """Periodic window: the sample after the last would equal the first.

    F. Harris, "On the Use of Windows for Harmonic Analysis with the Discrete Fourier Transform",
    Proc. IEEE 66(1), 1978.

    Parameters
    ----------
    window : "hann", "hamming", "blackman", "boxcar", or array of shape (win_length,)
        An array is checked and given back in float64.
    win_length : int, at least 2
        Samples.

    Returns
    -------
    window : ndarray of float64, shape (win_length,)

    Raises
    ------
    ValueError
        If there is no window of that name, or an array has another length.

    See Also
    --------
    scipy.signal.get_window, librosa.filters.get_window : the same windows; `Nx` is the length.

    Examples
    --------
    >>> get_window("hann", 4)
    array([0. , 0.5, 1. , 0.5])
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
