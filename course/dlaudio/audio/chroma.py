"""Twelve numbers a frame, one for each note of the octave: what of a sound is harmony."""

import numpy as np

from dlaudio.audio.spectrum import stft
from dlaudio.audio.validation import check_count, check_magnitudes, check_number, check_rate

_NOTES = 12
_A0 = 27.5  # Hz: octaves are counted from here, and A is pitch class 9


def chroma_filterbank(
    *,
    sr: float,
    n_fft: int,
    tuning: float = 0.0,
    centre: float = 5.0,
    width: float = 2.0,
    dtype=np.float32,
) -> np.ndarray:
    """How much each frequency of an FFT belongs to each of the twelve notes.

    D. Ellis, "Chroma feature analysis and synthesis", Columbia University, 2007: a bell over the
    distance in semitones, as wide as the bin is (a semitone at least), the weights of a bin of
    length 1; and a bell over the octaves, so that very low and very high bins count little.

    Parameters
    ----------
    sr : float, at least 1
        Sample rate in Hz.
    n_fft : int, at least 2
        Samples in a frame.
    tuning : float
        By how much the instrument is above 440 Hz, in semitones.
    centre : float
        Octave above 27.5 Hz that counts most (librosa's `ctroct`).
    width : float, above 0
        Standard deviation of the bell over the octaves, in octaves (librosa's `octwidth`).
    dtype : numpy dtype
        Of the result; it is computed in float64.

    Returns
    -------
    filters : ndarray, shape (12, n_fft // 2 + 1)
        Row 0 is C, row 9 is A.

    Raises
    ------
    ValueError
        If a number is not as above.

    See Also
    --------
    librosa.filters.chroma : the same numbers and defaults.

    Examples
    --------
    >>> filters = chroma_filterbank(sr=8000, n_fft=4000)  # a bin every 2 Hz
    >>> int(filters[:, 220].argmax())  # 440 Hz is an A
    9
    """
    sr, n_fft = check_rate(sr), check_count(n_fft, name="n_fft", at_least=2)
    tuning = check_number(tuning, name="tuning in semitones", low=-np.inf)
    centre = check_number(centre, name="centre in octaves", low=-np.inf)
    width = check_number(width, name="width in octaves", low=1e-3)
    n_bins = n_fft // 2 + 1
    frequencies = np.arange(1, n_bins + 1) * sr / n_fft
    semitone = _NOTES * np.log2(frequencies / _A0) - tuning
    # 0 Hz has no place on this scale: it is put an octave and a half below the first bin
    semitone = np.concatenate([[semitone[0] - 1.5 * _NOTES], semitone])
    bin_width = np.maximum(np.diff(semitone), 1)
    semitone = semitone[:n_bins]
    # distance to each note, from -6 to 6, whatever the octave; row 0 is C, 9 semitones below A
    notes = np.arange(_NOTES)[:, None] - 9
    distance = (semitone - notes + _NOTES / 2) % _NOTES - _NOTES / 2
    weights = np.exp(-0.5 * (2 * distance / bin_width) ** 2)
    weights /= np.linalg.norm(weights, axis=0)
    weights *= np.exp(-0.5 * ((semitone / _NOTES - centre) / width) ** 2)
    return weights.astype(dtype)


def chroma_stft(
    y=None,
    *,
    sr: float,
    S=None,
    n_fft: int = 2048,
    hop_length: int = 512,
    win_length: int | None = None,
    window="hann",
    center: bool = True,
    tuning: float = 0.0,
) -> np.ndarray:
    """Power of each of the twelve notes, octaves added up, over time.

    Parameters
    ----------
    y : array, shape (n,)
        Samples; not needed if S is given.
    sr : float, at least 1
        Sample rate in Hz.
    S : array, shape (n_fft // 2 + 1, t), optional
        A power spectrogram to start from; then y and n_fft to center are not used.
    n_fft : int, even
        Samples in a frame.
    hop_length : int, at least 1
        Samples from one frame to the next.
    win_length : int, from 2 to n_fft, optional
        Samples under the window; n_fft if not given.
    window : str, or array of shape (win_length,)
        See `get_window`.
    center : bool
        See `stft`.
    tuning : float
        By how much the instrument is above 440 Hz, in semitones. librosa estimates it if it is
        None; here it is what you say.

    Returns
    -------
    chroma : ndarray, shape (12, t), from 0 to 1
        Row 0 is C, row 9 is A; the loudest note of a frame is 1, a silent frame is 0. float32 for
        float32, else float64.

    Raises
    ------
    ValueError
        As `stft` and `chroma_filterbank`; or if neither or both of y and S are given.

    See Also
    --------
    librosa.feature.chroma_stft : the same numbers for the same `tuning`.

    Examples
    --------
    >>> y = np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)
    >>> chroma_stft(y, sr=8000)[:, 8].round(1)  # an A, and little else
    array([0. , 0. , 0. , 0. , 0. , 0. , 0. , 0. , 0.1, 1. , 0.1, 0. ])
    """
    if (y is None) == (S is None):
        raise ValueError("chroma_stft needs either samples y or a power spectrogram S")
    if S is None:
        spectrum = stft(
            y,
            n_fft=n_fft,
            hop_length=hop_length,
            win_length=win_length,
            window=window,
            center=center,
        )
        S = np.abs(spectrum) ** 2
    else:
        S = check_magnitudes(S, caller="chroma_stft")
    bank = chroma_filterbank(sr=sr, n_fft=2 * (len(S) - 1), tuning=tuning, dtype=S.dtype)
    notes = bank @ S
    loudest = notes.max(axis=0)
    return np.divide(notes, loudest, out=np.zeros_like(notes), where=loudest > 0)


def fold_octaves(power, *, sr: float, fmin: float) -> np.ndarray:
    """The plainest chroma: each bin's whole power goes to the note nearest to it.

    Parameters
    ----------
    power : array, shape (k, t)
        A power spectrogram from 0 to sr / 2.
    sr : float, at least 1
        Sample rate in Hz.
    fmin : float, above 0
        Bins below it, in Hz, are left out.

    Returns
    -------
    chroma : ndarray, shape (12, t), from 0 to 1
        Row 0 is C; the loudest note of a frame is 1, a silent frame is 0.

    Raises
    ------
    ValueError
        If power is no matrix of numbers of at least 0, or a number is not as above.

    See Also
    --------
    chroma_stft : with bells in the place of rounding.

    Examples
    --------
    >>> power = np.zeros((801, 1))
    >>> power[[88, 132]] = 1  # 440 and 660 Hz
    >>> fold_octaves(power, sr=8000, fmin=50.0)[[4, 9], 0]
    array([1., 1.])
    """
    power = check_magnitudes(power, caller="fold_octaves")
    sr, fmin = check_rate(sr), check_number(fmin, name="fmin in Hz", low=1e-3)
    f = np.linspace(0, sr / 2, len(power))
    heard = f >= fmin
    semitones = np.round(_NOTES * np.log2(f[heard] / 440.0)).astype(int)
    member = np.arange(_NOTES)[:, None] == (semitones + 9) % _NOTES
    notes = member.astype(power.dtype) @ power[heard]
    loudest = notes.max(axis=0)
    return np.divide(notes, loudest, out=np.zeros_like(notes), where=loudest > 0)
