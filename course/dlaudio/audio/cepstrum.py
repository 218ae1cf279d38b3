"""Source and filter taken apart: the cepstrum, linear prediction, and phase from magnitude."""

import numpy as np

from dlaudio.audio.spectrum import istft, stft
from dlaudio.audio.validation import check_count, check_mono


def power_cepstrum(y, *, amin: float = 1e-10) -> np.ndarray:
    """``|IFFT(log |FFT(y)|**2)|**2``, shape (n,): a peak at lag n means an echo or a pitch sr / n.

    Power below `amin` counts as `amin`. B. Bogert, M. Healy, J. Tukey, "The quefrency alanysis of
    time series for echoes", 1963. Raises ValueError if y is not one channel.
    """
    power = np.abs(np.fft.fft(check_mono(y, caller="power_cepstrum"))) ** 2
    return np.abs(np.fft.ifft(np.log(np.maximum(power, amin)))) ** 2


def cepstral_pitch(y, *, sr: float, fmin: float = 60.0, fmax: float = 500.0) -> float:
    """Pitch of a harmonic sound in Hz: where the cepstrum peaks between the lags of fmax and fmin.

    Raises
    ------
    ValueError
        If y is too short for the lag of `fmin`.
    """
    y = check_mono(y, caller="cepstral_pitch")
    low, high = int(np.ceil(sr / fmax)), int(sr / fmin)
    if high >= len(y) // 2:
        raise ValueError(f"needs more than {2 * high} samples for {fmin} Hz, got {len(y)}")
    cepstrum = power_cepstrum(y * np.hanning(len(y)))
    return sr / (low + int(np.argmax(cepstrum[low : high + 1])))


def lpc(y, *, order: int) -> np.ndarray:
    """Linear prediction coefficients (1, a1, ..., a_order): y[n] + sum_k a_k y[n - k] is smallest.

    Autocorrelation method, Levinson-Durbin recursion: J. Makhoul, "Linear prediction: a tutorial
    review", Proc. IEEE 63, 1975, sec. II.

    Raises
    ------
    ValueError
        If y is silent or not longer than `order`.
    """
    y, order = check_mono(y, caller="lpc").astype(float), check_count(order, name="order")
    if len(y) <= order or not y.any():
        raise ValueError(f"lpc of order {order} needs more samples than that, not all 0")
    r = np.array([y[: len(y) - k] @ y[k:] for k in range(order + 1)])
    a, error = np.array([1.0]), r[0]
    for k in range(1, order + 1):
        reflection = -(a @ r[k:0:-1]) / error
        a = np.append(a, 0.0) + reflection * np.append(a, 0.0)[::-1]
        error *= 1 - reflection**2
    return a


def griffin_lim(
    S, *, hop_length: int, rng: np.random.Generator, n_iter: int = 32, length: int | None = None
) -> np.ndarray:
    """A sound whose magnitude spectrogram is near S: phases are guessed, then made consistent.

    D. Griffin, J. Lim, "Signal estimation from modified short-time Fourier transform", IEEE Trans.
    ASSP 32, 1984. S has shape (n_fft // 2 + 1, t); the result has `length` samples.
    """
    n_fft = 2 * (len(S) - 1)
    phase = np.exp(2j * np.pi * rng.random(S.shape))
    for _ in range(n_iter):
        y = istft(S * phase, hop_length=hop_length, length=length)
        spectrum = stft(y, n_fft=n_fft, hop_length=hop_length)[:, : S.shape[1]]
        phase = np.pad(spectrum, [(0, 0), (0, S.shape[1] - spectrum.shape[1])])
        phase = np.exp(1j * np.angle(phase))
    return istft(S * phase, hop_length=hop_length, length=length)
