"""Six optimisers race down a valley, step by step."""

from functools import cache

import numpy as np

from dlaudio import optim, plots
from dlaudio.descent.bfgs import minimise_bfgs
from dlaudio.layers import Parameter
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

STEPS = 60
RATES = 10 ** np.linspace(-3.5, 1, 28)
RUNNERS = {
    "SGD": lambda parameters, lr: optim.SGD(parameters, lr),
    "momentum": lambda parameters, lr: optim.SGD(parameters, lr, momentum=0.8),
    "Adagrad": lambda parameters, lr: optim.Adagrad(parameters, lr),
    "RMSprop": lambda parameters, lr: optim.RMSprop(parameters, lr, alpha=0.9),
    "Adam": lambda parameters, lr: optim.Adam(parameters, lr, betas=(0.8, 0.95)),
    "BFGS": None,
}
STEEP = np.array([1.0, 20.0])
TURN = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])

# name -> loss of w (..., 2), its gradient at w (2,), start, limits of the picture
VALLEYS = {
    "long": (
        lambda w: (STEEP * w**2).sum(axis=-1) / 2,
        lambda w: STEEP * w,
        (-4.0, 1.2),
        (-5, 5, -2, 2),
    ),
    "long and turned": (
        lambda w: (STEEP * (w @ TURN) ** 2).sum(axis=-1) / 2,
        lambda w: TURN @ (STEEP * (w @ TURN)),
        (-4.0, 0.0),
        (-5, 5, -3, 3),
    ),
    "bent": (
        lambda w: (1 - w[..., 0]) ** 2 + 5 * (w[..., 1] - w[..., 0] ** 2) ** 2,
        lambda w: np.array(
            [
                2 * (w[0] - 1) - 20 * w[0] * (w[1] - w[0] ** 2),
                10 * (w[1] - w[0] ** 2),
            ]
        ),
        (-1.6, 0.2),
        (-2.2, 2.2, -1, 3.4),
    ),
}

TITLE = "The race of the optimisers"
CONTROLS = {
    "valley": Choice(list(VALLEYS), "long and turned", "valley"),
    "step": Slider(0, STEPS, 1, 15, "step", play=True),
}


def run(name: str, valley: str, lr: float) -> np.ndarray:
    """Path of an optimiser from the start of a valley, (STEPS + 1, 2)."""
    loss, gradient, start, _ = VALLEYS[valley]
    if name == "BFGS":
        path = minimise_bfgs(loss, gradient, np.array(start), max_steps=STEPS)
        return np.concatenate([path, np.repeat(path[-1:], STEPS + 1 - len(path), axis=0)])
    parameter = Parameter(np.array(start))
    optimizer, path = RUNNERS[name]([parameter], lr), [np.array(start)]
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            parameter.grad[...] = gradient(parameter.value)
            optimizer.step()
            path.append(parameter.value.copy())
    return np.array(path)


@cache
def race(valley: str) -> dict[str, tuple[np.ndarray, np.ndarray, float]]:
    """Path, loss at every step (STEPS + 1,) and learning rate of every runner.

    Each has the rate, out of 28 from 0.0003 to 10, that leaves it with the lowest mean logarithm of
    the loss over the race: a rate that is fast, and stays.
    """
    loss, runs = VALLEYS[valley][0], {}
    for name in RUNNERS:
        found = []
        for lr in RATES[:1] if name == "BFGS" else RATES:
            path = run(name, valley, lr)
            with np.errstate(all="ignore"):
                losses = np.nan_to_num(loss(path), nan=np.inf)
            mean = np.log10(np.clip(losses, 1e-12, 1e12)).mean()
            found.append((mean, path, losses, float(lr)))
        runs[name] = min(found, key=lambda item: item[0])[1:]
    return runs


def draw(valley: str, step: int):
    """The paths of six optimisers up to a step, and their losses.

    Parameters
    ----------
    valley : str
        One of `VALLEYS`.
    step : int
        From 0 to STEPS.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    """
    loss, _, _, (left, right, bottom, top) = VALLEYS[valley]
    runs = race(valley)
    figure = new_figure(9.0, 4.2)
    above, chart = figure.subplots(1, 2)
    grid = np.stack(np.meshgrid(np.linspace(left, right, 161), np.linspace(bottom, top, 121)), -1)
    levels = np.sqrt(loss(grid))
    above.contourf(grid[..., 0], grid[..., 1], levels, levels=18, cmap="Greys", alpha=0.7)
    colours = list(plots.OKABE_ITO.values())
    looks = zip(runs.items(), colours, "os^vDP", strict=False)
    for (name, (path, losses, _)), colour, marker in looks:
        part = path[: step + 1]
        above.plot(*part.T, color=colour, linewidth=1.5)
        above.plot(*part[-1], marker, color=colour, markeredgecolor="black", markersize=8)
        plots.curve(
            np.clip(losses[: step + 1], 1e-12, 1e12),
            xlabel="step",
            ylabel="loss",
            ax=chart,
            label=name,
        )
        chart.lines[-1].set(color=colour, marker=marker, markevery=[-1])
    above.set(xlim=(left, right), ylim=(bottom, top), xlabel="$w_1$", ylabel="$w_2$")
    above.set_title(f"the {valley} valley from above: dark is high")
    chart.set(yscale="log", ylim=(1e-9, 1e3), xlim=(0, STEPS), title="the lower the better")
    chart.legend(fontsize="small", loc="lower left")
    return figure, _words(runs, step)


def _words(runs, step) -> str:
    order = sorted(runs, key=lambda name: runs[name][1][step])
    places = ", ".join(f"{name} {runs[name][1][step]:.2g}" for name in order)
    rates = ", ".join(f"{name} {runs[name][2]:.2g}" for name in runs if name != "BFGS")
    return (
        f"Loss after {step} steps, best first: {places}. Each runner has the learning rate that "
        f"suits it best here: {rates}; BFGS finds the length of its steps by itself."
    )
