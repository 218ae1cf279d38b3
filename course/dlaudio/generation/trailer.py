"""Where the course leads, to be heard on its first page: nets of unit 12 that have learnt."""

import numpy as np

from dlaudio.datasets import load
from dlaudio.datasets.mixtures import SR, mixtures, sound, spectrum
from dlaudio.generation import choir, learnt
from dlaudio.networks.separator import voice_mask

SR_CHOIR = 16000


def out_of_the_drums(which=(2, 13, 6, 23)) -> tuple[list[tuple[str, np.ndarray]], int]:
    """Words by speakers whom the net has not met, under drums, and what the net makes of them.

    Parameters
    ----------
    which : numbers from 0 to 23
        Each another word, speaker and piece of a loop; they come one after the other.

    Returns
    -------
    list of (name, sound) for `audio.play_row`, and their sample rate
    """
    pairs = mixtures(load("spoken-digits").where(split="test"), 24, np.random.default_rng(1))
    net, rest = learnt.separator(), np.zeros(SR // 5)
    given, found = [], []
    for voice, drums in (pairs[i] for i in which):
        mixed = spectrum(voice + drums)
        alone = sound(voice_mask(net, mixed) * mixed, len(voice))
        loud = 0.6 / np.abs(voice + drums).max()
        given += [loud * (voice + drums), rest]
        found += [loud * alone, rest]
    named = {"words and drums": given, "the words, by a net": found}
    return [(name, np.concatenate(parts)) for name, parts in named.items()], SR


def four_voices(seed: int = 11) -> tuple[np.ndarray, int]:
    """A chorale in four voices that a net makes up, and its sample rate.

    Parameters
    ----------
    seed : int
        Another one writes another chorale.
    """
    chords = learnt.choir().sing(temperature=0.9, longest=32, rng=np.random.default_rng(seed))
    return choir.sound(chords, sr=SR_CHOIR, beat=0.5), SR_CHOIR
