"""Onsets of notes: peaks of a novelty curve, and how well found times agree with true ones."""

import numpy as np


def pick_peaks(novelty, *, threshold: float, wait: int) -> np.ndarray:
    """Frames of the peaks above a threshold; of peaks near each other, the first.

    Parameters
    ----------
    novelty : array, shape (frames,)
    threshold : float
        A peak has to be higher.
    wait : int
        Fewest frames from one peak to the next.

    Returns
    -------
    frames : ndarray of int
        A peak is higher than the frame before it and not lower than the one after it.

    Raises
    ------
    ValueError
        If novelty is not one row of numbers.
    """
    novelty = np.asarray(novelty)
    if novelty.ndim != 1:
        raise ValueError(f"pick_peaks needs novelty of shape (frames,), got {novelty.shape}")
    middle = novelty[1:-1]
    high = (middle > novelty[:-2]) & (middle >= novelty[2:]) & (middle > threshold)
    kept: list[int] = []
    for frame in np.flatnonzero(high) + 1:
        if not kept or frame - kept[-1] >= wait:
            kept.append(int(frame))
    return np.array(kept, dtype=int)


def f_measure(found, truth, *, tolerance: float = 0.05) -> tuple[float, float, float]:
    """Precision, recall and F of found onset times, in seconds, each list in rising order.

    Every onset is matched at most once, with one no more than `tolerance` away; what would divide
    by 0 is 0. S. Dixon, "Onset detection revisited", DAFx 2006.
    """
    left, hits = [float(t) for t in found], 0
    for time in truth:
        near = next((t for t in left if abs(t - time) <= tolerance), None)
        if near is not None:
            left.remove(near)
            hits += 1
    total = len(found) + len(truth)
    return hits / max(len(found), 1), hits / max(len(truth), 1), 2 * hits / max(total, 1)
