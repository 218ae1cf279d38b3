"""One line and three kinds of drum hits: draw it as you like, and hear what it calls a snare."""

import numpy as np

from dlaudio.datasets.drums import snare_or_not
from dlaudio.plots.drawings.snare_tower import hits as draw_hits
from dlaudio.plots.parts import INPUT, WEIGHT
from dlaudio.plots.pictures import new_figure
from dlaudio.widgets.controls import Slider

TITLE = "Your line: is it a snare?"
CONTROLS = {
    "angle": Slider(0, 345, 15, 0, "where its arrow points", "degrees"),
    "place": Slider(-1.5, 1.5, 0.1, -0.6, "how far along the arrow"),
}
EXTENT = 2.6


def on_the_side(X, angle: float, place: float) -> np.ndarray:
    """Which rows lie on the side of the line that its arrow points to, shape (N,)."""
    direction = np.deg2rad(angle)
    return X @ np.array([np.cos(direction), np.sin(direction)]) > place


def best(X, y) -> float:
    """The largest share that a line gets right: every whole degree, every place that matters."""
    degrees = np.deg2rad(np.arange(360))
    along = X @ np.stack([np.cos(degrees), np.sin(degrees)])  # (N, 360)
    snare = np.take_along_axis(np.broadcast_to((y == 1)[:, None], along.shape), along.argsort(0), 0)
    # with the line behind the first k hits, those are called "no", the others "snare"
    no_right = np.vstack([np.zeros((1, 360), int), np.cumsum(~snare, axis=0)])
    yes_right = snare.sum(axis=0) - np.vstack([np.zeros((1, 360), int), np.cumsum(snare, axis=0)])
    return float((no_right + yes_right).max() / len(y))


def rhythm(called, split: str = "train") -> tuple[np.ndarray, int]:
    """Up to ten of the hits that are called snares, four a second, and their sample rate.

    Parameters
    ----------
    called : array, shape (N,)
        True for each hit of the split that is meant.
    split : str
        "train" or "test".
    """
    from dlaudio import datasets

    hits = datasets.load("drum-hits")
    rows = np.random.default_rng(0).permutation(np.flatnonzero(called))[:10]
    return beats([hits.audio[hits.splits[split][row]] for row in rows], hits.sr), hits.sr


def beats(sounds, sr: int) -> np.ndarray:
    """The sounds one after the other, four a second, each cut off where the next one begins."""
    beat = sr // 4
    cut = [y[:beat] for y in sounds] or [np.zeros(beat)]
    return np.concatenate([np.pad(y, (0, beat - len(y))) for y in cut])


def draw(angle: float, place: float):
    """The drum hits, the line, and up to ten of the hits that it calls snares, as a rhythm.

    Parameters
    ----------
    angle : float
        Direction of the arrow that stands on the line, degrees.
    place : float
        Where the line crosses it, counted from the middle.

    Returns
    -------
    figure : matplotlib Figure
    text : str
    player : Player
    """
    from dlaudio import audio

    X, y = snare_or_not("train")
    called = on_the_side(X, angle, place)
    figure = new_figure(6.0, 4.4)
    ax = figure.subplots()
    side = np.linspace(-EXTENT, EXTENT, 261)
    yes = on_the_side(np.stack(np.meshgrid(side, side), axis=-1), angle, place)
    fills = {"levels": [-0.5, 0.5, 1.5], "colors": [INPUT.fill, WEIGHT.fill]}
    ax.contourf(side, side, yes, **fills, zorder=0)
    draw_hits(ax, X, y)
    direction = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))])
    foot, across = place * direction, np.array([-direction[1], direction[0]]) * 3 * EXTENT
    ax.plot(*np.stack([foot - across, foot + across]).T, color="black", lw=1.8)
    arrow = {"arrowstyle": "-|>", "color": "black", "lw": 2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", foot + 0.8 * direction, foot, arrowprops=arrow)
    ax.set(xlim=(-EXTENT, EXTENT), ylim=(-EXTENT, EXTENT), aspect="equal")
    ax.set(xlabel="how bright (standardised)", ylabel="how long (standardised)")
    ax.legend(loc="lower left")

    right = np.mean(called == y)
    text = (
        f"The arrow points to {angle:.0f}°, the line crosses it at {place:.1f}. It calls "
        f"{called.sum()} of {len(y)} hits snares; {np.sum(called & (y == 1))} of "
        f"them are, of {y.sum()} snares in all. It is right about {right:.0%} of the hits; saying "
        f"'no snare' every time gets {np.mean(y == 0):.0%}."
    )
    sound, sr = rhythm(called)
    title = f"{min(called.sum(), 10)} of the hits that your line calls snares"
    return figure, text, audio.play(sound, sr, title=title)
