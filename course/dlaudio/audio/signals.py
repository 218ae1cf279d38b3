"""Sounds made from a formula: tones, sweeps, noise and a small drum kit.

All return float32 samples of shape (n,), n = round(duration * sr), that never leave
[-amplitude, amplitude]. Add sounds with ``+`` and join them with ``np.concatenate``; a sum may
exceed 1, which `play` scales down and `write_wav` refuses.
"""

import numpy as np

from dlaudio.audio.validation import check_count, check_mono, check_number


def tone(
    frequency: float, *, sr: int, duration: float, amplitude: float = 0.5, phase: float = 0.0
) -> np.ndarray:
    """Pure tone, ``amplitude sin(2 pi frequency t + phase)``.

    It starts and stops at once, which clicks; `fade` removes the click.

    Parameters
    ----------
    frequency : float
        Hz, from 0 to sr / 2.
    sr : int
        Sample rate, Hz.
    duration : float
        Seconds.
    amplitude : float
        Peak, from 0 to 1.
    phase : float
        Radians at time 0.

    Raises
    ------
    ValueError
        If an argument is out of range; above sr / 2 another, lower tone would sound (aliasing).
    """
    t = _times(sr, duration)
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
    sr : int
        Sample rate, Hz.
    duration : float
        Seconds. The first 5 ms and the last 30 ms are faded (at most half the note each).
    amplitude : float
        Peak, from 0 to 1.
    n_harmonics : int
        How many, counting the fundamental; 1 gives a pure tone with an envelope.
    decay : float
        Seconds in which the fundamental falls to 1/e; harmonic k falls k times as fast.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    t = _times(sr, duration)
    frequency = check_number(frequency, name="frequency in Hz", low=1e-3, high=sr / 2)
    decay = check_number(decay, name="decay in seconds", low=1e-3)
    highest = min(check_count(n_harmonics, name="n_harmonics"), int(sr / 2 / frequency))
    y = np.zeros_like(t)
    for k in range(1, highest + 1):
        y += np.exp(-k * t / decay) * np.sin(2 * np.pi * k * frequency * t) / k
    half = len(y) / sr / 2
    y = fade(y, sr=sr, fade_in=min(0.005, half), fade_out=min(0.03, half))
    return _to_peak(y, amplitude)


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
    sr : int
        Sample rate, Hz.
    duration : float
        Seconds.
    amplitude : float
        Peak, from 0 to 1.
    linear : bool
        If True the frequency rises by the same number of Hz each second, if False by the same
        musical interval (``fmin (fmax / fmin)**(t / duration)``).

    Raises
    ------
    ValueError
        If an argument is out of range, or fmin equals fmax.
    """
    t = _times(sr, duration)
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

    `sr` is in Hz, `duration` in seconds. Raises ValueError if an argument is out of range.
    """
    noise = rng.uniform(-1, 1, len(_times(sr, duration)))
    return (check_number(amplitude, name="amplitude", low=0, high=1) * noise).astype(np.float32)


def silence(*, sr: int, duration: float) -> np.ndarray:
    """Zeros. `sr` is in Hz, `duration` in seconds; ValueError if one is out of range."""
    return np.zeros(len(_times(sr, duration)), np.float32)


def kick(
    *, sr: int, rng: np.random.Generator, duration: float = 0.4, amplitude: float = 0.8
) -> np.ndarray:
    """Bass drum: a sine that falls from about 160 Hz to about 50 Hz, after a short click of noise.

    `rng` varies each hit a little. `sr` is in Hz, at least 2000; `duration` in seconds; `amplitude`
    is the peak, from 0 to 1. Raises ValueError if an argument is out of range.
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

    `rng` and the other arguments as in `kick`.
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

    `rng` and the other arguments as in `kick`.
    """
    t = _drum_times(sr, duration)
    hiss = np.diff(rng.uniform(-1, 1, len(t) + 2), n=2)
    return _hit(np.exp(-t / rng.uniform(0.015, 0.025)) * hiss, sr, amplitude)


def fade(y, *, sr: int, fade_in: float = 0.01, fade_out: float = 0.01) -> np.ndarray:
    """Raise y smoothly from 0 at its start and lower it to 0 at its end, so that it does not click.

    Parameters
    ----------
    y : array, shape (n,)
    sr : int
        Sample rate, Hz.
    fade_in, fade_out : float
        Seconds; half a period of a cosine each.

    Returns
    -------
    y : ndarray of float32, shape (n,)

    Raises
    ------
    ValueError
        If the two together are longer than y, or an argument is out of range.
    """
    y = check_mono(y, caller="fade")
    sr = check_count(sr, name="sr")
    rise = int(check_number(fade_in, name="fade_in in seconds", low=0) * sr)
    fall = int(check_number(fade_out, name="fade_out in seconds", low=0) * sr)
    if rise + fall > len(y):
        raise ValueError(
            f"fades of {fade_in:g} s and {fade_out:g} s need {rise + fall} samples, got {len(y)}"
        )
    gain = np.ones(len(y))
    gain[:rise] = (1 - np.cos(np.pi * np.arange(rise) / max(rise, 1))) / 2
    gain[len(y) - fall :] = (1 - np.cos(np.pi * np.arange(fall)[::-1] / max(fall, 1))) / 2
    return (y * gain).astype(np.float32)


def _times(sr, duration) -> np.ndarray:
    """Time of each sample in seconds, shape (n,)."""
    sr = check_count(sr, name="sr")
    n = round(check_number(duration, name="duration in seconds", low=0) * sr)
    if n == 0:
        raise ValueError(f"a sound needs at least one sample, got {duration:g} s at {sr} Hz")
    return np.arange(n) / sr


def _drum_times(sr, duration) -> np.ndarray:
    check_count(sr, name="sr of a drum", at_least=2000)
    return _times(sr, duration)


def _hit(y, sr, amplitude) -> np.ndarray:
    """Fade the last 10 ms of a drum (half of a shorter one) and bring its peak to amplitude."""
    y = fade(y, sr=sr, fade_in=0, fade_out=min(0.01, len(y) / sr / 2))
    return _to_peak(y, amplitude)


def _to_peak(y, amplitude) -> np.ndarray:
    # Nothing but rounding noise is left as it is: a note at exactly sr / 2 is all zeros.
    return _scaled(y / max(np.abs(y).max(), 1e-9), amplitude)


def _scaled(y, amplitude) -> np.ndarray:
    return (check_number(amplitude, name="amplitude", low=0, high=1) * y).astype(np.float32)
