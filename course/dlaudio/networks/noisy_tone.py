"""One period of a tone, measured at 40 moments with noise, and machines that look for the wave.

A machine has 60 weights: a cosine and a sine for each of 30 harmonics.
"""

from collections.abc import Callable

import numpy as np

from dlaudio import audio

POINTS, HARMONICS, SR = 40, 30, 22050
TRUE = np.zeros(2 * HARMONICS)
TRUE[[0, 1, 32]] = [0.5, 0.3, 0.3]


def waves(t) -> np.ndarray:
    """Cosines and sines of 30 harmonics at the times t (in periods), shape (N, 60)."""
    angles = 2 * np.pi * np.outer(t, np.arange(1, HARMONICS + 1))
    return np.hstack([np.cos(angles), np.sin(angles)])


class NoisyTone:
    """The measurements of one draw of the noise.

    Attributes
    ----------
    times, y : arrays (40,)
        When, in periods, and what was measured.
    F : array (40, 60)
        `waves(times)`.
    """

    def __init__(self, *, seed: int = 3):
        rng = np.random.default_rng(seed)
        self.times = (np.arange(POINTS) + 2 * rng.random(POINTS)) / POINTS
        self.F = waves(self.times)
        self.y = self.F @ TRUE + rng.normal(scale=0.15, size=POINTS)

    def gradient(self, w) -> np.ndarray:
        """Of the mean squared error, shape (60,)."""
        return 2 * self.F.T @ (self.F @ w - self.y) / POINTS

    def memorised(self) -> np.ndarray:
        """Weights (60,) with no error on any of the 40 points; the shortest of them."""
        return np.linalg.pinv(self.F) @ self.y

    def with_l2(self, penalties: Callable, *, strength: float = 0.05) -> np.ndarray:
        """Weights after 1500 steps against the error and ``penalties(w, strength)[1]``."""
        w = np.zeros(2 * HARMONICS)
        for _ in range(1500):
            w = w - 0.1 * (self.gradient(w) + penalties(w, strength)[1][1])
        return w

    def with_l1(self, proximal_step: Callable, *, strength: float = 0.08) -> np.ndarray:
        """Weights after 1500 of ``proximal_step(w, g, lr, strength)``."""
        w = np.zeros(2 * HARMONICS)
        for _ in range(1500):
            w = proximal_step(w, self.gradient(w), 0.1, strength)
        return w


def error(w) -> float:
    """Root mean square distance of a wave from the true one."""
    period = np.linspace(0, 1, 500)
    return float(np.sqrt(np.mean((waves(period) @ (w - TRUE)) ** 2)))


def play(named: dict[str, np.ndarray]):
    """A player with 1.2 s of each wave at 110 Hz, a button each."""
    t = 110 * np.arange(int(1.2 * SR)) / SR
    sounds = {}
    for name, w in named.items():
        y = waves(t) @ w
        sounds[name] = audio.fade(0.3 * y / np.abs(y).max(), sr=SR)
    return audio.play_row(sounds, SR)


def draw(tone: NoisyTone, named: dict[str, np.ndarray]):
    """Draw each wave over the points it was found from: a figure, and how far it is off."""
    from dlaudio.plots.pictures import OKABE_ITO, new_figure

    figure, said = new_figure(9.2, 2.7), []
    axes = figure.subplots(1, len(named), sharey=True, squeeze=False)[0]
    period = np.linspace(0, 1, 500)
    for ax, (name, w) in zip(axes, named.items(), strict=True):
        ax.plot(tone.times % 1, tone.y, "o", color="grey", markersize=3)
        ax.plot(period, waves(period) @ w, color=OKABE_ITO["blue"])
        ax.set(title=name, ylim=(-2, 2), xlabel="time (periods)", xlim=(0, 1))
        off = "" if w is TRUE else f", {error(w):.2f} from the true wave"
        said.append(f"{name}: {np.count_nonzero(w)} weights are not 0{off}")
    return figure, f"Waves over {POINTS} noisy points. {'; '.join(said)}."
