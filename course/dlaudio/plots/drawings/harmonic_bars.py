"""How strong each harmonic of a sound is, and which share of its power lies on harmonics at all."""

from collections.abc import Callable, Mapping

import numpy as np

MOST = 10


def harmonics(y, sr: float, pitch: float) -> tuple[np.ndarray, float, float]:
    """Powers at the multiples of a pitch, and two shares.

    A harmonic has what lies within a quarter of the pitch of its frequency.

    Parameters
    ----------
    y : array, shape (n,)
    sr : float
        Sample rate in Hz.
    pitch : float
        In Hz, below half of sr.

    Returns
    -------
    powers : array
        Of the harmonics 1, 2, ... below half of sr; the largest is 1.
    share : float
        Of the power from half the pitch on, what lies on harmonics.
    odd : float
        Of that, what lies on the harmonics 1, 3, 5, ...
    """
    if not 0 < pitch < sr / 2:
        raise ValueError(f"the pitch must be between 0 and {sr / 2:g} Hz, got {pitch:g}")
    power = np.abs(np.fft.rfft(np.asarray(y, float) * np.hanning(len(y)))) ** 2
    turns = np.fft.rfftfreq(len(y), 1 / sr) / pitch
    nearest = np.round(turns).astype(int)
    on = (nearest >= 1) & (np.abs(turns - nearest) <= 0.25)
    powers = np.bincount(nearest[on], power[on])[1:]
    share = powers.sum() / power[turns >= 0.5].sum()
    return powers / powers.max(), float(share), float(powers[::2].sum() / powers.sum())


Sounds = Mapping[str, tuple[np.ndarray, float | None]]


def examples(voice=None, sr: float = 8000) -> Sounds:
    """Sounds of 80 ms, each with its pitch in Hz if it is known: a saw, a square, and noise.

    Parameters
    ----------
    voice : array, shape (n,), optional
        Its loudest 80 ms are there as well.
    sr : float
    """
    t = np.arange(640) / sr
    parts = {k: np.sin(2 * np.pi * 110 * k * t) / k for k in range(1, int(sr / 220))}
    odd = sum(v for k, v in parts.items() if k % 2)
    found: dict = {"saw": (sum(parts.values()), 110.0), "square": (odd, 110.0)}
    if voice is not None:
        loud = np.convolve(np.square(voice), np.ones(640), "valid")
        found["vowel"] = np.asarray(voice[np.argmax(loud) :][:640], float), None
    return found | {"noise": (np.random.default_rng(0).normal(size=640), None)}


def draw(sounds: Sounds | None = None, sr: float = 8000, pitch_of: Callable | None = None):
    """Draw the first ten harmonics of each sound in dB, with the two shares.

    Parameters
    ----------
    sounds : mapping of str to (array, pitch or None), optional
        `examples` without a voice if not given.
    sr : float
    pitch_of : callable, optional
        ``pitch_of(y, sr, fmin, fmax)`` returns the cepstrum and the pitch in Hz, where it is None.
    """
    from dlaudio.plots.pictures import OKABE_ITO, new_figure

    sounds = examples(sr=sr) if sounds is None else sounds
    if pitch_of is None:
        from dlaudio.mine.standins.sound import cepstrum_pitch as pitch_of
    figure, words = new_figure(2.4 * len(sounds), 2.9), []
    planes = np.atleast_1d(figure.subplots(1, len(sounds), sharey=True))
    for ax, (name, (y, pitch)) in zip(planes, sounds.items(), strict=True):
        if pitch is None:
            middle = y[len(y) // 4 :][: len(y) // 2]  # shorter, so that a voice glides less
            pitch = float(pitch_of(middle * np.hanning(len(middle)), sr, 70.0, 350.0)[1])
        powers, share, odd = harmonics(y, sr, pitch)
        levels = 10 * np.log10(np.maximum(powers[:MOST], 1e-4))
        ax.bar(np.arange(1, len(levels) + 1), levels + 40, bottom=-40, color=OKABE_ITO["blue"])
        ax.set(title=f"{name}, {pitch:.0f} Hz\n{share:.0%} on harmonics, {odd:.0%} odd")
        ax.title.set_fontsize(10)
        ax.set(xlabel="harmonic", xticks=range(1, MOST + 1, 3), ylim=(-40, 2))
        words.append(
            f"{name}: {share:.0%} of its power on harmonics of {pitch:.0f} Hz, "
            f"{odd:.0%} of that on odd ones"
        )
    planes[0].set(ylabel="level (dB)")
    return figure, f"Bars for the first {MOST} harmonics of each sound. {'; '.join(words)}."
