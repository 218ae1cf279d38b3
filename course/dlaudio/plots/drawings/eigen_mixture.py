"""A state as the sum of two eigenvectors: each keeps its way, and the sum turns to one of them."""

import numpy as np

from dlaudio.plots.parts import GREY, INPUT, Card, listed, number, vector
from dlaudio.plots.parts.inks import SHADES
from dlaudio.plots.parts.vectors import note


def parts_of(h0, W, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Eigenvalues (2,), the parts along the eigenvectors (2, 2), and their factors (steps + 1, 2).

    The state after t steps is `factors[t] @ parts`. The larger eigenvalue comes first.
    """
    values, Q = np.linalg.eig(W)
    parts = (h0 @ Q)[:, None] * np.linalg.inv(Q)
    order = np.argsort(-np.abs(values))
    values, parts = values[order], parts[order]
    return values, parts, values ** np.arange(steps + 1)[:, None]


def draw(h0=(1, 3), W=((0.8, 0.1), (0.3, 0.6)), *, steps: int = 3):
    """Draw a state and its two parts at the start and after each step.

    Parameters
    ----------
    h0 : pair of numbers
        The state at the start, none of the eigenvectors.
    W : array, shape (2, 2)
        With two real eigenvalues from 0 to 1.
    steps : int, 2 or 3
    """
    h0, W = np.asarray(h0, dtype=float), np.asarray(W, dtype=float)
    real = np.isreal(np.linalg.eigvals(W)).all()
    values, parts, factors = parts_of(h0, W, steps) if real else ((2, 2), np.zeros((2, 2)), ())
    fade = 0 < min(values) < max(values) < 1
    if steps not in (2, 3) or not fade or np.isclose(parts, 0).all(axis=1).any():
        raise ValueError(
            f"eigen_mixture needs eigenvalues between 0 and 1, a mixture of both and 2 or 3 steps, "
            f"got W = {listed(W)}, h0 = {listed(h0)} and {steps}"
        )
    card = Card(5.7)
    ends = np.array([(0, 0), *parts, h0])
    low, high = ends.min(axis=0) - 0.35, ends.max(axis=0) + 0.45
    wide, said = 16.8 / (steps + 1), []
    for t, factor in enumerate(factors):
        left, now = 0.4 + t * wide, factor[:, None] * parts
        state = now.sum(axis=0)
        frame = {"xlim": (low[0], high[0]), "ylim": (low[1], high[1]), "equal": True}
        plane = card.plane(left, 0.95, wide - 0.2, 3.2, **frame)
        plane.axis("off")
        for part in parts:
            plane.plot(*np.array([(0, 0), part]).T, color=GREY.line, lw=1.2, zorder=1)
        for part in now:
            plane.plot(*np.array([part, state]).T, color=GREY.line, lw=1.4, ls="--", zorder=2)
        vector(plane, (0, 0), state, ink=INPUT, width=3.2)
        note(plane, state, f"$h_{t}$", (6, 7), ink=INPUT, size=14)
        for part, ink in zip(now, SHADES, strict=False):
            vector(plane, (0, 0), part, ink=ink, width=2.4)
        middle = left + wide / 2 - 0.1
        when = f"after {t} step{'s' * (t > 1)}" if t else "at the start"
        card.write(middle, 0.65, when, bold=True, size=13)
        for line, (share, value, ink) in enumerate(zip(factor, values, SHADES, strict=False)):
            words = f"{number(share)} of it is left" if t else f"times {number(value)} a step"
            card.write(middle, 4.5 + 0.62 * line, words, ink=ink, size=12)
        said.append(
            f"{when} {listed(state, 2)}, the sum of {listed(now[0], 2)} ({number(factor[0])} of "
            f"it is left) and {listed(now[1], 2)} ({number(factor[1])})"
        )
    return card.figure, (
        f"A state of two numbers as the sum of two eigenvectors, whose factors in a step are "
        f"{number(values[0])} and {number(values[1])}: {'; '.join(said)}. Each part keeps "
        f"its direction, and the state turns towards the one that fades more slowly."
    )
