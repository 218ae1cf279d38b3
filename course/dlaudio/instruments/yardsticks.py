"""Yardsticks: bits of notes, leaps of tunes, for whom a listener works; and what it is shown."""

import numpy as np


def costs(p, notes, doubt: float) -> np.ndarray:
    """Bits that each note costs, (N,), by chances p (N, K) mixed with a share of doubt."""
    p = np.asarray(p, dtype=float)
    picked = p[np.arange(len(p)), notes]
    with np.errstate(divide="ignore"):
        return -np.log2((1 - doubt) * picked + doubt / p.shape[1])


def leaps(tunes, widest: int) -> np.ndarray:
    """Shares (2 * widest + 1,) of the leaps in tunes (N, T), from `widest` down to as many up."""
    found = np.clip(np.diff(tunes, axis=1), -widest, widest) + widest
    return np.bincount(found.ravel(), minlength=2 * widest + 1) / found.size


def by_group(said, truth, groups) -> dict[str, float]:
    """The share of right answers in each group, in the order of the alphabet."""
    right, groups = np.asarray(said) == np.asarray(truth), np.asarray(groups)
    return {str(name): float(right[groups == name].mean()) for name in np.unique(groups)}


def evened(X) -> np.ndarray:
    """Pictures (N, bands, frames) with mean 0 and spread 1, each by itself."""
    X = np.asarray(X, dtype=float)
    spread = X.std(axis=(1, 2), keepdims=True)
    return (X - X.mean(axis=(1, 2), keepdims=True)) / np.where(spread > 0, spread, 1)


def looking_back(notes, back: int, steps: int = 15) -> np.ndarray:
    """Zeros and ones (N, steps) for the note `back` places before the next; zeros where none is."""
    notes = np.asarray(notes)
    shown = np.zeros((len(notes), steps), np.float32)
    if back <= notes.shape[1]:
        shown[np.arange(len(notes)), notes[:, notes.shape[1] - back]] = 1
    return shown


def followers(tunes, steps: int = 15) -> np.ndarray:
    """How often each step comes after each other one in tunes (N, T): shares (steps, steps).

    A step that never comes has equal shares after it.
    """
    counts = np.zeros((steps, steps))
    np.add.at(counts, (np.asarray(tunes)[:, :-1], np.asarray(tunes)[:, 1:]), 1)
    counts[counts.sum(axis=1) == 0] = 1
    return counts / counts.sum(axis=1, keepdims=True)
