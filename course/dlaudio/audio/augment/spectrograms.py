"""Changes of spectrograms, of shape (..., frequency, frame), that leave the label as it is."""

import numpy as np

from dlaudio.audio.validation import check_count, check_number


def time_mask(S, *, max_width: int, rng: np.random.Generator, fill: float = 0.0) -> np.ndarray:
    """Replace up to max_width neighbouring frames of a spectrogram by `fill`.

    Width and place are drawn uniformly, for each example of a batch (N, frequency, frame) anew.
    Choose `fill` as silence or the mean on the scale of S: 0 after standardisation. D. Park et al.,
    "SpecAugment", Interspeech 2019, sec. 2.

    Parameters
    ----------
    S : array, shape (..., frequency, frame)
        A spectrogram, or a batch of them.
    max_width : int, from 0 to the number of frames
        Every width up to it is equally likely.
    rng : numpy.random.Generator
        Draws width and place.
    fill : float
        What is put there, in the units of S.

    Returns
    -------
    S : ndarray, shape (..., frequency, frame)

    Raises
    ------
    ValueError
        If S has no two axes, or max_width is not as above.

    See Also
    --------
    torchaudio.transforms.TimeMasking : the same; librosa has no masks.

    Examples
    --------
    >>> time_mask(np.ones((1, 5)), max_width=2, rng=np.random.default_rng(1))
    array([[1., 1., 0., 1., 1.]])
    """
    return _mask(S, -1, max_width, rng, fill, "time_mask")


def frequency_mask(S, *, max_width: int, rng: np.random.Generator, fill: float = 0.0) -> np.ndarray:
    """Replace up to max_width neighbouring frequencies of a spectrogram by `fill`.

    Otherwise like `time_mask`, and from the same paper.

    Parameters
    ----------
    S : array, shape (..., frequency, frame)
        A spectrogram, or a batch of them.
    max_width : int, from 0 to the number of frequencies
        Every width up to it is equally likely.
    rng : numpy.random.Generator
        Draws width and place.
    fill : float
        What is put there, in the units of S.

    Returns
    -------
    S : ndarray, shape (..., frequency, frame)

    Raises
    ------
    ValueError
        If S has no two axes, or max_width is not as above.

    See Also
    --------
    torchaudio.transforms.FrequencyMasking : the same; librosa has no masks.

    Examples
    --------
    >>> frequency_mask(np.ones((4, 1)), max_width=2, rng=np.random.default_rng(1)).T
    array([[1., 1., 0., 1.]])
    """
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
        A spectrogram of at least 2 frames, or a batch of them.
    max_stretch : float, at least 0
        Largest logarithm of the rate: 0.1 is about 10 %.
    max_shift : float, at least 0
        In frames.
    rng : numpy.random.Generator
        Draws rate and shift.
    fill : float
        What comes in from outside, in the units of S.

    Returns
    -------
    S : ndarray, shape (..., frequency, frame)

    Raises
    ------
    ValueError
        If S has no two axes or a single frame, or a limit is below 0.

    See Also
    --------
    librosa.effects.time_stretch : stretches the sound itself, by a phase vocoder.

    Examples
    --------
    >>> S = np.arange(5.0)[None]
    >>> stretch(S, max_stretch=0, max_shift=1, rng=np.random.default_rng(0), fill=-1).round(2)
    array([[ 0.46,  1.46,  2.46,  3.46, -1.  ]])
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

    Parameters
    ----------
    S : array, shape (..., frequency, frame)
        Levels, such as dB: a straight line in levels is a power law in power.
    max_tilt : float, at least 0
        In the units of S.
    rng : numpy.random.Generator
        Draws the tilt.

    Returns
    -------
    S : ndarray, shape (..., frequency, frame)

    Raises
    ------
    ValueError
        If S has no two axes, or max_tilt is below 0.

    See Also
    --------
    librosa.effects.preemphasis : a fixed tilt of the sound itself.

    Examples
    --------
    >>> tilt(np.zeros((3, 1)), max_tilt=6, rng=np.random.default_rng(0)).round(2).T
    array([[-1.64,  0.  ,  1.64]])
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
