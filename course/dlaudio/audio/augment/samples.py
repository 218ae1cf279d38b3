"""Changes of samples that leave the label as it is; one channel, y of shape (n,)."""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_number


def gain(y, *, rng: np.random.Generator, low_db: float = -6.0, high_db: float = 6.0) -> np.ndarray:
    """Make y louder or softer, by a number of dB drawn uniformly from low_db to high_db.

    6 dB double every sample, so a loud sound may leave [-1, 1].

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    rng : numpy.random.Generator
        Draws the gain.
    low_db, high_db : float, low_db <= high_db
        Limits of the gain, in dB.

    Returns
    -------
    y : ndarray, shape (n,)

    Raises
    ------
    ValueError
        If y is not one channel, or low_db is above high_db.

    See Also
    --------
    librosa.db_to_amplitude : the factor of a gain in dB.

    Examples
    --------
    >>> gain([0.1, -0.1], rng=np.random.default_rng(0), low_db=20, high_db=20)
    array([ 1., -1.])
    """
    y = check_mono(y, caller="gain")
    low_db = check_number(low_db, name="low_db", low=-np.inf)
    high_db = check_number(high_db, name="high_db", low=low_db)
    return y * 10 ** (rng.uniform(low_db, high_db) / 20)


def noise(y, *, snr_db: float, rng: np.random.Generator, background=None) -> np.ndarray:
    """Add noise whose power is exactly `snr_db` below that of y.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    snr_db : float
        Signal-to-noise ratio in dB, 10 log10(sum y^2 / sum noise^2): 0 is as loud as y.
    rng : numpy.random.Generator
        Draws the noise, or where to cut it from the background.
    background : array, shape (m,), m >= n, optional
        Recorded noise to cut a random piece from; white Gaussian noise if not given.

    Returns
    -------
    y : ndarray, shape (n,)

    Raises
    ------
    ValueError
        If y or the noise is silent, which has no ratio, or the background is shorter than y.

    See Also
    --------
    librosa.feature.rms : levels, to see what a ratio means; librosa mixes no noise.

    Examples
    --------
    >>> y = np.sin(np.arange(1000) / 5)
    >>> noisy = noise(y, snr_db=10, rng=np.random.default_rng(0))
    >>> round(float(10 * np.log10(np.sum(y**2) / np.sum((noisy - y) ** 2))), 6)
    10.0
    """
    y = check_mono(y, caller="noise")
    snr_db = check_number(snr_db, name="snr_db", low=-np.inf)
    if background is None:
        added = rng.normal(size=len(y))
    else:
        background = check_mono(background, caller="noise").astype(np.float64)
        if len(background) < len(y):
            raise ValueError(
                f"noise needs a background of at least {len(y)} samples, got {len(background)}"
            )
        start = rng.integers(len(background) - len(y) + 1)
        added = background[start : start + len(y)]
    power, noise_power = np.sum(y.astype(np.float64) ** 2), np.sum(added**2)
    if power == 0 or noise_power == 0:
        silent = "y" if power == 0 else "the piece of background"
        raise ValueError(f"a signal-to-noise ratio needs sound on both sides, but {silent} is zero")
    scale = np.sqrt(power / noise_power / 10 ** (snr_db / 10))
    return (y + scale * added).astype(y.dtype)


def time_shift(y, *, max_shift: int, rng: np.random.Generator) -> np.ndarray:
    """Move y by up to max_shift samples, earlier or later alike; zeros come in, the end is lost.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    max_shift : int, from 0 to n
        In samples; every shift up to it is equally likely.
    rng : numpy.random.Generator
        Draws the shift.

    Returns
    -------
    y : ndarray, shape (n,)

    Raises
    ------
    ValueError
        If y is not one channel, or max_shift is not a whole number from 0 to n.

    See Also
    --------
    librosa.util.fix_length : pads or cuts at the end.

    Examples
    --------
    >>> time_shift([1.0, 2.0, 3.0], max_shift=1, rng=np.random.default_rng(2))
    array([0., 1., 2.])
    """
    y = check_mono(y, caller="time_shift")
    max_shift = check_count(max_shift, name="max_shift", at_least=0)
    if max_shift > len(y):
        raise ValueError(f"max_shift must be at most the {len(y)} samples of y, got {max_shift}")
    shift = int(rng.integers(-max_shift, max_shift + 1))
    padded = np.pad(y, max_shift)
    return padded[max_shift - shift : max_shift - shift + len(y)]
