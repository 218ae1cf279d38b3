"""A singer for the band: "one, two, three, four", cut out of drums by a net, before a song."""

import numpy as np

from dlaudio.datasets import load
from dlaudio.datasets.mixtures import mixtures, sound, spectrum
from dlaudio.generation import band
from dlaudio.networks.separator import voice_mask

NUMBERS = ("one", "two", "three", "four")
BEAT = 2 * band.EIGHTH  # s from one word to the next


def words(net, *, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each number the mixture with drums, by somebody the net has not met, and its voice.

    Parameters
    ----------
    net : Sequential
        As `learnt.separator` gives it.
    rng : numpy.random.Generator
        Draws the words and the drums.
    """
    found, unheard = [], load("spoken-digits").where(split="test")
    for number in NUMBERS:
        ((voice, drums),) = mixtures(unheard.where(labels=(number,)), 1, rng)
        mixed = spectrum(voice + drums)
        found.append((voice + drums, sound(voice_mask(net, mixed) * mixed, len(voice))))
    return found


def before(song, found) -> np.ndarray:
    """The four voices of `words`, one a beat, and then the song: sound at the band's rate.

    Parameters
    ----------
    song : array, shape (n,)
        At `band.SR`.
    found : list of (mixture, voice)
        As `words` gives it.
    """
    beat = round(BEAT * band.SR)
    y = np.concatenate([np.zeros(len(NUMBERS) * beat), np.asarray(song, float)])
    for place, part in enumerate(spoken(found).values()):
        y[place * beat : place * beat + len(part)] += 0.7 * part
    return (0.8 * y / np.abs(y).max()).astype(np.float32)


def spoken(found) -> dict[str, np.ndarray]:
    """Each number as it is heard before the song: a beat and a fifth at the most, and then gone.

    Parameters
    ----------
    found : list of (mixture, voice)
        As `words` gives it.
    """
    beat, parts = round(BEAT * band.SR), {}
    for number, (_, voice) in zip(NUMBERS, found, strict=True):
        full = np.fft.irfft(np.fft.rfft(voice), 2 * len(voice)) * 2  # 16 kHz, and nothing new
        part = full[: round(1.2 * beat)]
        part = part * np.minimum(1, np.arange(len(part))[::-1] / (0.2 * beat))
        parts[number] = part / np.abs(part).max()
    return parts
