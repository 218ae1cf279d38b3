"""Tones that climb in equal steps: once equal in Hz, and once equal in mel, as the ear hears them.

The mel scale is Slaney's: see `dlaudio.audio.hz_to_mel`.
"""

import numpy as np

from dlaudio import audio

LOW, HIGH, SECONDS = 400.0, 3800.0, 0.24


def steps(n: int = 9) -> dict[str, np.ndarray]:
    """Frequencies in Hz, shape (n,), from 400 to 3,800 Hz in equal steps of each scale.

    Parameters
    ----------
    n : int
        Number of tones, at least 2.

    Raises
    ------
    ValueError
        If there are fewer tones.
    """
    if n < 2:
        raise ValueError(f"steps needs at least 2 tones, got {n}")
    ends = audio.hz_to_mel(np.array([LOW, HIGH]))
    return {
        "equal steps in Hz": np.linspace(LOW, HIGH, n),
        "equal steps in mel": audio.mel_to_hz(np.linspace(*ends, n)),
    }


def ladders(sr: int, n: int = 9) -> dict[str, np.ndarray]:
    """Both ladders as sounds by their names, float32, shape (n_samples,).

    Parameters
    ----------
    sr : int
        Sample rate in Hz, above 7,600.
    n : int
        Number of tones, at least 2.
    """
    return {
        name: np.concatenate(
            [
                audio.fade(audio.tone(f, sr=sr, duration=SECONDS, amplitude=0.4), sr=sr)
                for f in frequencies
            ]
        )
        for name, frequencies in steps(n).items()
    }
