"""Listeners: which digit is said, by voices that have been invented for the judge alone."""

import numpy as np

from ..audio.voices import WORDS as NAMES
from .words import beside_a_fan, known, pictures, strangers
from .yardsticks import by_group

WORDS, EACH, SNR_DB = 480, 8, 10.0


def material(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Words, their digits, and who says each."""
    return dict(zip(("sounds", "digits", "voices"), known(WORDS, rng), strict=True))


def questions(seed: int) -> np.ndarray:
    """Words by strangers, (240, 5120)."""
    return strangers(seed, EACH)[0]


def valid(answer: np.ndarray, x: np.ndarray) -> np.ndarray:
    """One digit for each sound."""
    if answer.shape != (len(x),):
        raise ValueError(f"a listener plays one digit a sound, {(len(x),)}, got {answer.shape}")
    return answer


def values(play, seed: int) -> tuple[float, float]:
    """Share of the words right, in quiet and beside a fan."""
    sounds, digits, _ = strangers(seed, EACH)
    noisy = beside_a_fan(sounds, SNR_DB, np.random.default_rng([seed, 15]))
    quiet, loud = (float(np.mean(play(x) == digits)) for x in (sounds, noisy))
    return quiet, loud


def heard(net, sounds) -> np.ndarray:
    """The digits (N,) that a net takes sounds (N, 5120) for.

    Parameters
    ----------
    net : callable
        Scores (N, digits) of pictures (N, 1, 16, 16) from -0.5 to 0.5.
    sounds : array, shape (N, 5120)
    """
    return net(pictures(sounds)[:, None] - 0.5).argmax(axis=1)


def taken_for(where: str, sounds, net) -> list[tuple[str, np.ndarray]]:
    """Sounds for `audio.play_row`, each under what a net takes it for: ("quiet: six", sound).

    Parameters
    ----------
    where : str
        What stands before it.
    sounds : array, shape (N, 5120)
    net : callable
        As for `heard`.
    """
    names = list(NAMES)
    return [
        (f"{where}: {names[digit]}", y) for digit, y in zip(heard(net, sounds), sounds, strict=True)
    ]


def shares_by_group(net, crowds, *, snr_db: float) -> dict[str, dict[str, list[float]]]:
    """Shares of words that a net hears rightly, by place, and by group a number for each crowd.

    Parameters
    ----------
    net : callable
        Scores (N, digits) of pictures (N, 1, 16, 16) from -0.5 to 0.5.
    crowds : sequence of (sounds, digits, groups)
        As `strangers` returns them.
    snr_db : float
        So much the fan is below the words.
    """
    found = {"in quiet": {}, "beside a fan": {}}
    for sounds, digits, groups in crowds:
        noisy = beside_a_fan(sounds, snr_db, np.random.default_rng(0))
        for shares, y in zip(found.values(), (sounds, noisy), strict=True):
            for group, share in by_group(heard(net, y), digits, groups).items():
                shares.setdefault(group, []).append(share)
    return found
