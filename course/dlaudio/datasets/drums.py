"""Drum hits as two numbers: pairs that a line tells apart, and a question that no line answers."""

from functools import cache

import numpy as np


def drum_numbers(y, sr) -> np.ndarray:
    """How bright and how long a hit is, shape (2,).

    Zero crossings per second where it is loud (log10), and seconds to 90 % of its energy (log10).

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio.audio import rms, zero_crossing_rate

    rate = zero_crossing_rate(y, frame_length=512, hop_length=256).astype(float) * sr
    power = rms(y, frame_length=512, hop_length=256) ** 2
    energy = np.cumsum(np.asarray(y, dtype=float) ** 2)
    seconds = np.argmax(energy > 0.9 * energy[-1]) / sr
    return np.array([np.log10((rate * power).sum() / power.sum()), np.log10(seconds)])


@cache
def snare_or_not(split: str) -> tuple[np.ndarray, np.ndarray]:
    """The bundled drum hits of a split: X (N, 2), and y (N,), 1 for a snare, else 0.

    The columns have mean 0 and standard deviation 1 over the split "train". No kit is in two
    splits.

    Parameters
    ----------
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    X = np.array([drum_numbers(y, hits.sr) for y in hits.audio])
    known, rows = X[hits.splits["train"]], hits.splits[split]
    snare = hits.labels == hits.label_names.index("snare")
    X = (X - known.mean(axis=0)) / known.std(axis=0)
    return X[rows], snare[rows].astype(int)


@cache
def double_strokes(n: int = 8) -> tuple[list[np.ndarray], np.ndarray]:
    """A snare hit twice, 60 ms apart, of each of the first `n` kits of "train": sounds, X (n, 2).

    X is standardised as in `snare_or_not`: as bright as a snare, but longer.

    Parameters
    ----------
    n : int, 1 to 12
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    train = hits.splits["train"]
    known = np.array([drum_numbers(hits.audio[row], hits.sr) for row in train])
    snares = train[hits.labels[train] == hits.label_names.index("snare")]
    _, first = np.unique(hits.speakers[snares], return_index=True)
    gap = round(0.06 * hits.sr)
    alone = [hits.audio[row] for row in snares[np.sort(first)[:n]]]
    sounds = [np.pad(y, (0, gap)) + np.pad(y, (gap, 0)) for y in alone]
    X = np.array([drum_numbers(y, hits.sr) for y in sounds])
    return sounds, (X - known.mean(axis=0)) / known.std(axis=0)


NUMBERS = ("zero crossings per second, log10", "seconds to 90 % of the energy, log10")


@cache
def two_drums(first: str, second: str) -> tuple[np.ndarray, np.ndarray]:
    """All bundled hits of two drums in one shuffled order: X (N, 2), their `drum_numbers`, and y.

    y (N,) is -1 for the first drum and +1 for the second. The arrays are read-only.

    Parameters
    ----------
    first, second : str
        Names of drums, such as "kick" and "closed hat".
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits").where(labels=(first, second))
    X = np.array([drum_numbers(y, hits.sr) for y in hits.audio])
    y = np.where(hits.labels == hits.label_names.index(first), -1, 1)
    order = np.random.default_rng(1).permutation(len(y))
    X, y = X[order], y[order]
    X.flags.writeable = y.flags.writeable = False
    return X, y


def take_turns(first: str, second: str, n: int = 3) -> tuple[list[tuple[str, np.ndarray]], int]:
    """`n` hits of each of two drums by turns, of several kits: pairs (name, y), and their sr.

    Parameters
    ----------
    first, second : str
        Names of drums.
    n : int
        At most 10.
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    each = [hits.where(labels=name).audio[::5][:n] for name in (first, second)]
    pairs = [
        (name, y)
        for both in zip(*each, strict=True)
        for name, y in zip((first, second), both, strict=True)
    ]
    return pairs, hits.sr
