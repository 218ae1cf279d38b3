"""Two squares that look along different diagonals, and their difference, which is a product.

Four tanh units make it too, and then two tones go in and two others come out.
"""

import numpy as np

from dlaudio.plots.drawings.tower import greens
from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card, number

PANELS = (
    ("$(x_1 + x_2)^2$", "a valley along one diagonal", lambda x1, x2: (x1 + x2) ** 2),
    ("$(x_1 - x_2)^2$", "a valley along the other", lambda x1, x2: (x1 - x2) ** 2),
    (r"$4\,x_1 x_2$", "a saddle", lambda x1, x2: (x1 + x2) ** 2 - (x1 - x2) ** 2),
)
CORNERS = ((-1, -1), (1, 1), (-1, 1), (1, -1))  # first two whose inputs are alike
SR, TONES = 11025, (700, 400)


def multiplied(x1, x2, bias: float = 0.5, weight: float = 0.1) -> np.ndarray:
    """What four tanh units make of x1 and x2, each of any shape: about -2.9 times their product.

    Two of them look along either diagonal, from both sides; the second pair is subtracted.
    """
    along, across = weight * (x1 + x2), weight * (x1 - x2)
    pairs = [np.tanh(bias + u) + np.tanh(bias - u) for u in (along, across)]
    return 100 * (pairs[0] - pairs[1])


def sounding() -> dict[str, np.ndarray]:
    """Two tones, their sum, and what the four units make of them, all equally loud."""
    from dlaudio.audio import fade

    first, second = (
        np.cos(2 * np.pi * tone * np.arange(SR * 8 // 10) / SR) for tone in TONES
    )  # fmt: skip
    waves = dict(zip((f"{tone} Hz" for tone in TONES), (first, second), strict=True))
    waves |= {"added": first + second, "through the four units": multiplied(first, second)}
    return {name: fade(0.5 * y / np.abs(y).max(), sr=SR) for name, y in waves.items()}


def draw():
    """Draw (x1 + x2)², (x1 - x2)² and their difference from above, with the corners' heights."""
    card, said, side = Card(7.3), [], np.linspace(-1, 1, 161)
    across, along = np.meshgrid(side, side)
    for i, (name, shape, height) in enumerate(PANELS):
        left, ink = 1.4 + 5.85 * i, OUTPUT if i == 2 else WEIGHT
        plane = card.plane(
            left, 1.35, 3.8, 3.8, xlim=(-1, 1), ylim=(-1, 1), xlabel="$x_1$", ylabel="$x_2$"
        )
        plane.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        z = height(across, along)
        look = {"origin": "lower", "extent": (-1, 1, -1, 1), "cmap": greens()}
        plane.imshow(z, vmin=-4, vmax=4, interpolation="bilinear", **look)
        levels = [-3, -2, -1, 0, 1, 2, 3] if i == 2 else [0.25, 1, 2, 3]
        plane.contour(side, side, z, levels, colors="#26303F", linewidths=0.8, linestyles="solid")
        for x1, x2 in CORNERS:
            value = number(height(x1, x2))
            plane.text(0.8 * x1, 0.82 * x2, value, size=13, weight="bold", ha="center", va="center")
        card.write(left + 1.9, 0.75, name, ink=ink, size=15)
        card.write(left + 1.9, 6.75, shape, ink=GREY, size=12)
        if i < 2:
            card.write(left + 4.32, 3.25, "−="[i], size=20, bold=True)
        alike, unlike = (number(height(*CORNERS[k])) for k in (1, 2))
        said.append(f"{shape}, {alike} where both are 1 or both −1, {unlike} at the other corners")
    return card.figure, (
        "Three landscapes over x1 and x2 from −1 to 1, seen from above, with contour lines and the "
        f"heights of their corners. (x1 + x2)²: {said[0]}. Minus (x1 − x2)²: {said[1]}. Their "
        f"difference, 4 x1 x2: {said[2]}."
    )
