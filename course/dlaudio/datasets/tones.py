"""Forty noisy tones whose frequency is a straight line over their zero crossings."""

from dataclasses import dataclass

import numpy as np

SR = 8000


@dataclass(frozen=True)
class Tones:
    """Tones with what was counted in them and what they are.

    Attributes
    ----------
    crossings : ndarray, shape (N,)
        Zero crossings per millisecond.
    khz : ndarray, shape (N,)
        Frequency.
    audio : list of N arrays, shape (3200,), of float32
    sr : int
    """

    crossings: np.ndarray
    khz: np.ndarray
    audio: list[np.ndarray]
    sr: int = SR

    def first(self, count: int) -> dict[str, np.ndarray]:
        """A quarter of a second of each of the first tones, by its frequency.

        Parameters
        ----------
        count : int
        """
        named = zip(self.khz[:count], self.audio[:count], strict=True)
        return {f"{f:.2f} kHz": y[:2000] for f, y in named}


def noisy_tone(hz: float, *, rng: np.random.Generator) -> np.ndarray:
    """A pure tone of 0.4 s in hiss, at 8000 Hz.

    Parameters
    ----------
    hz : float
        Its frequency.
    rng : numpy.random.Generator
    """
    from dlaudio.audio import fade, tone, white_noise

    hiss = white_noise(sr=SR, duration=0.4, rng=rng, amplitude=0.05)
    return fade(tone(hz, sr=SR, duration=0.4, amplitude=0.4) + hiss, sr=SR)


def crossings(y) -> float:
    """Zero crossings per millisecond of a sound at 8000 Hz, away from its ends.

    Parameters
    ----------
    y : array, shape (samples,)
    """
    from dlaudio.audio import zero_crossing_rate

    rate = zero_crossing_rate(y[200:-200], frame_length=800, hop_length=400, center=False)
    return float(rate.mean() * SR / 1000)


def noisy_tones(n: int = 40, *, rng: np.random.Generator) -> Tones:
    """So many tones from 150 to 1600 Hz, in no order.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator
    """
    khz = rng.uniform(0.15, 1.6, n)
    sounds = [noisy_tone(1000 * f, rng=rng) for f in khz]
    return Tones(np.array([crossings(y) for y in sounds]), khz, sounds)


def line_in_words(w: float, b: float) -> str:
    """The line kHz = w × crossings per ms + b as it is read.

    Parameters
    ----------
    w, b : float
    """
    from dlaudio.plots.parts.numbers import total

    return f"kHz = {w:.3f} × crossings per ms {total((1, b)).removeprefix('1 ')}"


def with_predictions(w: float, b: float, *, rng: np.random.Generator) -> list:
    """Four new tones, each followed by a tone of the pitch that a line takes it for.

    Parameters
    ----------
    w, b : float
        The line: kHz = w x crossings per millisecond + b.
    rng : numpy.random.Generator

    Returns
    -------
    pairs : list of (str, ndarray)
        A name and a sound at 8000 Hz, eight of them.
    """
    from dlaudio.audio import fade, tone

    pairs = []
    for hz in (262, 523, 392, 1047):
        y = noisy_tone(hz, rng=rng)
        found = 1000 * (w * crossings(y) + b)
        clean = fade(tone(found, sr=SR, duration=0.4, amplitude=0.4), sr=SR)
        pairs += [(f"{hz} Hz", y), (f"taken for {found:.0f} Hz", clean)]
    return pairs
