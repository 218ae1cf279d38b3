"""Sounds made from a formula: tones, notes, sweeps and noise.

All return float32 samples of shape (n,), n = round(duration * sr), that never leave
[-amplitude, amplitude]. Add sounds with ``+`` and join them with ``np.concatenate``; a sum may
exceed 1, which `play` scales down and `write_wav` refuses.
"""

import numpy as np

from dlaudio.audio.fades import fade
from dlaudio.audio.validation import check_count, check_number


def tone(
    frequency: float, *, sr: int, duration: float, amplitude: float = 0.5, phase: float = 0.0
) -> np.ndarray:
    """Pure tone, ``amplitude sin(2 pi frequency t + phase)``.

    It starts and stops at once, which clicks; `fade` removes the click.

    Parameters
    ----------
    frequency : float
        Hz, from 0 to sr / 2.
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds.
    amplitude : float
        Peak, from 0 to 1.
    phase : float
        Radians at time 0.

    Returns
    -------
    y : ndarray of float32, shape (round(duration * sr),)

    Raises
    ------
    ValueError
        If an argument is out of range; above sr / 2 another, lower tone would sound (aliasing).

    See Also
    --------
    librosa.tone : the same wave; a cosine, and of amplitude 1.

    Examples
    --------
    >>> tone(2000, sr=8000, duration=0.001, amplitude=1).round(3) + 0.0  # four samples a period
    array([ 0.,  1.,  0., -1.,  0.,  1.,  0., -1.], dtype=float32)
    """
    t = times(sr, duration)
    frequency = check_number(frequency, name="frequency in Hz", low=0, high=sr / 2)
    phase = check_number(phase, name="phase", low=-np.inf)
    return _scaled(np.sin(2 * np.pi * frequency * t + phase), amplitude)


def note(
    frequency: float,
    *,
    sr: int,
    duration: float,
    amplitude: float = 0.5,
    n_harmonics: int = 8,
    decay: float = 0.4,
) -> np.ndarray:
    """Note like a plucked string's: harmonics k = 1, 2, ... that start at 1/k and die away.

    Parameters
    ----------
    frequency : float
        Fundamental, Hz, above 0 to sr / 2. Harmonics above sr / 2 are left out.
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds. The first 5 ms and the last 30 ms are faded (at most half the note each).
    amplitude : float
        Peak, from 0 to 1.
    n_harmonics : int, at least 1
        How many, counting the fundamental; 1 gives a pure tone with an envelope.
    decay : float, at least 0.001
        Seconds in which the fundamental falls to 1/e; harmonic k falls k times as fast.

    Returns
    -------
    y : ndarray of float32, shape (round(duration * sr),)

    Raises
    ------
    ValueError
        If an argument is out of range.

    See Also
    --------
    librosa.tone : the pure tone of one harmonic, without an envelope.

    Examples
    --------
    >>> y = note(220, sr=8000, duration=0.5)
    >>> y.shape, float(abs(y).max())
    ((4000,), 0.5)
    """
    t = times(sr, duration)
    frequency = check_number(frequency, name="frequency in Hz", low=1e-3, high=sr / 2)
    decay = check_number(decay, name="decay in seconds", low=1e-3)
    highest = min(check_count(n_harmonics, name="n_harmonics"), int(sr / 2 / frequency))
    y = np.zeros_like(t)
    for k in range(1, highest + 1):
        y += np.exp(-k * t / decay) * np.sin(2 * np.pi * k * frequency * t) / k
    half = len(y) / sr / 2
    y = fade(y, sr=sr, fade_in=min(0.005, half), fade_out=min(0.03, half))
    return to_peak(y, amplitude)


def chirp(
    *,
    fmin: float,
    fmax: float,
    sr: int,
    duration: float,
    amplitude: float = 0.5,
    linear: bool = False,
) -> np.ndarray:
    """Sweep from fmin to fmax: the phase is 2 pi times the integral of the frequency.

    Parameters
    ----------
    fmin, fmax : float
        First and last frequency, Hz, above 0 to sr / 2; fmin may be the higher one.
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds.
    amplitude : float
        Peak, from 0 to 1.
    linear : bool
        If True the frequency rises by the same number of Hz each second, if False by the same
        musical interval (``fmin (fmax / fmin)**(t / duration)``).

    Returns
    -------
    y : ndarray of float32, shape (round(duration * sr),)

    Raises
    ------
    ValueError
        If an argument is out of range, or fmin equals fmax.

    See Also
    --------
    librosa.chirp : the same wave, of amplitude 1.

    Examples
    --------
    >>> chirp(fmin=110, fmax=1760, sr=8000, duration=2).shape
    (16000,)
    """
    t = times(sr, duration)
    fmin = check_number(fmin, name="fmin in Hz", low=1e-3, high=sr / 2)
    fmax = check_number(fmax, name="fmax in Hz", low=1e-3, high=sr / 2)
    if fmin == fmax:
        raise ValueError(f"a chirp needs two frequencies, got {fmin:g} Hz twice: use tone")
    if linear:
        turns = fmin * t + (fmax - fmin) * t**2 / (2 * duration)
    else:
        rate = np.log(fmax / fmin) / duration
        turns = fmin * np.expm1(rate * t) / rate
    return _scaled(np.sin(2 * np.pi * turns), amplitude)


def white_noise(
    *, sr: int, duration: float, rng: np.random.Generator, amplitude: float = 0.3
) -> np.ndarray:
    """Independent samples, uniform in [-amplitude, amplitude]: every frequency alike.

    Parameters
    ----------
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds.
    rng : numpy.random.Generator
        Draws the samples.
    amplitude : float
        Peak, from 0 to 1.

    Returns
    -------
    y : ndarray of float32, shape (round(duration * sr),)

    Raises
    ------
    ValueError
        If an argument is out of range.

    See Also
    --------
    numpy.random.Generator.uniform : draws them; librosa has no noise.

    Examples
    --------
    >>> y = white_noise(sr=8000, duration=1, rng=np.random.default_rng(0))
    >>> y.shape, bool(abs(y).max() <= 0.3)
    ((8000,), True)
    """
    noise = rng.uniform(-1, 1, len(times(sr, duration)))
    return (check_number(amplitude, name="amplitude", low=0, high=1) * noise).astype(np.float32)


def silence(*, sr: int, duration: float) -> np.ndarray:
    """Zeros, to put between sounds.

    Parameters
    ----------
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds.

    Returns
    -------
    y : ndarray of float32, shape (round(duration * sr),)

    Raises
    ------
    ValueError
        If an argument is out of range.

    See Also
    --------
    numpy.zeros : the same; librosa has no silence.

    Examples
    --------
    >>> silence(sr=8000, duration=0.5).shape
    (4000,)
    """
    return np.zeros(len(times(sr, duration)), np.float32)


def times(sr, duration) -> np.ndarray:
    """Time of each sample in seconds, shape (n,).

    Parameters
    ----------
    sr : int, at least 1
        Sample rate, Hz.
    duration : float, above 0
        Seconds.

    Raises
    ------
    ValueError
        If not one sample fits in.
    """
    sr = check_count(sr, name="sr")
    n = round(check_number(duration, name="duration in seconds", low=0) * sr)
    if n == 0:
        raise ValueError(f"a sound needs at least one sample, got {duration:g} s at {sr} Hz")
    return np.arange(n) / sr


def to_peak(y, amplitude) -> np.ndarray:
    # Nothing but rounding noise is left as it is: a note at exactly sr / 2 is all zeros.
    """y with its largest sample at the amplitude, float32.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    amplitude : float
        From 0 to 1.
    """
    return _scaled(y / max(np.abs(y).max(), 1e-9), amplitude)


def _scaled(y, amplitude) -> np.ndarray:
    return (check_number(amplitude, name="amplitude", low=0, high=1) * y).astype(np.float32)
