"""A network as what flows through it: each layer's name, its weights and biases, its shape."""

import numpy as np

from dlaudio.layers.base import Layer
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, arrow
from dlaudio.plots.parts.inks import Ink


def small_cnn() -> list[Layer]:
    """Two convolutions with pooling and a linear layer, for pictures of 40 bands and 40 frames."""
    from dlaudio.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU

    rng = np.random.default_rng(0)
    return [
        Conv2d(1, 8, 3, padding=1, rng=rng),
        ReLU(),
        MaxPool2d(2),
        Conv2d(8, 16, 3, padding=1, rng=rng),
        ReLU(),
        MaxPool2d(2),
        Flatten(),
        Linear(1600, 10, rng=rng),
    ]


def lenet() -> list[Layer]:
    """The convolutions of LeNet-5, with ReLU and max pooling, for pictures of 32 x 32.

    Y. LeCun and others, "Gradient-based learning applied to document recognition", Proc. IEEE 86,
    1998, sec. II.B; there pooling has weights, and C3 sees a part of its inputs.
    """
    from dlaudio.layers import Conv2d, MaxPool2d, ReLU

    rng = np.random.default_rng(0)
    first, second = Conv2d(1, 6, 5, rng=rng), Conv2d(6, 16, 5, rng=rng)
    pools = [ReLU(), MaxPool2d(2)]
    return [first, *pools, second, *pools, Conv2d(16, 120, 5, rng=rng), ReLU()]


def draw(layers: list[Layer] | None = None, shape: tuple[int, ...] = (1, 40, 40)):
    """Draw the shapes between layers to scale, without those that keep the shape (ReLU, Dropout).

    Parameters
    ----------
    layers : list of Layer, optional
        `small_cnn()` if not given.
    shape : tuple of int
        Of one example, without N: (C, H, W), or (D,).
    """
    layers = small_cnn() if layers is None else layers
    stages, value = [("input", 0, shape)], np.zeros((1, *shape), dtype=np.float32)
    for layer in layers:
        value = layer.forward(value)
        learnt = sum(parameter.value.size for parameter in layer.parameters())
        if value.shape[1:] == stages[-1][2] and not learnt:
            name, count, kept = stages[-1]
            stages[-1] = (f"{name}, {type(layer).__name__}", count, kept)
        else:
            stages.append((type(layer).__name__, learnt, value.shape[1:]))
    if not 2 <= len(stages) <= 7:
        raise ValueError(
            f"network_shapes has room for 1 to 6 layers that matter, got {len(stages)}"
        )
    card = Card(7.5)
    middle, slot = 3.5, (card.width - 0.8) / len(stages)
    largest = max(max(s[2][1:], default=1) for s in stages)
    said, frames = [], []
    for i, (name, count, made) in enumerate(stages):
        ink = INPUT if i == 0 else OUTPUT if i == len(stages) - 1 else GREY
        x = 0.4 + (i + 0.5) * slot
        frames.append(_maps(card, x, middle, made, largest, min(slot * 0.6, 2.6), ink))
        card.write(
            x,
            5.85,
            " × ".join(map(str, made)),
            ink=INPUT if i == 0 else OUTPUT,
            size=12 if len(stages) < 7 else 10.5,
        )
        lines = name.replace(", ", ",\n")
        card.write(x, 6.4 + 0.26 * lines.count("\n"), lines, size=11.5)
        numbers = f"{count:,} weights and biases" if count else ""
        if count:
            card.write(x, 0.95, f"{count:,}\nweights, biases", ink=WEIGHT, size=11.5)
        said.append(
            f"{name} makes {' × '.join(map(str, made))}" + (f" ({numbers})" if count else "")
        )
    _arrows(card, frames, middle)
    total = sum(count for _, count, _ in stages)
    text = f"A network, layer by layer: {'; '.join(said)}. {total:,} weights and biases in all."
    return card.figure, text


def _maps(card: Card, x: float, middle: float, shape, largest: int, room: float, ink: Ink):
    """Feature maps behind each other, or a vector as a column; returns its left and right edge."""
    from matplotlib.patches import Rectangle

    if len(shape) == 3:
        channels, high, wide = shape
        many = min(channels, 8)
        w, h = (max(0.28, room * side / largest) for side in (wide, high))
        shift = min(0.13, 0.7 / many)
        left = x - (w + shift * (many - 1)) / 2
        for c in reversed(range(many)):
            corner = (left + shift * c, middle - h / 2 - shift * c + shift * (many - 1) / 2)
            card.ax.add_patch(Rectangle(corner, w, h, fc=ink.fill, ec=ink.line, lw=1.3, zorder=3))
        return left, left + w + shift * (many - 1)
    h = min(3.2, 0.6 + 0.5 * np.log2(shape[0]))
    card.ax.add_patch(
        Rectangle((x - 0.16, middle - h / 2), 0.32, h, fc=ink.fill, ec=ink.line, lw=1.5, zorder=3)
    )
    return x - 0.16, x + 0.16


def _arrows(card: Card, frames, middle: float) -> None:
    for (_, right), (left, _) in zip(frames, frames[1:], strict=False):
        arrow(card, (right, middle), (left, middle), ink=WEIGHT, width=2.2, gap=0.12)
