"""Linear prediction: a sample from those before it, which is the filter of a voice."""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono


def lpc(y, *, order: int) -> np.ndarray:
    """Coefficients (1, a1, ..., a_order) for which y[n] + sum_k a_k y[n - k] is smallest.

    Autocorrelation method, Levinson-Durbin recursion: J. Makhoul, "Linear prediction: a tutorial
    review", Proc. IEEE 63, 1975, sec. II.

    Parameters
    ----------
    y : array, shape (n,)
        Samples, more than `order`, not all 0; mostly a frame under a window.
    order : int, at least 1
        How many samples before.

    Returns
    -------
    a : ndarray, shape (order + 1,)
        ``1 / A(z)`` is the filter, stable always. float32 for float32, else float64; the recursion
        runs in float64.

    Raises
    ------
    ValueError
        If y is silent or not longer than `order`.

    See Also
    --------
    librosa.lpc : by Burg's method, which takes no window; the numbers are near but not the same.
    scipy.linalg.solve_toeplitz : solves the same equations.

    Examples
    --------
    >>> y = 0.5 ** np.arange(20)  # each sample is half the one before
    >>> lpc(y, order=1).round(6)
    array([ 1. , -0.5])
    """
    y, order = check_mono(y, caller="lpc"), check_count(order, name="order")
    if len(y) <= order or not y.any():
        raise ValueError(f"lpc of order {order} needs more samples than that, not all 0")
    x = y.astype(np.float64)
    r = np.array([x[: len(x) - k] @ x[k:] for k in range(order + 1)])
    a, error = np.array([1.0]), r[0]
    for k in range(1, order + 1):
        reflection = -(a @ r[k:0:-1]) / error
        a = np.append(a, 0.0) + reflection * np.append(a, 0.0)[::-1]
        error *= 1 - reflection**2
    return a.astype(y.dtype)
