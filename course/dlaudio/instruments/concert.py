"""What an instrument plays to a friend: sounds with their names, ready for a row or a page."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..audio.voices import SR, WORDS
from ..datasets import invented_tunes
from . import cleaner, composer
from .kinds import kind
from .words import beside_a_fan, strangers

PEOPLE = {"m": "a man", "f": "a woman", "c": "a child"}


def written(instrument: Mapping[str, Any], *, seed: int = 0, n: int = 3) -> np.ndarray:
    """n tunes (n, 32) that a composer writes once it has learnt; ValueError for other kinds."""
    if instrument["kind"] != "composer":
        raise ValueError(f"only a composer writes tunes, got a {instrument['kind']}")
    chosen, rng = kind("composer"), np.random.default_rng([seed, 13])
    numbers = instrument["learn"](chosen.material(rng), rng)

    def play(notes):
        return np.asarray(instrument["play"](numbers, notes))

    return composer.write(play, n, np.random.default_rng([seed, 16]))


def perform(
    instrument: Mapping[str, Any], *, seed: int = 0, n: int = 3, own: np.ndarray | None = None
) -> tuple[dict[str, np.ndarray], int]:
    """Let an instrument learn, and play: sounds by their names, and their sample rate.

    A composer plays n tunes of its own; a listener says what it takes words of strangers beside a
    fan for; a cleaner plays n noisy words, and each of them cleaned.

    Parameters
    ----------
    instrument : dict
        "kind", "learn" and "play".
    seed : int
        Draws what it learns from and whom it meets.
    n : int, at most 6
    own : array, shape (1, 5120), optional
        A word of yours (`your_word`), which a listener or a cleaner hears beside the fan as well.
    """
    chosen = kind(instrument["kind"])
    if chosen.name == "composer":
        tunes = written(instrument, seed=seed, n=n)
        sung = {f"tune {i + 1}": invented_tunes.sing(tune) for i, tune in enumerate(tunes)}
        return sung, invented_tunes.SR
    rng = np.random.default_rng([seed, 13])
    numbers = instrument["learn"](chosen.material(rng), rng)
    clean, digits, groups = strangers(seed, cleaner.EACH)
    rows = np.random.default_rng([seed, 16]).permutation(len(clean))[:n]
    names = list(WORDS)
    who = [f"{names[digits[row]]}, {PEOPLE[groups[row]]}" for row in rows]
    heard = clean[rows]
    if own is not None:
        who, heard = [*who, "your word"], np.concatenate([heard, own])
    noisy = beside_a_fan(heard, 5.0, np.random.default_rng([seed, 17]))
    answers, sounds = np.asarray(instrument["play"](numbers, noisy)), {}
    for name, y, answer in zip(who, noisy, answers, strict=True):
        if chosen.name == "listener":
            sounds[f"{name}: heard as {names[int(answer)]}"] = y
        else:
            sounds |= {f"{name}, noisy": y, f"{name}, cleaned": answer}
    return sounds, SR
