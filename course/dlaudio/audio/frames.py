"""A signal cut into frames, and the times at which they stand."""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_rate


def frame(y, *, frame_length: int, hop_length: int) -> np.ndarray:
    """Cut y into frames that may overlap; a rest too short for a frame is left out.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    frame_length : int, at least 1
        Samples in a frame.
    hop_length : int, at least 1
        Samples from the start of one frame to the start of the next.

    Returns
    -------
    frames : ndarray, shape (frame_length, t), t = 1 + (n - frame_length) // hop_length
        Column i is ``y[i * hop_length : i * hop_length + frame_length]``. A read-only view of y.

    Raises
    ------
    ValueError
        If y has fewer samples than one frame, or an argument is not as above.

    See Also
    --------
    librosa.util.frame : the same frames.

    Examples
    --------
    >>> frame([0, 1, 2, 3, 4, 5], frame_length=3, hop_length=2)
    array([[0., 2.],
           [1., 3.],
           [2., 4.]])
    """
    y = check_mono(y, caller="frame")
    frame_length = check_count(frame_length, name="frame_length")
    hop_length = check_count(hop_length, name="hop_length")
    if len(y) < frame_length:
        raise ValueError(
            f"a frame needs frame_length={frame_length} samples, got a signal of {len(y)}"
        )
    return np.lib.stride_tricks.sliding_window_view(y, frame_length)[::hop_length].T


def frames_to_time(frames, *, sr: float, hop_length: int = 512) -> np.ndarray:
    """Time of frame numbers, ``frames hop_length / sr``.

    With ``center=True`` that is a frame's middle, else its start.

    Parameters
    ----------
    frames : int or array of any shape
        Numbers of frames, from 0.
    sr : float, at least 1
        Sample rate, Hz.
    hop_length : int, at least 1
        Samples from one frame to the next.

    Returns
    -------
    times : ndarray of the shape of `frames`, in seconds

    Raises
    ------
    ValueError
        If sr or hop_length is not as above.

    See Also
    --------
    librosa.frames_to_time : the same times.

    Examples
    --------
    >>> frames_to_time([0, 1, 10], sr=8000, hop_length=80)
    array([0.  , 0.01, 0.1 ])
    """
    sr = check_rate(sr)
    return np.asarray(frames) * check_count(hop_length, name="hop_length") / sr
