"""What soft flanks do: stairs become a better curve, until they melt; a tower's fence shrinks."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import snare_tower
from dlaudio.plots.parts import GRADIENT, OUTPUT, WEIGHT, Card, number

PIECES = 8


def stairs(steepness: float, x: np.ndarray) -> np.ndarray:
    """A sine of `PIECES` stairs, shape (N,): a sigmoid's weight times a stair's width is given."""
    middles, edges = (np.arange(PIECES) + 0.5) / PIECES, np.arange(1, PIECES) / PIECES
    samples = np.sin(2 * np.pi * middles)
    return samples[0] + sigmoid(steepness * PIECES * (x[:, None] - edges)) @ np.diff(samples)


def decibels_below(steepness: float) -> float:
    """Power of what is wrong with the stairs, in dB below that of the sine."""
    x = (np.arange(2000) + 0.5) / 2000
    wrong = np.mean((stairs(steepness, x) - np.sin(2 * np.pi * x)) ** 2)
    return float(10 * np.log10(0.5 / wrong))


def draw(stair=(80.0, 6.0, 1.0), fence=(40.0, 10.0, 6.0)):
    """Draw stairs of three steepnesses, and the fence of three towers on the snares.

    Parameters
    ----------
    stair : three floats
        The weight before each sigmoid times the width of a stair.
    fence : three floats
        The weight before each of a tower's four sigmoids.
    """
    if len(stair) != 3 or len(fence) != 3 or min(*stair, *fence) <= 0:
        raise ValueError(f"soft_flanks needs three steepnesses each, got {stair} and {fence}")
    card = Card(6.6)
    x, said = np.linspace(0, 1, 801), []
    for i, steepness in enumerate(stair):
        left = 0.75 + 3.85 * i
        plane = card.plane(left, 1.2, 3.4, 3.9, xlim=(0, 1), ylim=(-1.15, 1.15))
        plane.set(xticks=[0, 1], yticks=[-1, 0, 1])
        plane.tick_params(labelleft=not i)
        plane.plot(x, np.sin(2 * np.pi * x), color="#9AA1AE", lw=1.6)
        plane.plot(x, stairs(steepness, x), color=OUTPUT.line, lw=2.4)
        wrong = f"{number(decibels_below(steepness), 1)} dB below"
        title = f"steepness {number(steepness)}"
        card.write(left + 1.7, 0.7, title, size=13.5, bold=True)
        card.write(left + 1.7, 5.95, wrong, ink=OUTPUT, size=12)
        said.append(f"steepness {number(steepness)}, error {wrong}")
    X, y = snare_tower.snare_or_not("train")
    plane = card.plane(13.2, 1.2, 3.6, 3.9, xlim=(-0.5, 1), ylim=(-0.85, 0.95))
    plane.set(xticks=[], yticks=[])
    plane.spines[:].set(visible=True, color="#D5D9E0")
    snare_tower.hits(plane, X, y)
    across, along = np.meshgrid(np.linspace(-0.5, 1, 301), np.linspace(-0.85, 0.95, 301))
    fences = []
    for steepness, ink in zip(fence, (OUTPUT, WEIGHT, GRADIENT), strict=True):
        layers = snare_tower.walls(steepness)
        over = snare_tower.beyond(layers, np.stack([across, along], axis=-1))
        plane.contour(across, along, over, levels=[0], colors=[ink.line], linewidths=2.4)
        kept = int(np.sum(snare_tower.beyond(layers, X[y == 1]) > 0))
        fences.append((f"{number(steepness)}: {kept}", ink))
    card.write(15.0, 0.7, "fence, and snares in it", size=13.5, bold=True)
    for k, (words, ink) in enumerate(fences):
        card.write(13.75 + 1.25 * k, 5.95, words, ink=ink, size=12)
    kept = "; ".join(words.replace(":", " around") for words, _ in fences)
    return card.figure, (
        f"A sine of {PIECES} stairs, if a stair is taken as one wide: {'; '.join(said)}. "
        "Beside it the fence of a tower on the "
        f"{np.sum(y)} snares, for three steepnesses, and how many it holds: steepness {kept}."
    )
