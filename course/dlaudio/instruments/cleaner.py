"""Cleaners: how much of a fan's noise they take off voices that nobody has heard, in decibels."""

import numpy as np

from .words import beside_a_fan, known, strangers

WORDS, EACH = 200, 2
SNR_DB = (0.0, 10.0)


def material(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Words beside a fan, from 3 dB below it to 12 dB above, and the same words alone."""
    clean, _, _ = known(WORDS, rng)
    return {"noisy": beside_a_fan(clean, rng.uniform(-3, 12, (WORDS, 1)), rng), "clean": clean}


def questions(seed: int) -> np.ndarray:
    """Noisy words by strangers, (60, 5120)."""
    return beside_a_fan(strangers(seed, EACH)[0], SNR_DB[0], np.random.default_rng([seed, 15]))


def valid(answer: np.ndarray, x: np.ndarray) -> np.ndarray:
    """A sound for each sound."""
    if answer.shape != x.shape:
        raise ValueError(f"a cleaner plays a sound for each sound, {x.shape}, got {answer.shape}")
    return answer


def values(play, seed: int) -> tuple[float, float]:
    """Mean decibels won, with the fan as loud as the voice, and 10 dB below it."""
    clean = strangers(seed, EACH)[0].astype(float)
    won = []
    for number, snr_db in enumerate(SNR_DB):
        noisy = beside_a_fan(clean, snr_db, np.random.default_rng([seed, 15 + number]))
        won.append(float(np.mean(sdr(play(noisy), clean) - sdr(noisy, clean))))
    return won[0], won[1]


def sdr(sounds, clean) -> np.ndarray:
    """Scale-invariant signal-to-distortion ratio of each row, in dB, at least -60.

    J. Le Roux and others, "SDR: half-baked or well done?", ICASSP 2019.
    """
    sounds, clean = np.asarray(sounds, float), np.asarray(clean, float)
    scale = np.sum(sounds * clean, axis=1) / np.sum(clean**2, axis=1)
    wanted = scale[:, None] * clean
    rest = np.sum((sounds - wanted) ** 2, axis=1)
    ratio = np.sum(wanted**2, axis=1) / np.maximum(rest, 1e-12)
    return 10 * np.log10(np.maximum(ratio, 1e-6))
