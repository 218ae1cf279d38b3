"""A state of two numbers, struck once: its spiral, and the eigenvalue that makes it."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, PLAIN, WEIGHT, Card, number


def turning(radius: float, degrees: float) -> np.ndarray:
    """The matrix (2, 2) that turns a row by an angle and multiplies it by the radius."""
    angle = np.radians(degrees)
    c, s = np.cos(angle), np.sin(angle)
    return radius * np.array([[c, s], [-s, c]])


def draw(W=None, *, steps: int = 36):
    """Draw the states h W^t on the left, and the eigenvalues of W on the right.

    Parameters
    ----------
    W : array, shape (2, 2), optional
        By default a turn by 25 degrees that shrinks to 0.93 of its length.
    steps : int
        How many states, the first at (1, 0).
    """
    W = turning(0.93, 25) if W is None else np.asarray(W, dtype=float)
    if W.shape != (2, 2) or steps < 2:
        raise ValueError(f"ringing_state needs W of shape (2, 2), 2 steps, got {W.shape}, {steps}")
    h = [np.array([1.0, 0.0])]
    while len(h) < steps:
        h.append(h[-1] @ W)
    path, values = np.array(h), np.linalg.eigvals(W)
    radius, angle = np.abs(values).max(), np.degrees(np.abs(np.angle(values[0])))
    card = Card(9.6)
    reach = 1.15 * max(1.0, np.abs(path).max())
    state = card.plane(1.5, 1.3, 7.0, 7.0, xlim=(-reach, reach), ylim=(-reach, reach))
    state.set_xlabel("first number", fontsize=12)
    state.set_ylabel("second number", fontsize=12, labelpad=1)
    state.plot(*path.T, color=INPUT.line, lw=1.2)
    state.plot(*path.T, "o", color=INPUT.line, ms=5)
    state.plot(*path[0], "o", color=INPUT.line, ms=11)
    card.write(5.0, 0.7, "the state, step by step", size=13, bold=True)
    limit = 1.25 * max(1.0, radius)
    plane = card.plane(10.3, 1.3, 5.6, 5.6, xlim=(-limit, limit), ylim=(-limit, limit))
    plane.set_xlabel("real part", fontsize=12)
    plane.set_ylabel("imaginary part", fontsize=12, labelpad=1)
    card.write(13.1, 0.7, "its eigenvalues", size=13, bold=True)
    turn = np.linspace(0, 2 * np.pi, 200)
    plane.plot(np.cos(turn), np.sin(turn), color=GREY.line, lw=1.6)
    for value in values:
        plane.plot([0, value.real], [0, value.imag], color=WEIGHT.line, lw=2)
        plane.plot(value.real, value.imag, "o", color=WEIGHT.line, ms=9)
    said = f"length {number(radius)}: this much is left after each step"
    card.write(13.1, 8.35, said, ink=WEIGHT, size=12)
    said = f"angle {number(angle, 1)}°: {number(360 / angle, 1)} steps for a turn" if angle else ""
    card.write(13.1, 8.95, said, ink=WEIGHT, size=12)
    kind = "inwards" if radius < 1 else "outwards" if radius > 1 else "in a circle"
    card.write(3.0, 1.7, f"runs {kind}", ink=PLAIN, size=12)
    return card.figure, (
        f"On the left {steps} states of two numbers from (1, 0), a spiral that runs {kind}. On the "
        f"right the eigenvalues of the matrix beside the circle of length 1: length "
        f"{number(radius)}, angle {number(angle, 1)}°"
        + (f", so {number(360 / angle, 1)} steps for a turn." if angle else ".")
    )
