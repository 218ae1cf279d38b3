"""What a machine hears that counts zero crossings: each recording as one tone, or as two."""

from collections.abc import Sequence

import numpy as np

from dlaudio import audio
from dlaudio.datasets.words import hiss

FOUR = (("seven", 15), ("five", 22), ("five", 12), ("seven", 19))  # hissy and clear voices
HZ = 500.0  # a tone of 500 Hz crosses zero once in a millisecond


def as_tones(rates: Sequence[float], *, sr: int, duration: float = 0.9) -> np.ndarray:
    """Tones one after the other that cross zero as often as a recording did.

    Parameters
    ----------
    rates : numbers
        Crossings per millisecond, such as `hiss` finds; above 0, below sr / 1000.
    sr : int
        Hz.
    duration : float
        Seconds of all tones together.

    Returns
    -------
    y : array, shape (n,)

    Raises
    ------
    ValueError
        If no tone crosses zero so often.
    """
    rates = np.atleast_1d(np.asarray(rates, dtype=float))
    if not ((rates > 0) & (rates < sr / 1000)).all():
        raise ValueError(f"as_tones needs rates above 0 and below {sr / 1000:g}, got {rates}")
    each = duration / len(rates)
    tones = [audio.tone(HZ * r, sr=sr, duration=each, amplitude=0.3) for r in rates]
    return np.concatenate([audio.fade(y, sr=sr) for y in tones])


def guess(
    chosen: Sequence[tuple[str, int]] = FOUR,
    *,
    numbers: int,
    reveal: bool = False,
    name: str = "spoken-digits",
) -> tuple[list[tuple[str, np.ndarray]], int]:
    """Recordings by new speakers as their machine hears them, under the names A, B, C, ...

    Parameters
    ----------
    chosen : pairs (word, place among the new speakers' recordings of this word)
    numbers : 1 or 2
        1: the crossings of the first half alone; 2: of both halves, one tone each.
    reveal : bool
        Whether each is followed by the recording itself, under the word that was said.
    name : str
        The set of spoken digits.

    Returns
    -------
    list of (name, sound) for `audio.play_row`, and its sample rate
    """
    from dlaudio import datasets

    words, row = datasets.load(name), []
    for letter, (word, place) in zip("ABCDEFGH", chosen, strict=False):
        y = words.where(split="test", labels=word).audio[place]
        row.append((letter, as_tones(hiss(y, words.sr)[:numbers], sr=words.sr)))
        if reveal:
            row.append((f"{letter}: {word}", y))
    return row, words.sr
