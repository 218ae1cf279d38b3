"""A sound from magnitudes alone: the phases are guessed, then made consistent."""

import numpy as np

from dlaudio.audio.spectrum import istft, stft
from dlaudio.audio.validation import check_count, check_magnitudes


def griffin_lim(
    S,
    *,
    hop_length: int,
    rng: np.random.Generator,
    n_iter: int = 32,
    win_length: int | None = None,
    window="hann",
    length: int | None = None,
) -> np.ndarray:
    """A sound whose magnitude spectrogram is near S.

    D. Griffin, J. Lim, "Signal estimation from modified short-time Fourier transform", IEEE Trans.
    ASSP 32, 1984, fig. 1.

    Parameters
    ----------
    S : array, shape (n_fft // 2 + 1, t)
        Magnitudes, at least 0, of a centred `stft`.
    hop_length : int, at least 1
        Samples from one frame to the next.
    rng : numpy.random.Generator
        Draws the first phases.
    n_iter : int, at least 0
        How often the phases are made consistent; 0 leaves them random.
    win_length : int, from 2 to n_fft, optional
        Samples under the window; n_fft if not given.
    window : str, or array of shape (win_length,)
        See `get_window`.
    length : int, at least 1, optional
        Samples wanted; if not given, (t - 1) hop_length.

    Returns
    -------
    y : ndarray, shape (length,)
        float32 for float32, else float64.

    Raises
    ------
    ValueError
        If S is not a magnitude spectrogram, the window and hop leave samples uncovered, or a
        number is not as above.

    See Also
    --------
    librosa.griffinlim : with momentum, so it needs fewer steps for the same distance.

    Examples
    --------
    >>> S = np.abs(stft(np.sin(np.arange(2000) / 5), n_fft=256, hop_length=64))
    >>> y = griffin_lim(S, hop_length=64, rng=np.random.default_rng(0), length=2000)
    >>> y.shape
    (2000,)
    """
    S = check_magnitudes(S, caller="griffin_lim")
    n_iter = check_count(n_iter, name="n_iter", at_least=0)
    shape = {"hop_length": hop_length, "win_length": win_length, "window": window}
    n_fft, t = 2 * (len(S) - 1), S.shape[1]
    phase = np.exp(2j * np.pi * rng.random(S.shape))
    for _ in range(n_iter):
        y = istft(S * phase, length=length, **shape)
        spectrum = stft(y, n_fft=n_fft, **shape)[:, :t]
        phase = np.exp(1j * np.angle(np.pad(spectrum, [(0, 0), (0, t - spectrum.shape[1])])))
    return istft(S * phase, length=length, **shape).astype(S.dtype)
