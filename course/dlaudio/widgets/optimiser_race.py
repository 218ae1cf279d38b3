"""Six optimisers walk down a valley, one panel each, a dot for every step."""

from functools import cache

import numpy as np

from dlaudio import optim, plots
from dlaudio.descent.bfgs import minimise_bfgs
from dlaudio.layers import Parameter
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Choice, Slider

STEPS = 60
RATES = 10 ** np.linspace(-3.5, 1, 28)
# name -> the optimiser of a kit (`dlaudio.optim`, or the student's own in `mine.layers`)
RUNNERS = {
    "SGD": lambda kit, parameters, lr: kit.SGD(parameters, lr),
    "momentum": lambda kit, parameters, lr: kit.SGD(parameters, lr, momentum=0.8),
    "Adagrad": lambda kit, parameters, lr: kit.Adagrad(parameters, lr),
    "RMSprop": lambda kit, parameters, lr: kit.RMSprop(parameters, lr, alpha=0.9),
    "Adam": lambda kit, parameters, lr: kit.Adam(parameters, lr, betas=(0.8, 0.95)),
    "BFGS": None,
}
STEEP = np.array([1.0, 50.0])  # curvatures along and across the long valley
TURN = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])

# name -> loss of w (..., 2), its gradient at w (2,), start, limits of the picture
VALLEYS = {
    "long": (
        lambda w: (STEEP * w**2).sum(axis=-1) / 2,
        lambda w: STEEP * w,
        (-4.0, 1.0),
        (-4.6, 2.6, -1.6, 1.6),
    ),
    "long and turned": (
        lambda w: (STEEP * (w @ TURN) ** 2).sum(axis=-1) / 2,
        lambda w: TURN @ (STEEP * (w @ TURN)),
        (-4.0, -1.0),
        (-5, 3, -3.4, 2.4),
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
    "step": Slider(0, STEPS, 1, STEPS, "step", play=True),
}


def run(name: str, valley: str, lr: float, *, kit=optim) -> np.ndarray:
    """Path of an optimiser from the start of a valley, (STEPS + 1, 2).

    Parameters
    ----------
    name, valley : str
        One of `RUNNERS`, one of `VALLEYS`.
    lr : float
        Learning rate; BFGS has none.
    kit : module
        Where the optimisers are from: `dlaudio.optim`, or `dlaudio.mine.layers`.
    """
    loss, gradient, start, _ = VALLEYS[valley]
    if name == "BFGS":
        path = minimise_bfgs(loss, gradient, np.array(start), max_steps=STEPS)
        return np.concatenate([path, np.repeat(path[-1:], STEPS + 1 - len(path), axis=0)])
    parameter = Parameter(np.array(start))
    optimizer, path = RUNNERS[name](kit, [parameter], lr), [np.array(start)]
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


def play(valley: str, *names: str):
    """A player with a note for each of 60 steps of these runners: the lower the loss, the deeper.

    Parameters
    ----------
    valley, *names : str
        One of `VALLEYS`, and some of `RUNNERS`.
    """
    from dlaudio import audio

    sounds = []
    for name in names:
        level = np.log10(np.clip(race(valley)[name][1], 1e-6, 1e3))
        scale = {"fmin": 110, "fmax": 1760, "vmin": -6, "vmax": 3}
        sounds.append((name, audio.melody(level, sr=22050, duration=0.06, **scale)))
    return audio.play_row(sounds, 22050, gap=0.4)


def draw(valley: str, step: int):
    """The paths of six optimisers up to a step, one panel each, with the loss in its title.

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
    runs = race(valley)
    figure, panels = stage(valley)
    for (path, losses, _), name, (ax, line, dot) in zip(runs.values(), runs, panels, strict=True):
        walk(path[: step + 1], line, dot)
        ax.set_title(f"{name}: loss {losses[step]:.2g}", fontsize=12)
    return figure, _words(runs, step)


@cache
def stage(valley: str) -> tuple:
    """The figure of a race, which is the same one at every step, and (axes, line, dot) of each."""
    figure = new_figure(9.2, 5.0)
    axes = figure.subplots(2, 3, sharex=True, sharey=True).flat
    start = np.array([VALLEYS[valley][2]])
    panels = [(ax, *panel(ax, valley, start, "name: loss")) for ax in axes]
    figure.supxlabel("$w_1$", fontsize=11)
    figure.supylabel("$w_2$", fontsize=11)
    return figure, panels


def walk(path: np.ndarray, line, dot) -> None:
    """Move a line along a path and a dot to its end; what is not finite is left out."""
    inside = path[np.isfinite(path).all(axis=1)].clip(-50, 50)
    line.set_data(*inside.T)
    dot.set_data(*inside[-1:].T)


@cache
def shades(valley: str) -> np.ndarray:
    """The valley from above in 14 steps of the square root of its loss, (rows, columns)."""
    loss, _, _, (left, right, bottom, top) = VALLEYS[valley]
    grid = np.stack(np.meshgrid(np.linspace(left, right, 480), np.linspace(bottom, top, 360)), -1)
    heights = np.sqrt(loss(grid))
    return np.floor(14 * (heights - heights.min()) / np.ptp(heights)).clip(max=13)


def panel(ax, valley: str, path: np.ndarray, title: str) -> tuple:
    """Draw a valley from above, dark where it is high, and a path with a dot for each step.

    Returns its line and the dot at its end.

    Parameters
    ----------
    ax : matplotlib Axes
    valley : str
    path : array, shape (T, 2)
        May leave the picture; what is outside is cut.
    title : str
    """
    left, right, bottom, top = VALLEYS[valley][3]
    ax.imshow(
        shades(valley),
        extent=(left, right, bottom, top),
        origin="lower",
        aspect="auto",
        cmap="Greys",
        alpha=0.6,
        interpolation="nearest",
    )
    look = {"color": plots.OKABE_ITO["blue"], "linewidth": 1.1, "markersize": 2.6}
    (line,) = ax.plot([], [], "-o", **look)
    (dot,) = ax.plot([], [], "o", color=plots.OKABE_ITO["vermillion"], markersize=7)
    walk(path, line, dot)
    goal = (1, 1) if valley == "bent" else (0, 0)
    ax.plot(*goal, "+", color="black", markersize=11, markeredgewidth=1.5)
    ax.set(xlim=(left, right), ylim=(bottom, top))
    ax.set_title(title, fontsize=12)
    return line, dot


def _words(runs, step) -> str:
    order = sorted(runs, key=lambda name: runs[name][1][step])
    places = ", ".join(f"{name} {runs[name][1][step]:.2g}" for name in order)
    rates = ", ".join(f"{name} {runs[name][2]:.2g}" for name in runs if name != "BFGS")
    return (
        f"Loss after {step} steps, best first: {places}. Each runner has the learning rate that "
        f"suits it best here: {rates}; BFGS finds the length of its steps by itself."
    )
