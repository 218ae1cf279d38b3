"""Onsets of notes: peaks of a novelty curve, and how well found times agree with true ones."""

from typing import NamedTuple

import numpy as np


def pick_peaks(novelty, *, threshold: float, wait: int) -> np.ndarray:
    """Frames of the peaks above a threshold; of peaks near each other, the first.

    Parameters
    ----------
    novelty : array, shape (frames,)
        How much is new in each frame, finite.
    threshold : float
        A peak has to be higher; in the units of novelty.
    wait : int, at least 1
        Fewest frames from one peak to the next.

    Returns
    -------
    frames : ndarray of int
        A peak is higher than the frame before it and not lower than the one after it.

    Raises
    ------
    ValueError
        If novelty is not one row of finite numbers, or wait is not as above.

    See Also
    --------
    librosa.util.peak_pick : compares with means and maxima of a neighbourhood instead.
    scipy.signal.find_peaks : the same peaks, but of near ones it keeps the highest.

    Examples
    --------
    >>> pick_peaks([0.0, 0.9, 0.1, 0.8, 0.0, 0.0, 0.7, 0.0], threshold=0.5, wait=3)
    array([1, 6])
    """
    novelty = np.asarray(novelty)
    if novelty.ndim != 1 or not np.isfinite(novelty).all():
        raise ValueError(f"pick_peaks needs finite novelty of shape (frames,), got {novelty.shape}")
    if not wait >= 1:
        raise ValueError(f"pick_peaks needs a wait of at least 1 frame, got {wait}")
    middle = novelty[1:-1]
    high = (middle > novelty[:-2]) & (middle >= novelty[2:]) & (middle > threshold)
    kept: list[int] = []
    for frame in np.flatnonzero(high) + 1:
        if not kept or frame - kept[-1] >= wait:
            kept.append(int(frame))
    return np.array(kept, dtype=int)


class FMeasure(NamedTuple):
    """How well found times agree with true ones, each from 0 to 1.

    Attributes
    ----------
    f : float
        Harmonic mean of precision and recall.
    precision : float
        Share of the estimated times that are right.
    recall : float
        Share of the true times that were found.
    """

    f: float
    precision: float
    recall: float


def f_measure(reference, estimated, *, window: float = 0.05) -> FMeasure:
    """F, precision and recall of estimated times, in the order of mir_eval.

    Every time is matched at most once, with one no more than `window` away, so that as many are
    matched as can be; what would divide by 0 is 0. S. Dixon, "Onset detection revisited", DAFx
    2006.

    Parameters
    ----------
    reference : array, shape (n,)
        True times in seconds, in any order.
    estimated : array, shape (m,)
        Times that were found, in seconds, in any order.
    window : float, at least 0
        Seconds that a time may be early or late: 0.05 for onsets, 0.07 for beats.

    Returns
    -------
    FMeasure
        A tuple of three floats with the names f, precision and recall.

    Raises
    ------
    ValueError
        If a list is not one row of finite numbers, or window is below 0.

    See Also
    --------
    mir_eval.onset.f_measure, mir_eval.beat.f_measure : the same numbers; the second gives F alone.

    Examples
    --------
    >>> f_measure([0.5, 1.0, 1.5, 2.0], [0.52, 1.4, 1.96])
    FMeasure(f=0.5714285714285714, precision=0.6666666666666666, recall=0.5)
    """
    reference, estimated = _sorted(reference, "reference"), _sorted(estimated, "estimated")
    if not window >= 0:
        raise ValueError(f"f_measure needs a window of at least 0 s, got {window}")
    hits, j = 0, 0
    for time in reference:
        # in order, the earliest that is near enough is the best: later times may need the others
        while j < len(estimated) and estimated[j] < time - window:
            j += 1
        if j < len(estimated) and estimated[j] <= time + window:
            hits, j = hits + 1, j + 1
    total = len(estimated) + len(reference)
    return FMeasure(
        f=2 * hits / max(total, 1),
        precision=hits / max(len(estimated), 1),
        recall=hits / max(len(reference), 1),
    )


def _sorted(times, name: str) -> np.ndarray:
    times = np.asarray(times, dtype=float)
    if times.ndim != 1 or not np.isfinite(times).all():
        raise ValueError(f"f_measure needs {name} times of shape (n,), finite, got {times.shape}")
    return np.sort(times)
