"""Echo and pitch from the spectrum of a spectrum: the cepstrum."""

import numpy as np

from dlaudio.audio.validation import check_mono, check_number, check_rate


def power_cepstrum(y, *, amin: float = 1e-10) -> np.ndarray:
    """``|IFFT(log |FFT(y)|**2)|**2``: a peak at lag n means an echo or a pitch of sr / n.

    B. Bogert, M. Healy, J. Tukey, "The quefrency alanysis of time series for echoes", 1963.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    amin : float
        The smallest power told from 0, above 0.

    Returns
    -------
    cepstrum : ndarray, shape (n,)
        Against the lag in samples. float32 for float32, else float64.

    Raises
    ------
    ValueError
        If y is not one channel of finite samples, or amin is not above 0.

    See Also
    --------
    librosa.feature.mfcc : the cepstrum of mel bands, by a cosine transform.

    Examples
    --------
    >>> y = np.zeros(64)
    >>> y[0], y[10] = 1.0, 0.5  # a click and its echo
    >>> 1 + int(np.argmax(power_cepstrum(y)[1:32]))
    10
    """
    y = check_mono(y, caller="power_cepstrum")
    amin = check_number(amin, name="amin", low=np.finfo(np.float32).tiny)
    power = np.abs(np.fft.fft(y.astype(np.float64))) ** 2
    return (np.abs(np.fft.ifft(np.log(np.maximum(power, amin)))) ** 2).astype(y.dtype)


def cepstral_pitch(y, *, sr: float, fmin: float = 60.0, fmax: float = 500.0) -> float:
    """Pitch of a harmonic sound: where the cepstrum peaks between the lags of fmax and fmin.

    A. Noll, "Cepstrum pitch determination", J. Acoust. Soc. Am. 41, 1967.

    Parameters
    ----------
    y : array, shape (n,)
        Samples, more than 2 sr / fmin.
    sr : float, at least 1
        Sample rate in Hz.
    fmin, fmax : float
        Lowest and highest pitch looked for, in Hz, 0 < fmin < fmax <= sr / 2.

    Returns
    -------
    pitch : float, in Hz

    Raises
    ------
    ValueError
        If y is too short for the lag of `fmin`, or a number is out of range.

    See Also
    --------
    librosa.yin, librosa.pyin : pitch from the autocorrelation, frame by frame.

    Examples
    --------
    >>> y = np.zeros(1024)
    >>> y[::40] = 1.0  # 200 clicks a second
    >>> cepstral_pitch(y, sr=8000)
    200.0
    """
    y, sr = check_mono(y, caller="cepstral_pitch"), check_rate(sr)
    fmin = check_number(fmin, name="fmin in Hz", low=1e-3)
    fmax = check_number(fmax, name="fmax in Hz", low=1e-3)
    if not fmin < fmax <= sr / 2:
        raise ValueError(f"needs 0 < fmin < fmax <= sr / 2, got {fmin:g}, {fmax:g} and sr {sr:g}")
    low, high = int(np.ceil(sr / fmax)), int(sr / fmin)
    if high >= len(y) // 2:
        raise ValueError(f"needs more than {2 * high} samples for {fmin} Hz, got {len(y)}")
    if low > high:
        raise ValueError(f"no whole lag lies between {fmin:g} and {fmax:g} Hz at {sr:g} Hz")
    cepstrum = power_cepstrum(y.astype(np.float64) * np.hanning(len(y)))
    return sr / (low + int(np.argmax(cepstrum[low : high + 1])))
