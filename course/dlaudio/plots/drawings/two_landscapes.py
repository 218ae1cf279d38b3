"""One unit, one input, two scales: a long thin valley in dB, a round bowl once standardised."""

import numpy as np

from dlaudio.descent import descend
from dlaudio.layers import sigmoid
from dlaudio.plots.parts import GRADIENT, GREY, WEIGHT, Card, number

LEVELS = (-42.0, -38.0, -35.0, -33.0, -31.0, -28.0, -26.0, -22.0)
LABELS = (0, 0, 1, 0, 1, 0, 1, 1)


def draw(levels=LEVELS, labels=LABELS, *, steps: int = 30, share: float = 0.8):
    """Draw the loss of a sigmoid unit over w and b for raw and for standardised levels.

    Parameters
    ----------
    levels : array, shape (N,)
        One input in dB.
    labels : array of 0 and 1, shape (N,)
    steps : int
        Of a descent from w = 0, b = 0 on each landscape.
    share : float
        Its learning rate as a share of the largest that is surely stable.
    """
    x, y = np.asarray(levels, dtype=float), np.asarray(labels)
    card = Card(8.0)
    said = []
    for i, (name, values) in enumerate([("in dB", x), ("standardised", (x - x.mean()) / x.std())]):
        said.append(_landscape(card, 1.5 + 8.8 * i, name, values, y, steps, share))
    return card.figure, (
        f"The cross entropy of a unit with one input over its weight and bias, twice, each with "
        f"{steps} steps of a descent at {number(share)} of its own largest rate. {' '.join(said)}"
    )


def solved(x, y) -> np.ndarray:
    """(w, b) at the bottom, by Newton's steps."""
    tilde, at = np.column_stack([x, np.ones(len(x))]), np.zeros(2)
    for _ in range(30):
        p = sigmoid(tilde @ at)
        bent = (tilde * (p * (1 - p))[:, None]).T @ tilde
        at = at - np.linalg.solve(bent, tilde.T @ (p - y))
    return at


def curvatures(x, y) -> np.ndarray:
    """The flattest and the steepest curvature at the bottom, shape (2,)."""
    tilde = np.column_stack([x, np.ones(len(x))])
    p = sigmoid(tilde @ solved(x, y))
    return np.linalg.eigvalsh((tilde * (p * (1 - p))[:, None]).T @ tilde / len(x))


def _landscape(card: Card, left: float, name: str, x, y, steps: int, share: float) -> str:
    tilde = np.column_stack([x, np.ones(len(x))])
    flat, steep = curvatures(x, y)
    bottom = solved(x, y)
    # nowhere is it steeper than where the sigmoid's own slope is 1/4: for this rate all is stable
    lr = share * 2 / np.linalg.eigvalsh(tilde.T @ tilde / len(x) / 4)[-1]
    path = descend(
        lambda wb: tilde.T @ (sigmoid(tilde @ wb) - y) / len(y), [0, 0], lr=lr, steps=steps
    )
    reach = 1.4 * np.maximum(np.abs(path - bottom).max(axis=0), [0.02, 0.02])
    if name == "standardised":  # the same scale on both axes shows that the bowl is round
        reach = np.array([6.6, 5.2]) * max(reach / [6.6, 5.2])
    xlim, ylim = zip(bottom - reach, bottom + reach, strict=True)
    plane = card.plane(left, 1.0, 6.6, 5.2, xlim=xlim, ylim=ylim, xlabel="$w$", ylabel="$b$")
    card.write(left + 3.3, 0.5, name, size=14, bold=True)
    w, b = np.meshgrid(np.linspace(*xlim, 161), np.linspace(*ylim, 161))
    z = w[..., None] * x + b[..., None]
    loss = np.mean(np.logaddexp(0, z) - y * z, axis=-1)
    levels = loss.min() + np.geomspace(2e-3, 1, 12) * np.ptp(loss)
    plane.contour(w, b, loss, levels=levels, colors="#9AA1AD", linewidths=1)
    plane.plot(*path.T, "o-", ms=4, lw=1.4, color=GRADIENT.line)
    plane.plot(*bottom, "*", ms=15, color=WEIGHT.line, mec="#5A3B00", zorder=5)
    ratio = number(steep / flat, 0 if steep / flat > 20 else 1)
    ends = np.mean(np.logaddexp(0, tilde @ path[-1]) - y * (tilde @ path[-1]))
    lowest = np.mean(np.logaddexp(0, tilde @ bottom) - y * (tilde @ bottom))
    line = f"{ratio} times as steep across as along"
    card.write(left + 3.3, 7.3, line, ink=GREY, size=12)
    return (
        f"Its landscape {name} is {line}: after {steps} steps the loss is {number(ends)}, at the "
        f"star {number(lowest)}."
    )
