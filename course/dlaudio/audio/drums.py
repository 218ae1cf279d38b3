"""A small drum kit made from formulas: sines that fall, tones for skins, noise for metal.

All return float32 samples of shape (n,), n = round(duration * sr), that never leave
[-amplitude, amplitude].
"""

import numpy as np

from dlaudio.audio.fades import fade
from dlaudio.audio.signals import times, to_peak
from dlaudio.audio.validation import check_count


def kick(
    *, sr: int, rng: np.random.Generator, duration: float = 0.4, amplitude: float = 0.8
) -> np.ndarray:
    """Bass drum: a sine that falls from about 160 Hz to about 50 Hz, after a short click of noise.

    Parameters
    ----------
    sr : int, at least 2000
        Sample rate, Hz.
    rng : numpy.random.Generator
        Varies each hit a little.
    duration : float, above 0
        Seconds; the last 10 ms are faded (at most half the hit).
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
    dlaudio.datasets.load : "drum-hits" has many more; librosa has no drums.

    Examples
    --------
    >>> kick(sr=8000, rng=np.random.default_rng(0)).shape
    (3200,)
    """
    t = _drum_times(sr, duration)
    low = rng.uniform(45, 60)
    # The frequency is low + 110 exp(-t / 0.03); its integral is the phase in turns.
    turns = low * t + 110 * 0.03 * -np.expm1(-t / 0.03)
    body = np.exp(-t / rng.uniform(0.08, 0.12)) * np.sin(2 * np.pi * turns)
    click = np.exp(-t / 0.003) * rng.uniform(-1, 1, len(t))
    return _hit(body + 0.2 * click, sr, amplitude)


def snare(
    *, sr: int, rng: np.random.Generator, duration: float = 0.25, amplitude: float = 0.8
) -> np.ndarray:
    """Snare drum: two short tones for the skin, near 190 and 340 Hz, and noise for the wires.

    Parameters
    ----------
    sr : int, at least 2000
        Sample rate, Hz.
    rng : numpy.random.Generator
        Varies each hit a little.
    duration : float, above 0
        Seconds; the last 10 ms are faded (at most half the hit).
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
    dlaudio.datasets.load : "drum-hits" has many more; librosa has no drums.

    Examples
    --------
    >>> snare(sr=8000, rng=np.random.default_rng(0)).shape
    (2000,)
    """
    t = _drum_times(sr, duration)
    pitch = rng.uniform(0.9, 1.1)
    skin = np.sin(2 * np.pi * 190 * pitch * t) + 0.6 * np.sin(2 * np.pi * 340 * pitch * t)
    wires = rng.uniform(-1, 1, len(t))
    decay = rng.uniform(0.05, 0.08)
    return _hit(np.exp(-t / 0.04) * skin + np.exp(-t / decay) * wires, sr, amplitude)


def hat(
    *, sr: int, rng: np.random.Generator, duration: float = 0.1, amplitude: float = 0.5
) -> np.ndarray:
    """Closed hi-hat: short noise whose low frequencies are removed by differencing it twice.

    Parameters
    ----------
    sr : int, at least 2000
        Sample rate, Hz.
    rng : numpy.random.Generator
        Varies each hit a little.
    duration : float, above 0
        Seconds; the last 10 ms are faded (at most half the hit).
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
    dlaudio.datasets.load : "drum-hits" has many more; librosa has no drums.

    Examples
    --------
    >>> hat(sr=8000, rng=np.random.default_rng(0)).shape
    (800,)
    """
    t = _drum_times(sr, duration)
    hiss = np.diff(rng.uniform(-1, 1, len(t) + 2), n=2)
    return _hit(np.exp(-t / rng.uniform(0.015, 0.025)) * hiss, sr, amplitude)


def _drum_times(sr, duration) -> np.ndarray:
    check_count(sr, name="sr of a drum", at_least=2000)
    return times(sr, duration)


def _hit(y, sr, amplitude) -> np.ndarray:
    """Fade the last 10 ms of a drum (half of a shorter one) and bring its peak to amplitude."""
    y = fade(y, sr=sr, fade_in=0, fade_out=min(0.01, len(y) / sr / 2))
    return to_peak(y, amplitude)
