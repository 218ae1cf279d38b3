"""Two walks that know the curvature: conjugate gradients askew, and Newton in a steep valley."""

import numpy as np

from dlaudio.networks import curved_steps
from dlaudio.plots.parts import GREY, INPUT, WEIGHT, Card

STEEP, BEND = np.array([1.0, 100.0]), 0.2  # of the valley of the race


def draw(
    hessian=((3, 2), (2, 2)),
    start=(0.5, 1.5),
    *,
    solve=curved_steps.solved,
    product=curved_steps.curvature_along,
    lr: float = 0.4,
    steps: int = 20,
):
    """Draw two steps of conjugate gradients to the bottom of a valley, and a descent beside them.

    Parameters
    ----------
    hessian : array, shape (2, 2)
        Symmetric, with positive eigenvalues.
    start : pair of numbers
    solve, product : callables
        `conjugate_gradient` and `hessian_vector` of unit 13.
    lr : float
        Of the descent.
    steps : int
        Of the descent.
    """
    A, start = np.asarray(hessian, dtype=float), np.asarray(start, dtype=float)
    if A.shape != (2, 2) or not np.allclose(A, A.T) or np.linalg.eigvalsh(A).min() <= 0:
        raise ValueError(f"newton_walks needs a symmetric matrix that bends upwards, got {A}")

    def slope(w):
        return A @ w

    def along(v):
        return product(slope, start, v, 1e-4)

    two = [start, *(start + solve(along, -slope(start), n) for n in (1, 2))]
    descent = [start]
    for _ in range(steps):
        descent.append(descent[-1] - lr * A @ descent[-1])
    left = np.linalg.norm(descent[-1])
    card, room = Card(8.4), 1.15 * max(np.abs(start).max(), np.abs(two[1]).max())
    plane = card.plane(1.9, 0.6, 8.4, 6.4, xlim=(-room, room), ylim=(-room, room), equal=True)
    (x0, x1), (y0, y1) = plane.get_xlim(), plane.get_ylim()
    grid = np.mgrid[x0:x1:80j, y0:y1:80j]
    heights = 0.5 * np.einsum("iab,ij,jab->ab", grid, A, grid)
    plane.contour(*grid, heights, levels=np.geomspace(0.05, 20, 9), colors="0.8")
    plane.set_xlabel("$w_1$", fontsize=12)
    plane.set_ylabel("$w_2$", fontsize=12)
    end = np.linalg.norm(two[-1])
    where = "at the bottom" if end < 1e-6 else f"{end:.2g} from the bottom"
    walks = [
        (descent, ".-", WEIGHT, f"gradient descent, {steps} steps:", f"{left:.2g} from the bottom"),
        (two, "o-", INPUT, "conjugate gradients, 2 steps:", where),
    ]
    for row, (walk, style, ink, name, end) in enumerate(walks):
        plane.plot(*np.array(walk).T, style, color=ink.line, lw=2)
        card.write(10.9, 2.2 + 2 * row, name, ink=ink, align="left", size=12.5, bold=True)
        card.write(10.9, 2.9 + 2 * row, end, ink=ink, align="left", size=12.5)
    told = "; ".join(f"{name} {end}" for *_, name, end in walks)
    return card.figure, f"Two walks down a valley that lies askew. {told}."


def race(
    start=(3.0, 1.0), *, newton_step=curved_steps.newton_step, lr: float = 0.015, steps: int = 40
) -> dict[str, np.ndarray]:
    """Losses (steps + 1,) of descent and of Newton in a valley that is steep across and flat along.

    The valley is Σ ½ s w² + ¼ c w⁴ with s = 1 and 100 and c = 0.2.

    Parameters
    ----------
    start : pair of numbers
    newton_step : callable
        (gradient, w, damping) to the next w, as in unit 13.
    lr : float
        Of the descent.
    steps : int
    """

    def slope(w):
        return STEEP * w + BEND * w**3

    moves = {
        "gradient descent": lambda w: w - lr * slope(w),
        "Newton": lambda w: np.asarray(newton_step(slope, w, 0.0)),
    }
    losses = {}
    for name, move in moves.items():
        walk = [np.asarray(start, dtype=float)]
        for _ in range(steps):
            there = np.abs(slope(walk[-1])).max() < 1e-12
            walk.append(walk[-1] if there else move(walk[-1]))
        w = np.array(walk)
        losses[name] = (STEEP * w**2 / 2 + BEND * w**4 / 4).sum(axis=1)
    return losses


def draw_race(losses=None, *, goal: float = 1e-6):
    """Draw the losses of two walks over their steps, and when each is below a goal.

    Parameters
    ----------
    losses : dict of two arrays (T,), optional
        `race` if not given.
    goal : float
    """
    losses = race() if losses is None else losses
    if len(losses) != 2:
        raise ValueError(f"draw_race compares 2 walks, got {list(losses)}")
    card, said, steps = Card(6.4), [], max(map(len, losses.values())) - 1
    plane = card.plane(2.2, 0.6, 8.6, 4.4, xlim=(-0.5, steps + 0.5), ylim=(1e-16, 1e3))
    plane.set_yscale("log")
    plane.set_yticks([1, 1e-6, 1e-12])
    plane.minorticks_off()
    plane.set_xlabel("steps", fontsize=12)
    plane.set_ylabel("loss", fontsize=12)
    plane.axhline(goal, ls=":", color=GREY.line)
    for row, ((name, of), ink) in enumerate(zip(losses.items(), (WEIGHT, INPUT), strict=True)):
        plane.plot(np.maximum(of, 1e-16), color=ink.line, lw=2.4)
        below = np.flatnonzero(np.asarray(of) < goal)
        when = f"not below {goal:g} in {len(of) - 1} steps"
        if below.size:
            when = f"below {goal:g} after {below[0]} steps"
        card.write(11.5, 1.5 + 2 * row, name, ink=ink, align="left", size=12.5, bold=True)
        card.write(11.5, 2.2 + 2 * row, when, ink=ink, align="left", size=12.5)
        said.append(f"{name} from {of[0]:.3g} to {of[-1]:.1g}, {when}")
    return card.figure, f"Losses over the steps of two walks. {'; '.join(said)}."
