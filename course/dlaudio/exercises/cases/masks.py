"""Masks that switch off units, frames or bands, and noise: dropout and augmentation."""

import numpy as np


def dropout_cases(rng):
    for p, n, d in [(0.25, 150, 90), (0.5, 120, 110), (0.8, 160, 100)]:
        yield {"p": p, "N": n, "D": d, "seed": int(rng.integers(1 << 30))}


def values_of(ratio) -> np.ndarray:
    """The different values that occur, to three digits; at most five of them."""
    return np.unique(np.round(np.asarray(ratio, dtype=float), 3))[:5]


def _mask(kept: np.ndarray, again: np.ndarray, p: float) -> str:
    """In words, how two masks were drawn."""
    if kept.all() or not kept.any():
        return "nothing dropped" if kept.all() else "all dropped"
    if not (kept.any(axis=0).all() and kept.any(axis=1).all()):
        return "whole rows or columns"
    if np.array_equal(kept, again):
        return "the same mask every time"
    # by chance both counts are this one about once in ten thousand
    if np.sum(~kept) == np.sum(~again) == round(p * kept.size):
        return "always the same number of entries"
    return "each entry by itself, anew every time"


def dropout_report(make, p, N, D, seed) -> dict:
    """What a dropout layer does to numbers that are never 0, as outputs in few numbers."""
    rng = np.random.default_rng(seed)
    x, dout = rng.uniform(1, 2, (2, N, D))
    layer = make(p, rng)
    ratio = np.asarray(layer.forward(x.copy(), True), dtype=float) / x
    back = np.asarray(layer.backward(dout.copy()), dtype=float) / dout
    kept = ratio != 0
    again = np.asarray(layer.forward(x.copy(), True), dtype=float) / x
    found = {
        "share_dropped": np.round(20 * np.mean(~kept)) / 20,
        "mask": _mask(kept, again != 0, p),
        "factor_of_the_kept": values_of(ratio[kept]),
        "dx_of_the_kept": values_of(back[kept]),
        "dx_of_the_dropped": values_of(back[~kept]),
    }
    if kept.all():  # a layer that never drops has nothing to leave alone in use
        return found | dict.fromkeys(("in_use", "dx_in_use"), "nothing dropped before")
    return found | {
        "in_use": lambda: layer.forward(x[:2, :3].copy(), False),
        "dx_in_use": lambda: layer.backward(dout[:2, :3]),
    }


def average_cases(rng):
    for n_hidden, p in [(3, 0.2), (1, 0.4), (4, 0.7), (2, 0.3)]:
        yield {"h": rng.normal(size=n_hidden), "v": rng.normal(size=n_hidden), "p": p}


def noise_cases(rng):
    for n, snr_db, db in [(40, 10.0, 6.0), (25, 0.0, -12.0), (60, 20.0, 3.0), (30, -5.0, -2.0)]:
        y, noise = rng.normal(size=n) * 0.3, rng.normal(size=n) * 1.7
        yield {"y": y, "noise": noise, "db": db, "snr_db": snr_db}


def mask_cases(rng):
    for n, bands, frames, shift in [(9, 4, 6, 2), (7, 5, 8, -3), (6, 6, 5, 0), (8, 7, 4, -1)]:
        y, S = rng.normal(size=n) + 3, rng.normal(size=(bands, frames))
        start, width = int(rng.integers(1, 3)), 2 if bands > 4 else 1
        mask = {"start": start, "width": width, "fill": float(rng.uniform(-3, -1))}
        yield {"y": y, "S": S, "shift": shift, **mask}
