"""X ≈ W H as pictures: a spectrogram, the spectra of its parts, and when each part sounds."""

import numpy as np

from dlaudio.plots.parts import INPUT, OUTPUT, WEIGHT, Card, number
from dlaudio.plots.parts.images import image


def draw(X=None, W=None, H=None, *, seconds: float = 1.0, khz: float = 11.0):
    """Draw the four pictures: X, W, H and W H, and the part that each column of W is.

    Parameters
    ----------
    X : array, shape (F, T)
        A magnitude spectrogram; a small example if not given.
    W, H : arrays, shapes (F, K) and (K, T)
    seconds : float
        How long X is.
    khz : float
        Frequency of its last row, in kHz.
    """
    if X is None:
        W = np.array([[4.0, 0.2], [3.0, 0.3], [0.4, 2.0], [0.1, 3.0]])
        H = np.array([[1.0, 0.1, 0.5, 0.0, 1.0, 0.1], [0.0, 0.9, 0.0, 1.0, 0.2, 0.8]])
        X = W @ H + 0.2
    X, W, H = (np.asarray(part, dtype=float) for part in (X, W, H))
    if X.shape != (len(W), H.shape[1]) or W.shape[1] != len(H):
        raise ValueError(f"product_of_parts needs X = W H, got {X.shape}, {W.shape}, {H.shape}")
    parts, product = len(H), W @ H
    limits = (0.0, float(np.quantile(X, 0.995)) or 1.0)
    card = Card(9.2)
    image(
        card, X, (1.7, 1.0), (5.4, 5.6), name="$X$: what is given", ink=INPUT, limits=limits,
        xlabel="time (s)", ylabel="frequency (kHz)", extent=(0, seconds, 0, khz),
    )  # fmt: skip
    card.write(7.6, 3.8, "≈", size=22)
    scaled = W / np.maximum(W.max(axis=0), 1e-12)
    image(card, scaled, (8.1, 1.0), (2.0, 5.6), name="$W$: spectra", ink=WEIGHT)
    for k in range(parts):
        card.write(8.1 + 2.0 * (k + 0.5) / parts, 6.95, f"{k + 1}", ink=WEIGHT, size=11.5)
    gains = H / np.maximum(H.max(axis=1, keepdims=True), 1e-12)
    image(card, gains[::-1], (11.4, 1.0), (5.4, 2.0), name="$H$: when each sounds", ink=WEIGHT)
    for k in range(parts):
        y = 1.0 + 2.0 * (k + 0.5) / parts
        card.write(11.15, y, f"{k + 1}", ink=WEIGHT, size=11.5, align="right")
    image(
        card, product, (11.4, 4.0), (5.4, 2.6), name="$W H$: what they make", ink=OUTPUT,
        limits=limits, xlabel="time (s)", extent=(0, seconds, 0, khz),
    )  # fmt: skip
    left_out = np.sqrt(np.sum((X - product) ** 2) / np.sum(X**2))
    words = (
        f"{X.size:,} numbers from {W.size + H.size:,}; {number(100 * left_out, 0)} % is left out"
    )
    card.write(card.width / 2, 8.5, words, size=12.5)
    return card.figure, (
        f"A spectrogram X of {X.shape[0]} by {X.shape[1]}, the spectra W of the parts "
        f"{', '.join(str(k + 1) for k in range(parts))} side by side, "
        f"their gains H one above the other, and the product: {words} (of the norm)."
    )
