"""Beats: how well two lists of times agree, and noisy curves that say where beats are."""

import numpy as np


def f_measure(estimated, reference, tolerance: float = 0.07) -> float:
    """Twice the hits over the number of times in both lists; each time may be hit once.

    Two times within `tolerance` seconds hit each other; taken in order, which pairs as many as can
    be paired (M. Davies, N. Degara, M. Plumbley, "Evaluation methods for musical audio beat
    tracking algorithms", Queen Mary University of London, 2009, sec. 2.1).
    """
    hits, j = 0, 0
    estimated, reference = np.sort(estimated), np.sort(reference)
    for time in reference:
        while j < len(estimated) and estimated[j] < time - tolerance:
            j += 1
        if j < len(estimated) and estimated[j] <= time + tolerance:
            hits, j = hits + 1, j + 1
    total = len(estimated) + len(reference)
    return 2 * hits / total if total else 0.0


def activations(tempo: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """How beat-like each of 1,200 frames of 10 ms is, and the true beats in seconds.

    Beats are bumps of 60 ms that reach 0.6 to 1; half-way between two there is often one of 0.3.
    """
    period = 60 / tempo
    beats = np.arange(0.4, 11.6, period)
    frames = np.arange(1200) / 100
    curve = 0.05 * rng.random(1200)
    for place, low, high in [(beats, 0.6, 1.0), (beats[:-1] + period / 2, 0.0, 0.3)]:
        for time in place:
            curve += rng.uniform(low, high) * np.exp(-0.5 * ((frames - time) / 0.025) ** 2)
    return np.minimum(curve, 1.0), beats
