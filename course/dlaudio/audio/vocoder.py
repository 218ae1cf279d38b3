"""Voices made of noise: what is left of a sound when only the shape of its spectrum is kept."""

import numpy as np

from dlaudio.audio.mel import mel_filterbank
from dlaudio.audio.prediction import lpc
from dlaudio.audio.spectrum import istft, stft
from dlaudio.audio.validation import check_count, check_magnitudes, check_mono
from dlaudio.audio.windows import get_window


def noise_vocoder(
    mel_power,
    *,
    sr: float,
    n_fft: int,
    hop_length: int,
    rng: np.random.Generator,
    fmin: float = 0.0,
    fmax: float | None = None,
) -> np.ndarray:
    """White noise filtered so that its mel spectrogram is, on average, the one given.

    Parameters
    ----------
    mel_power : array, shape (n_mels, t), n_mels at least 2
        As `melspectrogram` makes it, at least 0.
    sr : float, at least 1
        Sample rate in Hz.
    n_fft : int, even
        Samples in a frame.
    hop_length : int, at least 1
        Samples from one frame to the next.
    rng : numpy.random.Generator
        Draws the noise.
    fmin, fmax : float
        Where the first band begins and the last one ends, in Hz; `fmax` is sr / 2 by default.

    Returns
    -------
    y : ndarray, shape ((t - 1) * hop_length,)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        If `mel_power` is no matrix or holds a value below 0, or a number is not as above.

    See Also
    --------
    librosa.feature.inverse.mel_to_audio : with phases from `griffinlim` instead of noise.

    References
    ----------
    R. Shannon et al., "Speech recognition with primarily temporal cues", Science 270, 1995.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> noise_vocoder(np.ones((8, 11)), sr=8000, n_fft=256, hop_length=64, rng=rng).shape
    (640,)
    """
    mel_power = check_magnitudes(mel_power, caller="noise_vocoder")
    dtype, hop_length = mel_power.dtype, check_count(hop_length, name="hop_length")
    filters = mel_filterbank(
        sr=sr, n_fft=n_fft, n_mels=len(mel_power), fmin=fmin, fmax=fmax, dtype=np.float64
    )
    # each bin gets the mean power of the bands above it, weighed as they weigh the bin
    weights = filters / np.maximum(filters.sum(axis=0), 1e-12)
    gain = weights.T @ (mel_power / np.maximum(filters.sum(axis=1), 1e-12)[:, None])
    length = (mel_power.shape[1] - 1) * hop_length
    noise = stft(rng.normal(size=max(length, 1)), n_fft=n_fft, hop_length=hop_length)
    # a bin of noise has the power of the window
    shaped = noise * np.sqrt(gain / np.sum(get_window("hann", n_fft) ** 2))
    return istft(shaped, hop_length=hop_length, length=length).astype(dtype)


def whisper(
    y,
    *,
    order: int,
    frame_length: int,
    hop_length: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """The same words whispered: each frame's LPC filter, excited by noise instead of its residual.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    order : int, at least 1, below frame_length
        Of the linear prediction.
    frame_length, hop_length : int, at least 1
        Samples in a frame, and from one to the next; at most half a frame.
    rng : numpy.random.Generator
        Draws the noise.

    Returns
    -------
    y : ndarray, shape (n,)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        If y is not one channel, a length is out of range, or `order` is not below frame_length.

    See Also
    --------
    librosa.lpc : the prediction alone, by Burg's method.

    References
    ----------
    B. Atal, S. Hanauer, "Speech analysis and synthesis by linear prediction of the speech wave",
    J. Acoust. Soc. Am. 50, 1971.

    Examples
    --------
    >>> y = np.sin(np.arange(1000) / 5)
    >>> rng = np.random.default_rng(0)
    >>> whisper(y, order=8, frame_length=200, hop_length=50, rng=rng).shape
    (1000,)
    """
    from scipy.signal import lfilter

    y = check_mono(y, caller="whisper")
    order = check_count(order, name="order")
    frame_length = check_count(frame_length, name="frame_length", at_least=2)
    hop_length = check_count(hop_length, name="hop_length")
    if not order < frame_length or 2 * hop_length > frame_length:
        raise ValueError(
            f"whisper needs order < frame_length and hop_length <= frame_length / 2, "
            f"got {order}, {frame_length} and {hop_length}"
        )
    window = get_window("hann", frame_length)
    padded = np.pad(y.astype(np.float64), frame_length)
    out, weight = np.zeros(len(padded)), np.zeros(len(padded))
    for start in range(0, len(padded) - frame_length + 1, hop_length):
        part = slice(start, start + frame_length)
        x = padded[part] * window
        weight[part] += window**2
        if np.abs(x).max() < 1e-6:
            continue  # silence has no filter
        a = lpc(x, order=order)
        r = np.array([x[: frame_length - k] @ x[k:] for k in range(order + 1)])
        # the residual of the normal equations has the energy a . r
        power = max(a @ r, 0.0) / np.sum(window**2)
        voice = lfilter([np.sqrt(power)], a, rng.normal(size=frame_length))
        out[part] += voice * window
    # frames of noise are not alike, so powers add up and not amplitudes
    voice = out / np.sqrt(np.maximum(weight, 1e-3))
    return voice[frame_length:-frame_length].astype(y.dtype)
