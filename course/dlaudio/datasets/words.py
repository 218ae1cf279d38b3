"""Two spoken words as points in a plane: how much each half of a recording hisses."""

from functools import cache

import numpy as np


def hiss(y, sr) -> np.ndarray:
    """Zero crossings per millisecond, shape (2,): mean of the first and of the second half of y.

    Parameters
    ----------
    y : array, shape (n,)
        Samples.
    sr : int
        Sample rate, Hz.
    """
    from dlaudio.audio import zero_crossing_rate

    rate = zero_crossing_rate(y, frame_length=256, hop_length=128).astype(float) * sr / 1000
    half = len(rate) // 2
    return np.array([rate[:half].mean(), rate[half:].mean()])


HALVES = ("crossings per ms, first half", "crossings per ms, second half")


@cache
def _hiss_of_words(name: str, word: str, split: str) -> np.ndarray:
    """Hiss of every recording of a word by the speakers of a split, shape (N, 2)."""
    from dlaudio import datasets

    words = datasets.load(name).where(split=split, labels=word)
    return np.array([hiss(y, words.sr) for y in words.audio])


def two_words(name: str, first: str, second: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Hiss of two words, X of shape (N, 2), and labels y: -1 for the first, +1 for the second.

    Parameters
    ----------
    name : str
        A set of spoken digits, "spoken-digits" or "fsdd".
    first, second : str
        Digits in letters, such as "six".
    split : str
        "train" or "test".
    """
    parts = [_hiss_of_words(name, word, split) for word in (first, second)]
    return np.concatenate(parts), np.repeat([-1, 1], [len(part) for part in parts])


def unnamed(
    first: str, second: str, *, name: str = "spoken-digits", n: int = 8
) -> tuple[list[tuple[str, np.ndarray]], int]:
    """Recordings of two words by new speakers, by turns and only numbered, and their sr.

    Parameters
    ----------
    first, second : str
        The two words.
    name : str
        The set; its split "test" has the new speakers.
    n : int
        At most so many recordings.
    """
    heard, sr = sorted_by([0, 0, 0], first, second, name=name, n=n)
    return [(f"recording {i}", y) for i, (_, y) in enumerate(heard, 1)], sr


def sorted_by(
    w, first: str, second: str, *, name: str = "spoken-digits", n: int = 8, wrong: bool = False
) -> tuple[list[tuple[str, np.ndarray]], int]:
    """What a perceptron hears in recordings by new speakers: (what it says, sound) and their sr.

    Parameters
    ----------
    w : array, shape (3,)
        The bias, and the weights of the two halves' `hiss`; above 0 it hears the second word.
    first, second : str
        The two words.
    name : str
        The set; its split "test" has the new speakers.
    n : int
        At most so many recordings, all words by turns.
    wrong : bool
        Only those that it takes for the other word.
    """
    from dlaudio import datasets

    words = datasets.load(name)
    parts = [words.where(split="test", labels=word) for word in (first, second)]
    said = []
    for both in zip(*(part.audio for part in parts), strict=False):
        for word, y in zip((first, second), both, strict=True):
            heard = second if w[0] + hiss(y, words.sr) @ np.asarray(w)[1:] > 0 else first
            if not wrong or heard != word:
                said.append((f"{heard} {'✓' if heard == word else '✗'}", y))
    return said[:n], words.sr


def surest(
    distance, word: str, *, name: str = "spoken-digits"
) -> tuple[list[tuple[str, np.ndarray]], int]:
    """The recording of a word that lies farthest on its side of a line, and the nearest; their sr.

    Parameters
    ----------
    distance : array, shape (N,)
        Of `two_words` by new speakers from the line, above 0 on the side of `word`.
    word : str
        The second of the two words.
    name : str
        The set.
    """
    from dlaudio import datasets

    spoken = datasets.load(name).where(split="test", labels=word)
    steps = np.asarray(distance)[-len(spoken.audio) :]
    order = np.argsort(-steps)
    nearest = order[max(0, np.count_nonzero(steps > 0) - 1)]
    found = [(f"{steps[i]:.1f} from the line", spoken.audio[i]) for i in (order[0], nearest)]
    return found, spoken.sr
