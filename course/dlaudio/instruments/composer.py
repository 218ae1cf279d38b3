"""Composers: how well they foretell new tunes, and what the tunes are like that they write."""

import numpy as np

from ..datasets.invented_tunes import LENGTH, PHRASE, STEPS, drawn, tunes

TUNES, NEW = 400, 120
FARTHEST = 4  # a leap that is larger counts as this


def material(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Tunes, (400, 32)."""
    return {"tunes": tunes(TUNES, rng)}


def new_tunes(seed: int) -> np.ndarray:
    """The tunes that are to be foretold, (120, 32)."""
    return tunes(NEW, np.random.default_rng([seed, 14]))


def questions(seed: int) -> np.ndarray:
    """Beginnings of tunes, (120, 20)."""
    return new_tunes(seed)[:, :20]


def valid(answer: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Chances of the next step, for each tune."""
    if answer.shape != (len(x), STEPS):
        raise ValueError(
            f"a composer plays the chances of the {STEPS} steps that may come next, "
            f"{(len(x), STEPS)}, got {answer.shape}"
        )
    if np.any(answer < 0) or np.any(np.abs(answer.sum(axis=1) - 1) > 1e-3):
        raise ValueError("chances must not be below 0 and must add up to 1 in each row")
    return answer


def values(play, seed: int) -> tuple[float, float]:
    """Bits a note on new tunes, and how much of what it writes lies elsewhere than in real ones."""
    notes = new_tunes(seed)
    rows = np.arange(len(notes))
    # of the answer's own chances none is 0 here, so that one surprise is not the end of it
    chances = [play(notes[:, :t])[rows, notes[:, t]] for t in range(1, LENGTH)]
    bits = -np.log2(np.clip(chances, 1e-6, 1)).mean()
    rng = np.random.default_rng([seed, 15])
    return float(bits), unlike(write(play, len(notes), rng), notes)


def write(play, n: int, rng: np.random.Generator) -> np.ndarray:
    """n tunes (n, 32) that begin like the real ones and go on as `play` says."""
    notes = tunes(n, rng)[:, :1]
    while notes.shape[1] < LENGTH:
        notes = np.column_stack([notes, drawn(play(notes), rng)])
    return notes


def kinds_of_steps(notes) -> np.ndarray:
    """Shares (9, 2) of the steps by how far they go, -4 to 4, and by whether they repeat.

    A note repeats if it is the one a phrase, 8 notes, before it.
    """
    notes = np.asarray(notes)
    leap = np.clip(np.diff(notes, axis=1), -FARTHEST, FARTHEST) + FARTHEST
    again = np.zeros(leap.shape, int)
    again[:, PHRASE - 1 :] = notes[:, PHRASE:] == notes[:, :-PHRASE]
    shares = np.zeros((2 * FARTHEST + 1, 2))
    np.add.at(shares, (leap, again), 1 / leap.size)
    return shares


def unlike(tunes_, others) -> float:
    """The share of the steps that would have to change to make two piles of tunes alike."""
    return float(np.abs(kinds_of_steps(tunes_) - kinds_of_steps(others)).sum() / 2)
