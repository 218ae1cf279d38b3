"""What soft flanks do: stairs become a better curve, until they melt; a tower's fence shrinks."""

import numpy as np

from dlaudio.layers import sigmoid
from dlaudio.plots.drawings import snare_tower
from dlaudio.plots.parts import GRADIENT, OUTPUT, WEIGHT, Card, number

PIECES = 8


def sine(x: np.ndarray) -> np.ndarray:
    """One period of a sine for x from 0 to `PIECES`, shape (N,)."""
    return np.sin(2 * np.pi / PIECES * x)


def stairs(weight: float, x: np.ndarray) -> np.ndarray:
    """The sine in `PIECES` stairs, each 1 wide, shape (N,): a sigmoid climbs at 1, 2 and so on."""
    samples = sine(np.arange(PIECES) + 0.5)
    return samples[0] + sigmoid(weight * (x[:, None] - np.arange(1, PIECES))) @ np.diff(samples)


def decibels_below(weight: float) -> float:
    """Power of what is wrong with the stairs, in dB below that of the sine."""
    x = (np.arange(2000) + 0.5) / 2000 * PIECES
    wrong = np.mean((stairs(weight, x) - sine(x)) ** 2)
    return float(10 * np.log10(0.5 / wrong))


def draw(stair=(80.0, 6.0, 1.0), fence=(40.0, 10.0, 6.0)):
    """Draw stairs with three weights, and the fence of three towers on the snares.

    Parameters
    ----------
    stair : three floats
        The weight before each sigmoid; a stair is 1 wide.
    fence : three floats
        The weight before each of a tower's four sigmoids.
    """
    if len(stair) != 3 or len(fence) != 3 or min(*stair, *fence) <= 0:
        raise ValueError(f"soft_flanks needs three weights each, got {stair} and {fence}")
    card = Card(7.6)
    x, said = np.linspace(0, PIECES, 801), []
    for i, weight in enumerate(stair):
        left = 0.75 + 3.85 * i
        plane = card.plane(left, 1.2, 3.4, 3.9, xlim=(0, PIECES), ylim=(-1.15, 1.15))
        plane.set(xticks=range(PIECES + 1), yticks=[-1, 0, 1])
        plane.tick_params(labelleft=not i)
        plane.plot(x, sine(x), color="#9AA1AE", lw=1.6)
        plane.plot(x, stairs(weight, x), color=OUTPUT.line, lw=2.4)
        wrong = f"{number(decibels_below(weight), 1)} dB below"
        card.write(left + 1.7, 0.7, f"weight {number(weight)}", size=13.5, bold=True)
        card.write(left + 1.7, 5.95, wrong, ink=OUTPUT, size=12)
        said.append(f"weight {number(weight)}, error {wrong}")
    X, y = snare_tower.snare_or_not("train")
    plane = card.plane(13.2, 1.2, 3.6, 3.9, xlim=(-0.5, 1), ylim=(-0.85, 0.95))
    plane.set(xticks=[], yticks=[])
    plane.spines[:].set(visible=True, color="#D5D9E0")
    snare_tower.hits(plane, X, y)
    across, along = np.meshgrid(np.linspace(-0.5, 1, 301), np.linspace(-0.85, 0.95, 301))
    fences = []
    for weight, ink in zip(fence, (OUTPUT, WEIGHT, GRADIENT), strict=True):
        layers = snare_tower.walls(weight)
        over = snare_tower.beyond(layers, np.stack([across, along], axis=-1))
        plane.contour(across, along, over, levels=[0], colors=[ink.line], linewidths=2.4)
        kept = int(np.sum(snare_tower.beyond(layers, X[y == 1]) > 0))
        fences.append((f"weight {number(weight)}: {kept} of {np.sum(y)}", ink))
    card.write(15.0, 0.7, "snares in the fence", size=13.5, bold=True)
    for k, (words, ink) in enumerate(fences):
        card.write(15.0, 5.75 + 0.6 * k, words, ink=ink, size=12)
    kept = "; ".join(words for words, _ in fences)
    return card.figure, (
        f"A sine of {PIECES} stairs, each 1 wide, for x from 0 to {PIECES}: {'; '.join(said)}. "
        f"Beside it the fence of a tower on the snares, and how many it holds: {kept}."
    )
