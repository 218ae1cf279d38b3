"""A bump from two sigmoid units: one climbs, one climbs later and is taken away."""

import numpy as np

from dlaudio.layers.activations import sigmoid
from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card, number


def weights(left: float, right: float, height: float, steepness: float) -> tuple[np.ndarray, ...]:
    """W1 (1, 2), b1 (2,), W2 (2, 1), b2 (1,) of the bump as a net with a linear output."""
    first = np.full((1, 2), float(steepness)), -steepness * np.array([left, right])
    return *first, np.array([[height], [-height]]), np.zeros(1)


def draw(left: float = 1.0, right: float = 3.0, height: float = 2.0, steepness: float = 10.0):
    """Draw the two units, each times its output weight, and their sum.

    Parameters
    ----------
    left, right : float, left < right
        Where the bump begins and ends.
    height : float
    steepness : float
        The weight before each sigmoid.
    """
    if not left < right:
        raise ValueError(f"bump_parts needs left < right, got {left} and {right}")
    room = right - left
    x = np.linspace(left - room / 2, right + room / 2, 400)
    up = height * sigmoid(steepness * (x - left))
    down = -height * sigmoid(steepness * (x - right))
    card = Card(5.9)
    most = 1.25 * height
    panels = [
        ("unit 1 climbs", up, WEIGHT, f"+{number(height)} · σ({inside(steepness, left)})"),
        ("unit 2 falls", down, WEIGHT, f"−{number(height)} · σ({inside(steepness, right)})"),
        ("their sum: a bump", up + down, OUTPUT, f"{number(height)} between, 0 elsewhere"),
    ]
    for i, (title, curve, ink, note) in enumerate(panels):
        at = 1.0 + 5.75 * i
        limits = {"xlim": (x[0], x[-1]), "ylim": (-most, most)}
        plane = card.plane(at, 1.2, 4.7, 2.9, **limits)
        plane.set_xlabel("$x$", fontsize=12, labelpad=0)
        plane.axhline(0, color="#E3E6EB", lw=1, zorder=0)
        plane.tick_params(labelleft=not i)
        plane.plot(x, curve, color=ink.line, lw=2.6)
        card.write(at + 2.35, 0.65, title, size=13.5, bold=True)
        card.write(at + 2.35, 5.2, note, ink=ink if i < 2 else GREY, size=12)
        if i < 2:
            card.write(at + 5.22, 2.65, "+="[i], size=20, bold=True)
    said = "; ".join(f"{title}, {note}" for title, _, _, note in panels)
    return card.figure, f"Three curves: {said}."


def inside(steepness: float, edge: float) -> str:
    """The sum that goes into a sigmoid which climbs at the edge: "10 x − 30"."""
    bias = number(-steepness * edge)
    sign = f" {bias[0]} {bias[1:]}" if bias.startswith("\u2212") else f" + {bias}"
    return f"{number(steepness)}x{sign}" if bias != "0" else f"{number(steepness)}x"
