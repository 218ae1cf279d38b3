"""A race down a valley: how the learning rate decides between crawling, gliding and flying off."""

import numpy as np

from dlaudio import plots
from dlaudio.descent import descend
from dlaudio.plots.parts.numbers import number, told
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Race down a valley"
CONTROLS = {
    "share": Slider(5, 110, 5, 60, "your learning rate", "% of the largest"),
    "steepness": Slider(1, 40, 1, 10, "steepness across / along"),
    "steps": Slider(5, 40, 5, 30, "steps"),
}
START = np.array([4.0, 1.0])
SR = 22050


def rates(steepness: float) -> tuple[float, float]:
    """The largest stable learning rate and the best one in the valley w1^2/2 + steepness w2^2/2."""
    return 2 / max(steepness, 1), 2 / (1 + steepness)


def race(lr: float, steepness: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Path (steps + 1, 2) from the start, and the loss at each place of it, (steps + 1,)."""
    curvature = np.array([1.0, steepness])
    path = descend(lambda w: curvature * w, START, lr=lr, steps=steps)
    return path, (path**2 @ curvature) / 2


def draw(share: float, steepness: float, steps: int):
    """Your descent and two others in the valley J(w) = (w1^2 + steepness w2^2) / 2.

    Parameters
    ----------
    share : float
        Your learning rate in per cent of the largest stable one, 2 / steepness.
    steepness : float
        Curvature across the valley; along it the curvature is 1.
    steps : int

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
        Your loss after each step as a note: the lower the loss, the lower the note.
    """
    from dlaudio.audio import melody, play

    largest, best = rates(steepness)
    runners = {
        "yours": share / 100 * largest,
        "best": best,
        "5 % of largest": 0.05 * largest,
    }
    runs = {name: race(lr, steepness, steps) for name, lr in runners.items()}

    figure = new_figure(9.0, 4.0)
    valley, losses = figure.subplots(1, 2, width_ratios=(3, 2))
    _draw_valley(valley, steepness, runs)
    for name, (_, loss) in runs.items():
        plots.curve(
            np.maximum(loss, 1e-12), xlabel="step", ylabel="loss J(w)", ax=losses, label=name
        )
    losses.set(yscale="log", ylim=(1e-8, 1e3), title="the lower the better")
    level = np.log10(np.maximum(runs["yours"][1], 1e-12))
    sound = melody(level, sr=SR, duration=0.1, fmin=110, fmax=1760, vmin=-6, vmax=2)
    player = play(sound, SR, title="your loss, a note for each step")
    return figure, _words(share, steepness, runners, runs), player


def _draw_valley(ax, steepness, runs) -> None:
    w1, w2 = np.meshgrid(np.linspace(-5, 5, 121), np.linspace(-2.2, 2.2, 81))
    heights = (w1**2 + steepness * w2**2) / 2
    depth = np.sqrt(heights)
    ax.contourf(w1, w2, depth, levels=16, cmap="Greys", vmin=0, vmax=2 * depth.max())
    looks = [("o-", plots.NEGATIVE), ("s--", plots.POSITIVE)]  # as in the picture beside it
    for (style, colour), name in zip(looks, ("yours", "best"), strict=True):
        path = np.clip(runs[name][0], -1e6, 1e6)
        ax.plot(*path.T, style, color=colour, markersize=4, linewidth=1.4, label=name)
    ax.set(
        xlim=(-5, 5),
        ylim=(-2.2, 2.2),
        aspect="equal",
        anchor="N",  # its title on the height of the other
        xlabel="$w_1$, along",
        ylabel="$w_2$, across",
    )
    ax.set_title("the valley from above")
    ax.legend(loc="lower left", ncols=2)


def _words(share, steepness, runners, runs) -> str:
    lr, best = runners["yours"], runners["best"]
    losses = runs["yours"][1]
    across, along = 1 - lr * steepness, 1 - lr
    if share > 100:
        verdict = "That is beyond the largest, so the loss grows and grows: it diverges."
    elif share == 100:
        verdict = "That is the largest itself: across the valley it is thrown to and fro for ever."
    elif across < 0:
        verdict = "It is stable: across the valley it jumps from side to side, ever closer."
    else:
        verdict = "It is stable, and never leaps over the bottom."
    return (
        f"Your learning rate is {told(lr, 3)}, {share:g} % of the largest, 2 / {steepness:g} = "
        f"{told(2 / steepness, 3)}. Each step multiplies the distance across by "
        f"{number(across, 2)} and along by {number(along, 2)}. {verdict} "
        f"After {len(losses) - 1} steps the loss has gone from {told(losses[0], 3)} to "
        f"{told(losses[-1])}; with the best rate, {told(best, 3)}, to {told(runs['best'][1][-1])}."
    )
