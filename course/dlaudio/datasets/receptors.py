"""A sound to be found in a recording: a template, laid on every place of it."""

import numpy as np


def responses_to(template, y) -> np.ndarray:
    """Response of a unit whose weights are the template, of length 1, at each place of y.

    For y of shape (N,) and a template of shape (K,) there are N - K + 1 places. Computed by way of
    the spectrum, which for long templates is much faster than place by place.

    Parameters
    ----------
    template : array, shape (K,)
        What is looked for.
    y : array, shape (N,), N at least K
        Where.
    """
    from scipy.signal import fftconvolve

    weights = np.asarray(template, dtype=float) / np.linalg.norm(template)
    return fftconvolve(y, weights[::-1], mode="valid")
