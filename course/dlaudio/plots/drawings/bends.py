"""Activations and their slopes, one above the other, as the package's layers compute them."""

import numpy as np

from dlaudio.layers.activations import ELU, LeakyReLU, ReLU, Sigmoid, Softplus, Tanh
from dlaudio.plots.parts import GRADIENT, OUTPUT, Card, number

LAYERS = {
    "tanh": Tanh,
    "ReLU": ReLU,
    "sigmoid": Sigmoid,
    "softplus": Softplus,
    "leaky ReLU": LeakyReLU,
    "ELU": ELU,
}
LIMIT = 4.0


def draw(names=("tanh", "ReLU", "sigmoid", "softplus", "leaky ReLU", "ELU")):
    """Draw activations g(z), and beneath each its slope g'(z).

    Parameters
    ----------
    names : two to six names from `LAYERS`
    """
    if not 2 <= len(names) <= 6 or not set(names) <= set(LAYERS):
        raise ValueError(f"bends needs two to six names from {', '.join(LAYERS)}, got {names}")
    card = Card(7.2)
    z = np.linspace(-LIMIT, LIMIT, 400)  # 0 is not among them, where some slopes jump
    step = (card.width - 1.3) / len(names)
    said = []
    for i, name in enumerate(names):
        layer = LAYERS[name]()
        g = layer.forward(z)
        slope = layer.backward(np.ones_like(z))
        left = 1.25 + i * step
        width = min(step - 0.55, 4.2)
        card.write(left + width / 2, 0.6, name, size=13, bold=True)
        up = {"xlim": (-LIMIT, LIMIT), "ylim": (-1.4, 2.4)}
        plane = card.plane(left, 1.0, width, 2.7, **up)
        _panel(plane, z, g, OUTPUT, first=not i)
        plane.set(yticks=[-1, 0, 1, 2], xticklabels=[])
        down = {"xlim": (-LIMIT, LIMIT), "ylim": (-0.12, 1.25)}
        plane = card.plane(left, 4.15, width, 1.8, **down)
        plane.set_yticks([0, 1])
        _panel(plane, z, slope, GRADIENT, first=not i)
        plane.set_xlabel("$z$", fontsize=12, labelpad=0)
        if not i:
            card.write(0.45, 2.3, "$g$", ink=OUTPUT, size=14)
            card.write(0.45, 5.0, "$g'$", ink=GRADIENT, size=14)
        said.append(
            f"{name} goes from {number(g[0], 2)} at −4 to {number(g[-1], 2)} at 4, its slope lies "
            f"between {number(slope.min(), 2)} and {number(slope.max(), 2)} there"
        )
    return card.figure, f"Activations above, their slopes beneath: {'; '.join(said)}."


def _panel(plane, z, values, ink, *, first: bool) -> None:
    plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
    plane.axvline(0, color="#E3E6EB", lw=1, zorder=0)
    jumps = np.abs(np.diff(values)) > 0.3  # a slope that jumps is not a line that climbs
    plane.plot(z, np.where(np.append(jumps, False), np.nan, values), color=ink.line, lw=2.4)
    plane.set(xticks=[-4, 0, 4])
    plane.tick_params(labelleft=first)
