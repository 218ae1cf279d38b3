"""Data augmentation: more examples, by changes that leave the label as it is.

Every function draws from `rng` and returns a new array of the dtype of the old one. Those on
samples take one channel, y of shape (n,); those on spectrograms any (..., frequency, frame).
"""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_number


def gain(y, *, rng: np.random.Generator, low_db: float = -6.0, high_db: float = 6.0) -> np.ndarray:
    """Make y louder or softer, by a number of dB drawn uniformly from low_db to high_db.

    6 dB double every sample, so a loud sound may leave [-1, 1]. ValueError if low_db is above
    high_db.
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
    snr_db : float
        Signal-to-noise ratio in dB, 10 log10(sum y^2 / sum noise^2): 0 is as loud as y.
    rng : numpy.random.Generator
        Draws the noise, or where to cut it from the background.
    background : array, shape (m,), m >= n, optional
        Recorded noise to cut a random piece from; white Gaussian noise if not given.

    Raises
    ------
    ValueError
        If y or the noise is silent, which has no ratio, or the background is shorter than y.
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

    ValueError if max_shift is not a whole number from 0 to n.
    """
    y = check_mono(y, caller="time_shift")
    max_shift = check_count(max_shift, name="max_shift", at_least=0)
    if max_shift > len(y):
        raise ValueError(f"max_shift must be at most the {len(y)} samples of y, got {max_shift}")
    shift = int(rng.integers(-max_shift, max_shift + 1))
    padded = np.pad(y, max_shift)
    return padded[max_shift - shift : max_shift - shift + len(y)]


def time_mask(S, *, max_width: int, rng: np.random.Generator, fill: float = 0.0) -> np.ndarray:
    """Replace up to max_width neighbouring frames of a spectrogram by `fill`.

    Width and place are drawn uniformly, for each example of a batch (N, frequency, frame) anew.
    Choose `fill` as silence or the mean on the scale of S: 0 after standardisation. D. Park et al.,
    "SpecAugment", Interspeech 2019, sec. 2.

    Raises ValueError if S has no two axes, or max_width is not from 0 to the number of frames.
    """
    return _mask(S, -1, max_width, rng, fill, "time_mask")


def frequency_mask(S, *, max_width: int, rng: np.random.Generator, fill: float = 0.0) -> np.ndarray:
    """Replace up to max_width neighbouring frequencies by `fill`; otherwise like `time_mask`."""
    return _mask(S, -2, max_width, rng, fill, "frequency_mask")


def _mask(S, axis, max_width, rng, fill, caller) -> np.ndarray:
    S = _check_picture(S, caller)
    size = S.shape[axis]
    max_width = check_count(max_width, name="max_width", at_least=0)
    if max_width > size:
        raise ValueError(f"max_width must be at most {size}, got {max_width}")
    width = rng.integers(max_width + 1, size=(*S.shape[:-2], 1, 1))
    start = rng.integers(size - width + 1)
    index = np.arange(size) if axis == -1 else np.arange(size)[:, None]
    return np.where((index >= start) & (index < start + width), S.dtype.type(fill), S)


def stretch(
    S, *, max_stretch: float, max_shift: float, rng: np.random.Generator, fill: float = 0.0
) -> np.ndarray:
    """Play a spectrogram faster or slower, later or earlier: frames move, frequencies stay.

    Frame t of the result is what was at (t - shift) * rate, between two frames a weighted mean of
    them. For each example of a batch (N, frequency, frame) anew, the rate is drawn between
    exp(-max_stretch) and exp(max_stretch), uniformly in its logarithm, and the shift uniformly
    between -max_shift and max_shift frames.

    Parameters
    ----------
    S : array, shape (..., frequency, frame)
    max_stretch, max_shift : float
        At least 0.
    rng : numpy.random.Generator
    fill : float
        What comes in from outside.

    Raises
    ------
    ValueError
        If S has no two axes or a single frame, or a limit is below 0.
    """
    S = _check_picture(S, "stretch")
    n = S.shape[-1]
    if n < 2:
        raise ValueError(f"stretch needs at least 2 frames, got {n}")
    max_stretch = check_number(max_stretch, name="max_stretch", low=0)
    max_shift = check_number(max_shift, name="max_shift", low=0)
    each = (*S.shape[:-2], 1, 1)
    rate = np.exp(rng.uniform(-max_stretch, max_stretch, each))
    place = (np.arange(n) - rng.uniform(-max_shift, max_shift, each)) * rate
    before = np.clip(np.floor(place).astype(int), 0, n - 2)
    part = place - before
    left, right = (
        np.take_along_axis(S, np.broadcast_to(frame, S.shape), axis=-1)
        for frame in (before, before + 1)
    )
    inside = (place >= 0) & (place <= n - 1)
    return np.where(inside, (1 - part) * left + part * right, fill).astype(S.dtype)


def tilt(S, *, max_tilt: float, rng: np.random.Generator) -> np.ndarray:
    """Make a spectrogram in levels brighter or darker: add a straight line over frequency.

    The line is 0 in the middle and +tilt at the highest frequency, with -tilt at the lowest; tilt
    is drawn uniformly between -max_tilt and max_tilt, for each example of a batch
    (N, frequency, frame) anew. Like another microphone, or another throat.

    Raises ValueError if S has no two axes, or max_tilt is below 0.
    """
    S = _check_picture(S, "tilt")
    max_tilt = check_number(max_tilt, name="max_tilt", low=0)
    amount = rng.uniform(-max_tilt, max_tilt, (*S.shape[:-2], 1, 1))
    return (S + amount * np.linspace(-1, 1, S.shape[-2])[:, None]).astype(S.dtype)


def _check_picture(S, caller: str) -> np.ndarray:
    S = np.asarray(S)
    if S.ndim < 2:
        raise ValueError(f"{caller} needs S of shape (..., frequency, frame), got {S.shape}")
    return S
