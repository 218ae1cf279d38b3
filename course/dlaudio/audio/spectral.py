"""Numbers that describe the shape of a spectrum, one value a frame.

S is a magnitude spectrogram of shape (n_fft // 2 + 1, t), as ``np.abs(stft(y))``; `sr` is in Hz. A
frame of silence has no shape: its centroid, spread, skewness, kurtosis and roll-off are 0.
"""

import numpy as np


def spectral_centroid(S, *, sr: float) -> np.ndarray:
    """Mean frequency in Hz, every frequency weighted by its magnitude, shape (t,)."""
    S, f = _checked(S, sr)
    return (f[:, None] * _shares(S)).sum(axis=0)


def spectral_spread(S, *, sr: float) -> np.ndarray:
    """Standard deviation of frequency around the centroid in Hz, shape (t,).

    librosa calls it bandwidth (p = 2).
    """
    return np.sqrt(_moment(S, sr, 2))


def spectral_skewness(S, *, sr: float) -> np.ndarray:
    """Third moment over spread cubed, no unit: above 0 if the tail is at high frequencies."""
    return _standardised(S, sr, 3)


def spectral_kurtosis(S, *, sr: float) -> np.ndarray:
    """Fourth moment over spread to the fourth, no unit: 3 for a bell curve, more for a peak."""
    return _standardised(S, sr, 4)


def spectral_flatness(S, *, amin: float = 1e-10) -> np.ndarray:
    """Geometric over arithmetic mean of power: near 0 for a tone, near 1 for noise, shape (t,).

    J. Johnston, "Transform coding of audio signals using perceptual noise criteria", IEEE J. Sel.
    Areas Comm. 6, 1988.
    """
    S, _ = _checked(S, 1.0)
    power = np.maximum(amin, S**2)
    return np.exp(np.log(power).mean(axis=0)) / power.mean(axis=0)


def spectral_irregularity(S) -> np.ndarray:
    """Squared differences of neighbouring bins over the sum of squares, shape (t,); 0 for silence.

    K. Jensen, "Timbre models of musical sounds", University of Copenhagen, 1999.
    """
    S, _ = _checked(S, 1.0)
    energy = (S**2).sum(axis=0)
    jumps = (np.diff(S, axis=0, append=0.0) ** 2).sum(axis=0)
    return np.divide(jumps, energy, out=np.zeros_like(energy), where=energy > 0)


def spectral_rolloff(S, *, sr: float, roll_percent: float = 0.85) -> np.ndarray:
    """Frequency in Hz below which this share of the magnitude lies, shape (t,)."""
    S, f = _checked(S, sr)
    total = np.cumsum(S, axis=0)
    return f[np.argmax(total >= roll_percent * total[-1], axis=0)]


def spectral_flux(S) -> np.ndarray:
    """How much each frame differs from the one before, ``sqrt(sum((S_t - S_{t-1})**2))``.

    Shape (t,); the first frame has nothing before it, so its flux is 0.
    """
    S, _ = _checked(S, 1.0)
    return np.concatenate([[0.0], np.linalg.norm(np.diff(S, axis=1), axis=0)])


def _checked(S, sr: float) -> tuple[np.ndarray, np.ndarray]:
    S = np.asarray(S)
    if S.ndim != 2 or np.iscomplexobj(S) or (S < 0).any():
        raise ValueError(
            f"needs a magnitude spectrogram (frequency, frame), got {S.dtype} of shape {S.shape}"
            f"{' with values below 0' if S.ndim == 2 and not np.iscomplexobj(S) else ''}"
        )
    return S.astype(float), np.linspace(0, sr / 2, len(S))


def _shares(S: np.ndarray) -> np.ndarray:
    total = S.sum(axis=0)
    return np.divide(S, total, out=np.zeros_like(S), where=total > 0)


def _moment(S, sr: float, order: int) -> np.ndarray:
    S, f = _checked(S, sr)
    shares = _shares(S)
    centroid = (f[:, None] * shares).sum(axis=0)
    return ((f[:, None] - centroid) ** order * shares).sum(axis=0)


def _standardised(S, sr: float, order: int) -> np.ndarray:
    spread = spectral_spread(S, sr=sr)
    moment = _moment(S, sr, order)
    return np.divide(moment, spread**order, out=np.zeros_like(moment), where=spread > 0)
