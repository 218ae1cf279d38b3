"""A drum loop of kick, snare and hi-hat in one track, and the parts that are found in it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

PATTERN = {  # which recording, how loud, at which of eight steps
    "kick": (10, 0.7, (0, 5)),
    "snare": (20, 0.8, (4,)),
    "closed hat": (12, 1.0, (0, 2, 4, 6)),
}
STEP = 0.14  # seconds
N_FFT, HOP = 1024, 256


def kit_loop(beats: int = 32) -> tuple[np.ndarray, int]:
    """Samples of the loop, peak 0.8, and its sample rate.

    Parameters
    ----------
    beats : int
        How long the loop is.
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    step = round(STEP * hits.sr)
    y = np.zeros(beats * step + hits.sr // 2)
    for name, (which, gain, places) in PATTERN.items():
        hit = hits.where(labels=name).audio[which]
        for beat in range(beats):
            if beat % 8 in places:
                y[beat * step : beat * step + len(hit)] += gain * hit
    return 0.8 * y / np.abs(y).max(), hits.sr


@dataclass
class Parts:
    """A sound as W H.

    Attributes
    ----------
    Z : array, shape (F, T), complex
        Its spectrum.
    W : array, shape (F, K)
        The parts.
    H : array, shape (K, T)
        Their gains.
    sr : int
        Hz.
    power : float
        W H is the magnitude to this power.
    """

    Z: np.ndarray
    W: np.ndarray
    H: np.ndarray
    sr: int
    power: float

    @property
    def pictures(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """X, W and H up to 8 kHz and over the first two bars."""
        rows = int(8000 / self.sr * N_FFT)
        frames = round(16 * STEP * self.sr / HOP)
        X = np.abs(self.Z) ** self.power
        return X[:rows, :frames], self.W[:rows], self.H[:, :frames]

    @property
    def axes(self) -> dict[str, float]:
        """What the axes of the pictures count."""
        return {"seconds": 16 * STEP, "khz": 8.0}

    def sounds(self, length: int) -> dict[str, np.ndarray]:
        """The first samples of every part: of each bin, the share that the part has in W H.

        Parameters
        ----------
        length : int
            In samples.
        """
        from dlaudio import audio

        whole, found = self.W @ self.H + 1e-12, {}
        for k in range(len(self.H)):
            share = np.outer(self.W[:, k], self.H[k]) / whole
            found[f"part {k + 1}"] = audio.istft(share * self.Z, hop_length=HOP, length=length)
        return found


def take_apart(y, sr: int, factor: Callable, *, parts: int, steps: int = 100) -> Parts:
    """Factorise the spectrogram of a sound; the darkest part comes first.

    Parameters
    ----------
    y : array, shape (n,)
    sr : int
        Sample rate in Hz.
    factor : function
        `nmf(X, W, H, n_steps)` of unit 7.
    parts, steps : int
    """
    from dlaudio import audio

    power = 0.7  # a little compressed, so that soft parts count as well
    Z = audio.stft(y, n_fft=N_FFT, hop_length=HOP)
    X = np.abs(Z).astype(float) ** power
    rng = np.random.default_rng(1)
    W, H = (1 - rng.random(shape) for shape in [(len(X), parts), (parts, X.shape[1])])
    W, H, _ = factor(X, W, H, steps)
    order = np.argsort(audio.spectral_centroid(np.asarray(W), sr=sr))
    return Parts(Z, np.asarray(W)[:, order], np.asarray(H)[order], sr, power)
