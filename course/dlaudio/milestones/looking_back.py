"""2017: attention looks a thing up by what it sounds like, however long ago it was.

A. Vaswani and others, "Attention is all you need", 2017.
"""

import numpy as np

from .. import audio
from .versus import Result

NOTES, SR, SHARPNESS = 24, 8000, 20.0


def features(notes, rng: np.random.Generator) -> np.ndarray:
    """What is heard of each note, (T, NOTES): its own entry, its octave's, and noise."""
    notes = np.asarray(notes)
    heard = np.eye(NOTES)[notes] + 0.3 * np.eye(NOTES)[(notes + 12) % NOTES]
    return heard + 0.15 * rng.normal(size=heard.shape)


def sound(notes) -> np.ndarray:
    """The notes from the A below middle C, as one sound."""
    return np.concatenate(
        [audio.note(220 * 2 ** (note / 12), sr=SR, duration=0.18) for note in notes]
    )


def learn(parts) -> Result:
    """How often what came next is found, over 50 tunes of 24 notes; `more` is (tune, weights)."""
    attention, right, rng = parts.attention, [], np.random.default_rng(0)
    for _ in range(50):
        tune = rng.permutation(NOTES)
        past, asked = features(tune, rng), features(tune[:-1], rng)
        keys, values = past[:-1], np.eye(NOTES)[tune[1:]]
        weights, found, *_ = attention(SHARPNESS * asked, keys, values, np.zeros_like(values))
        right.append(np.asarray(found).argmax(axis=1) == tune[1:])
    return Result(f"{np.mean(right):.0%} of what came next found", 0, (tune, np.asarray(weights)))
