"""The questions on masks and on spoken words in noise, in decibels."""

import numpy as np

from dlaudio.assessment.compare import Compare, Difference


def decibels(needed: float) -> Compare:
    """A gain of at least so many dB, whatever the reference reaches."""

    def compare(got, expected) -> Difference | None:
        if np.ndim(got) == 0 and got >= needed:
            return None
        gain = float(np.mean(got))
        shown = round(gain, 1) + 0.0  # never "-0.0"
        if gain < needed <= shown:  # what falls short must not look as if it were enough
            shown = np.floor(10 * gain) / 10
        return Difference(f"is {shown:.1f} dB on average, {needed:g} dB are needed")

    return compare


def gate_cases(rng):
    """Real words where they are at hand, else those that come with the course."""
    from dlaudio import datasets

    corpus = "fsdd" if datasets.available("fsdd") else "spoken-digits"
    yield {"corpus": corpus, "words": 8, "seed": int(rng.integers(1000))}


def visible_gate_cases(rng):
    """Words that come with the course, twice: a mask that just gets by once is told so."""
    for _ in range(2):
        yield {"corpus": "spoken-digits", "words": 8, "seed": int(rng.integers(1000))}


def mask_cases(rng):
    for shape in [(5, 7), (4, 3), (1, 6)]:
        S, V = (rng.normal(size=shape) + 1j * rng.normal(size=shape) for _ in range(2))
        V = V * rng.uniform(0.3, 2.0)
        S[0, 0] = V[0, 0] = 0
        yield {"S": S, "V": V}


def sdr_cases(rng):
    for n in (60, 200, 25):
        target = rng.normal(size=n)
        noise = rng.normal(size=n)
        noise *= np.linalg.norm(target) / np.linalg.norm(noise)
        yield {
            "estimate": 1.7 * target + 0.2 * noise,
            "mixture": target + rng.uniform(0.3, 0.6) * noise,
            "target": target,
        }
