"""Two matrices of one spectral radius: what is left of a state depends on more than that."""

import numpy as np

from dlaudio.plots.drawings.ringing_state import turning
from dlaudio.plots.parts import GREY, INPUT, OUTPUT, WEIGHT, Card, number


def left_over(W: np.ndarray, steps: int) -> np.ndarray:
    """Norms (largest singular values) of W^t for t = 0 to `steps`."""
    powers = [np.linalg.matrix_power(W, t) for t in range(steps + 1)]
    return np.array([np.linalg.norm(power, 2) for power in powers])


def draw(radius: float = 0.9, coupling: float = 5.0, *, steps: int = 60):
    """Draw how much of a state can be left over time, for a turn and for a one-way coupling.

    Parameters
    ----------
    radius : float, between 0.5 and 1
        Spectral radius of both.
    coupling : float
        How strongly the second number hears the first in [[radius, coupling], [0, radius]].
    steps : int
    """
    if not 0.5 <= radius < 1 or steps < 12:
        raise ValueError(f"same_radius needs 0.5 <= radius < 1 and 12 steps, got {radius}, {steps}")
    matrices = {
        f"a turn times {number(radius)}": (turning(radius, 25), INPUT),
        f"rows ({number(radius)}, {number(coupling)}), (0, {number(radius)})": (
            np.array([[radius, coupling], [0, radius]]),
            WEIGHT,
        ),
    }
    card = Card(8.6)
    curves = {name: left_over(W, steps) for name, (W, _) in matrices.items()}
    top = max(curve.max() for curve in curves.values())
    low = min(curve.min() for curve in curves.values())
    plane = card.plane(1.9, 0.8, 9.2, 6.4, xlim=(0, steps), ylim=(low / 2, 3 * top))
    plane.set_yscale("log")
    plane.set_xlabel("steps", fontsize=12)
    plane.set_ylabel("how much can be left", fontsize=12)
    plane.axhline(1, color=GREY.line, lw=1.2)
    said = []
    for i, (name, (_, ink)) in enumerate(matrices.items()):
        curve = curves[name]
        plane.plot(curve, color=ink.line, lw=2.6)
        peak = int(curve.argmax())
        grows = f"grows to {number(curve[peak], 1)} at step {peak}" if peak else "only shrinks"
        y = 1.3 + 2.4 * i
        card.write(11.5, y, name, ink=ink, size=12, align="left", bold=True)
        card.write(11.5, y + 0.65, grows, ink=ink, size=12, align="left")
        ten = f"after 10 steps: {number(curve[10], 2)}"
        card.write(11.5, y + 1.3, ten, ink=ink, size=12, align="left")
        said.append(f"{name} {grows}; {ten}")
    card.write(11.5, 6.4, f"spectral radius of both: {number(radius)}", ink=OUTPUT, align="left")
    return card.figure, (
        f"Two matrices of spectral radius {number(radius)}, and the largest factor by which t "
        f"steps can change a state, on a logarithmic axis. {'. '.join(said)}."
    )
