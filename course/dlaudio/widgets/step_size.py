"""A race down a valley: how the learning rate decides between crawling, gliding and flying off."""

import numpy as np

from dlaudio.descent import descend
from dlaudio.plots.parts import GREY, OUTPUT, WEIGHT, Card, number, told
from dlaudio.widgets.controls import Slider

TITLE = "Race down a valley"
CONTROLS = {
    "share": Slider(5, 110, 5, 60, "your learning rate", "% of the largest"),
    "steepness": Slider(1, 40, 1, 10, "steepness across / along"),
    "steps": Slider(5, 40, 5, 30, "steps"),
}
START = np.array([4.0, 1.0])
SR = 22050
LOOKS = {"yours": (WEIGHT, "o-"), "best": (OUTPUT, "s--"), "5 % of largest": (GREY, "-")}


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

    card = Card(6.9)
    _draw_valley(card, steepness, runs)
    plane = card.plane(12.4, 1.1, 4.7, 3.9, xlim=(0, steps), ylim=(1e-8, 1e3))
    plane.set(yscale="log")
    plane.set_xlabel("step", fontsize=12)
    plane.set_ylabel("loss $J$", fontsize=12)
    card.write(14.7, 0.6, "the lower the better", size=13, bold=True)
    for column, (name, (_, loss)) in enumerate(runs.items()):
        ink, style = LOOKS[name]
        colour = GREY.text if ink is GREY else ink.line
        plane.plot(np.maximum(loss, 1e-12), style, lw=1.8, ms=4, color=colour)
        words = f"{'– –' if '--' in style else '——'} {name}"
        card.write(2.2 + 3.1 * column, 6.35, words, ink=ink, size=12, align="left")
    level = np.log10(np.maximum(runs["yours"][1], 1e-12))
    sound = melody(level, sr=SR, duration=0.1, fmin=110, fmax=1760, vmin=-6, vmax=2)
    player = play(sound, SR, title="your loss, a note for each step")
    return card.figure, _words(share, steepness, runners, runs), player


def _draw_valley(card: Card, steepness: float, runs) -> None:
    limits = {"xlim": (-5, 5), "ylim": (-2.2, 2.2)}
    plane = card.plane(1.6, 1.1, 8.6, 3.9, **limits, equal=True)
    plane.set_xlabel("$w_1$, along", fontsize=12)
    plane.set_ylabel("$w_2$, across", fontsize=12)
    card.write(5.9, 0.6, "the valley from above", size=13, bold=True)
    w1, w2 = np.meshgrid(np.linspace(*plane.get_xlim(), 121), np.linspace(*plane.get_ylim(), 81))
    depth = np.sqrt((w1**2 + steepness * w2**2) / 2)
    plane.contour(w1, w2, depth, levels=14, colors="#C3C8D1", linewidths=1)
    for name in ("best", "yours"):
        ink, style = LOOKS[name]
        path = np.clip(runs[name][0], -1e6, 1e6)
        plane.plot(*path.T, style, color=ink.line, ms=4, lw=1.4)


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
