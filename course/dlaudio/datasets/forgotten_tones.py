"""A tone, then a long gap of other tones and hiss: which tone was it? Only memory can tell."""

import numpy as np

FRAME = 0.09  # seconds that a frame lasts when it is heard
BANDS = (330.0, 494.0, 392.0, 587.3)  # Hz: the two that are asked about, and two that distract
NAMES = ("low", "high")


def forgotten_tones(n: int, gap: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """`n` sequences: frame 1 has the low or the high tone, and `gap` frames follow that do not.

    Parameters
    ----------
    n : int
        How many sequences; half of them begin low, and their order is drawn.
    gap : int
        Frames after the first, each with one of two other tones and hiss in all four bands.
    rng : numpy.random.Generator

    Returns
    -------
    X : ndarray of float32, shape (n, gap + 1, 4)
        Levels in four bands: low, high, and the two tones that distract.
    y : ndarray of int, shape (n,)
        0 where the first tone was low, 1 where it was high.

    Raises
    ------
    ValueError
        If n or gap is below 1.
    """
    if n < 1 or gap < 1:
        raise ValueError(f"forgotten_tones needs n and gap of at least 1, got {n} and {gap}")
    y = rng.permutation(np.arange(n) % 2)
    X = 0.2 * rng.normal(size=(n, gap + 1, len(BANDS)))
    X[np.arange(n), 0, y] += 1
    others = rng.integers(2, 4, (n, gap))
    X[np.arange(n)[:, None], np.arange(1, gap + 1), others] += 1
    return X.astype(np.float32), y


def sound_of(X: np.ndarray, sr: int = 22050) -> np.ndarray:
    """One sequence as sound: a tone for each band, as loud as its level, and a little hiss.

    Parameters
    ----------
    X : array, shape (T, 4)
        Levels, as `forgotten_tones` gives them.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio import audio

    n = round(FRAME * sr)
    t = np.arange(n) / sr
    tones = np.sin(2 * np.pi * np.outer(BANDS, t))
    hiss = 0.03 * np.random.default_rng(0).normal(size=(len(X), n))
    frames = 0.3 * np.maximum(X, 0) @ tones + hiss
    return np.concatenate([audio.fade(frame, sr=sr) for frame in frames])
