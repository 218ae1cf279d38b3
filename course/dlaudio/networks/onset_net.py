"""Onsets of noisy drum loops, by the kernel [-1, 1] and by kernels that are learnt.

J. Schlüter, S. Böck, "Improved musical onset detection with convolutional neural networks", ICASSP
2014: a label for every frame, convolution, dropout.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dlaudio import layers
from dlaudio.datasets.drum_loops import HOP, SR, drum_loop, levels, rise
from dlaudio.losses import BCEWithLogitsLoss
from dlaudio.optim import Adam
from dlaudio.train import fit, predict

RISE, LEARNT = "kernel [-1, 1]", "CNN"
WAIT = 5  # frames of 10 ms between two onsets
TOLERANCE = 0.05  # seconds, as usual for onsets


@dataclass(frozen=True)
class Loops:
    """Loops to learn from, and after them new ones: sounds, onset times (s), curves by method."""

    sounds: list
    times: list
    curves: dict[str, list]
    n_known: int

    @property
    def known(self) -> range:
        return range(self.n_known)

    @property
    def new(self) -> range:
        return range(self.n_known, len(self.sounds))


def loops(
    parts=layers, *, known: int = 16, new: int = 8, noise: float = 0.08, seed: int = 5
) -> Loops:
    """Draw loops, train a net on the known ones, and let it and the fixed kernel hear them all.

    Parameters
    ----------
    parts : module
        Where the layers with weights come from, such as `mine.layers`.
    known, new, seed : int
    noise : float
        Standard deviation of what is added to each loop.
    """
    rng = np.random.default_rng(seed)
    sounds, times = zip(*(drum_loop(rng, noise=noise) for _ in range(known + new)), strict=True)
    X = np.array([levels(y) for y in sounds]).astype(np.float32)
    target = np.zeros((len(X), 1, X.shape[2]), np.float32)
    for row, onsets in zip(target, times, strict=True):
        frames = np.round(onsets * SR / HOP).astype(int)
        row[0, frames] = row[0, frames + 1] = 1  # an onset is two frames wide
    net = layers.Sequential(
        parts.Conv1d(16, 12, 7, padding=3, rng=rng),
        layers.ReLU(),
        layers.Dropout(0.2, rng=rng),
        parts.Conv1d(12, 1, 5, padding=2, rng=rng),
    )
    options = {"epochs": 100, "batch_size": 4, "rng": rng, "progress": False}
    adam = Adam(net.parameters(), 0.01)
    fit(net, BCEWithLogitsLoss(), adam, X[:known], target[:known], **options)
    curves = {RISE: [rise(y) for y in sounds], LEARNT: list(layers.sigmoid(predict(net, X)[:, 0]))}
    return Loops(list(sounds), list(times), curves, known)


def found(curve, threshold: float, pick: Callable) -> np.ndarray:
    """Onset times (s) in a curve; `pick(novelty, threshold, wait)` gives frames."""
    return np.asarray(pick(curve, threshold, WAIT), dtype=float) * HOP / SR


def mean_f(some: Loops, name: str, which, threshold: float, pick, score) -> float:
    """The mean F of a method on some loops; `score(found, truth, tolerance)` ends with F."""
    curves = some.curves[name]
    return float(
        np.mean(
            [score(found(curves[i], threshold, pick), some.times[i], TOLERANCE)[2] for i in which]
        )
    )


def best_threshold(some: Loops, name: str, pick: Callable, score: Callable) -> float:
    """The threshold with the best mean F on the known loops."""
    tries = np.linspace(0.02, 0.9, 23)
    return float(tries[np.argmax([mean_f(some, name, some.known, t, pick, score) for t in tries])])


def on_new_loops(some: Loops, pick: Callable, score: Callable):
    """Each method's best threshold on the known loops, and with that its mean F on the new ones.

    Parameters
    ----------
    some : Loops
    pick, score : callable
        As for `found` and `mean_f`.

    Returns
    -------
    thresholds, f : dicts of str to float
        By method.
    """
    best = {name: best_threshold(some, name, pick, score) for name in some.curves}
    return best, {name: mean_f(some, name, some.new, best[name], pick, score) for name in best}
