"""Words played forwards or backwards: the same frames in another order, so only memory can tell."""

from functools import cache

import numpy as np

from dlaudio.datasets.bands import LOWEST

STEPS, BANDS, EDGE = 16, 10, 2


def steps_of(y, sr) -> np.ndarray:
    """A recording as 16 steps of time, each with the level of 10 mel bands in dB: (16, 10).

    Twenty steps divide the recording, whatever its length, and the outer two at each end are left
    out: silence there would give the direction away. 0 dB is the loudest place.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio.audio import melspectrogram

    y = np.asarray(y, dtype=float)
    power = melspectrogram(y, sr=sr, n_fft=256, hop_length=40, n_mels=BANDS, fmin=60.0)
    parts = [part.mean(axis=1) for part in np.array_split(power, STEPS + 2 * EDGE, axis=1)]
    level = np.array(parts[EDGE:-EDGE])
    return 10 * np.log10(np.maximum(level / level.max(), 10 ** (LOWEST / 10)))


@cache
def directions(name: str, split: str, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`n` recordings of a split, every second one turned round; the same every time.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    split : str
        "train" or "test".
    n : int
        How many; fewer if there are not so many.

    Returns
    -------
    X : ndarray of float32, shape (n, 16, 10)
        Levels from -1 (60 dB below the loudest place) to 1.
    y : ndarray, shape (n,)
        1 where the recording is played backwards, else 0.
    rows : ndarray, shape (n,)
        Which recordings of the set they are.
    """
    from dlaudio import datasets

    words = datasets.load(name)
    rows = np.random.default_rng(1).permutation(words.splits[split])[:n]
    X = np.array([steps_of(words.audio[row], words.sr) for row in rows]) / -LOWEST * 2 + 1
    y = np.arange(len(rows)) % 2
    X[y == 1] = X[y == 1, ::-1]
    return np.round(X, 2).astype(np.float32), y, rows
