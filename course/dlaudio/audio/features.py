"""Numbers that describe a sound frame by frame: one value a frame, shape (t,).

librosa returns the same values with shape (1, t). Here the axis of length 1 is left out, so that a
feature can be plotted against `frames_to_time` as it is. One channel only: y of shape (n,).
"""

import numpy as np

from dlaudio.audio.frames import frame
from dlaudio.audio.validation import check_count, check_mono

# As librosa: samples this close to 0 count as 0, so that rounding noise has no crossings.
_ZERO = 1e-10


def rms(y, *, frame_length: int = 2048, hop_length: int = 512, center: bool = True) -> np.ndarray:
    """Root mean square of each frame, ``sqrt(mean(y**2))``: its level, in the units of y.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    frame_length, hop_length : int, at least 1
        Samples in a frame, and from one frame to the next.
    center : bool
        If True, frame_length // 2 zeros are put before and after y, so that frame t is centred on
        sample ``t * hop_length``; frames at the ends are then quieter. If False, it starts there.

    Returns
    -------
    rms : ndarray, shape (t,)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        If y has several channels, is empty, not finite, or shorter than a frame that is not
        centred; or if a length is not a whole number of at least 1.

    See Also
    --------
    librosa.feature.rms : the same numbers, of shape (1, t).

    Examples
    --------
    >>> rms([3.0, -4.0, 3.0, 4.0], frame_length=2, hop_length=2, center=False).round(3)
    array([3.536, 3.536])
    """
    y = check_mono(y, caller="rms")
    frame_length = check_count(frame_length, name="frame_length")
    if center:
        y = np.pad(y, frame_length // 2)
    frames = frame(y, frame_length=frame_length, hop_length=hop_length)
    return np.sqrt(np.mean(frames**2, axis=0))


def zero_crossing_rate(
    y, *, frame_length: int = 2048, hop_length: int = 512, center: bool = True
) -> np.ndarray:
    """Share of the samples in each frame whose sign differs from that of the sample before.

    Zero counts as positive. A tone of f Hz crosses 0 twice a period, so its rate is about 2 f / sr;
    white noise has about 1/2.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    frame_length, hop_length : int, at least 1
        Samples in a frame, and from one frame to the next.
    center : bool
        If True, the first and last sample are repeated frame_length // 2 times before and after y
        (which adds no crossing), so that frame t is centred on sample ``t * hop_length``.

    Returns
    -------
    rate : ndarray, shape (t,), from 0 to 1
        Crossings divided by frame_length. The first sample of a frame has none before it and
        never counts. float32 for float32, else float64.

    Raises
    ------
    ValueError
        As `rms`.

    See Also
    --------
    librosa.feature.zero_crossing_rate : the same numbers, of shape (1, t).

    Examples
    --------
    >>> zero_crossing_rate([1.0, -1.0, 1.0, 1.0], frame_length=4, hop_length=4, center=False)
    array([0.5])
    """
    y = check_mono(y, caller="zero_crossing_rate")
    frame_length = check_count(frame_length, name="frame_length")
    if center:
        y = np.pad(y, frame_length // 2, mode="edge")
    negative = frame(y, frame_length=frame_length, hop_length=hop_length) < -_ZERO
    crossings = np.count_nonzero(negative[1:] != negative[:-1], axis=0)
    return (crossings / frame_length).astype(y.dtype)
