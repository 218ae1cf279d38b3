"""Two sounds for each of eight numbers of a spectrum: it is small in one, large in the other."""

from collections.abc import Callable

import numpy as np

SR = 16000
NAMES = (
    "centroid (Hz)",
    "spread (Hz)",
    "skewness",
    "kurtosis",
    "flatness",
    "irregularity",
    "roll-off (Hz)",
    "flux",
)


def _partials(frequencies, levels, duration: float = 0.7) -> np.ndarray:
    """Sines of these frequencies in Hz and levels, with random phases, peak 0.5."""
    t = np.arange(round(duration * SR)) / SR
    phases = np.random.default_rng(2).uniform(0, 2 * np.pi, len(frequencies))
    waves = np.sin(2 * np.pi * np.outer(frequencies, t) + phases[:, None])
    y = np.asarray(levels) @ waves
    fade = np.minimum(1, np.minimum(t, t[::-1]) / 0.02)
    return 0.5 * fade * y / np.abs(y).max()


def _swoops(count: int = 11) -> np.ndarray:
    """Quick glides from 200 to 7,000 Hz, one a frame: smooth spectra, peak 0.5."""
    from dlaudio import audio

    glide = audio.chirp(fmin=200, fmax=7000, sr=SR, duration=0.064)
    return np.tile(0.5 * glide / np.abs(glide).max(), count)


def pairs() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each number a sound where it is small and one where it is large, at 16 kHz."""
    from dlaudio import audio

    harmonics = 220 * np.arange(1, 33)
    n = np.arange(1, 33)
    noise = audio.white_noise(sr=SR, duration=0.7, rng=np.random.default_rng(0))
    noise = 0.4 * noise / np.abs(noise).max()
    steady = _partials(harmonics, 1 / n)
    beats = steady * (np.sin(2 * np.pi * 4 * np.arange(len(steady)) / SR) > 0)
    return {
        "centroid (Hz)": (_partials(harmonics, 1.0 / n**2), _partials(harmonics, 1.0 / n**0.2)),
        "spread (Hz)": (
            _partials(3500 + 60 * np.arange(-5, 6), np.ones(11)),
            _partials(harmonics, np.ones(32)),
        ),
        "skewness": (_partials(harmonics, n**1.5), _partials(harmonics, 1.0 / n**1.5)),
        "kurtosis": (
            _partials(harmonics, np.ones(32)),
            _partials(np.append(harmonics, 3500), np.append(0.02 * np.ones(32), 1)),
        ),
        "flatness": (_partials([440], [1.0]), noise),
        "irregularity": (_swoops(), _partials([500, 1370, 2900, 5100], [1.0, 0.8, 0.6, 0.5])),
        "roll-off (Hz)": (_partials(harmonics[:4], np.ones(4)), _partials(harmonics, np.ones(32))),
        "flux": (steady, beats),
    }


def measured(moments: Callable, texture: Callable, share: float = 0.85) -> dict[str, list]:
    """For each name its two sounds with their numbers: [(number, y), (number, y)].

    Parameters
    ----------
    moments, texture : functions
        `spectral_moments(S, sr)` and `spectral_texture(S, sr, share)` of unit 7.
    share : float
        Of the roll-off.
    """
    from dlaudio import audio

    found = {}
    for k, (name, sounds) in enumerate(pairs().items()):
        rows = []
        for y in sounds:
            S = np.abs(audio.stft(y, n_fft=1024, hop_length=256)).astype(float)[:, 4:-4]
            S = np.maximum(S, 1e-6)
            numbers = moments(S, SR) if k < 4 else texture(S, SR, share)
            rows.append((float(np.mean(numbers[k % 4])), y))
        found[name] = rows
    return found


def row(measured_pairs) -> list[tuple[str, np.ndarray]]:
    """The sounds of `measured`, each with its name and number, for a row of players.

    Parameters
    ----------
    measured_pairs : list
        As `measured` returns it.
    """
    return [
        (f"{name.split(' (')[0]} {value:,.0f}" if abs(value) >= 100 else f"{name} {value:.2f}", y)
        for name, sounds in measured_pairs.items()
        for value, y in sounds
    ]
