"""Questions about the twelve notes: power spectra to fold, chords to name."""

import numpy as np

NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
STEPS = {"": (0, 4, 7), "m": (0, 3, 7)}


def fold_cases(rng):
    for bins, frames, sr, fmin in [
        (129, 4, 8000, 100.0),
        (65, 3, 3000, 60.0),
        (257, 2, 22050, 30.0),
    ]:
        power = rng.gamma(0.5, 1.0, (bins, frames))
        power[:, 1] *= 1e-3  # a soft frame: each is divided by its own loudest note
        if frames == 3:
            power[:, 2] = 0.0  # and a silent one
        yield {"power": power, "sr": sr, "fmin": fmin}
    # a single bin, exactly at fmin, counts
    power = np.zeros((101, 2))
    power[22, 0], power[[21, 40], 1] = 4.0, [9.0, 2.0]
    yield {"power": power, "sr": 4000, "fmin": 440.0}


def chord_cases(rng):
    """All 24 triads, out of balance and among softer notes, eight at a time."""
    names = [note + kind for note in NOTES for kind in STEPS]
    order = rng.permutation(24)
    for part in (order[:8], order[8:16], order[16:]):
        chromas = np.array([_sounding(names[i], rng) for i in part])
        yield {"chromas": chromas}


def _sounding(name: str, rng) -> np.ndarray:
    """All 24 triads, out of balance and among softer notes, eight at a time."""
    root, kind = NOTES.index(name.rstrip("m")), "m" if name.endswith("m") else ""
    chroma = rng.uniform(0, 0.25, 12)
    levels = rng.permutation([1.0, rng.uniform(0.45, 0.6), rng.uniform(0.65, 0.9)])
    chroma[[(root + step) % 12 for step in STEPS[kind]]] = levels
    return chroma
